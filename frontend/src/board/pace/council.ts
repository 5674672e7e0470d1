import { opens, verdictAt } from '../needs.ts';
import type { Body, BodyID, Card, CardID, Day, Gate, GateID, LaneKey, Meeting } from '../types.ts';
import { compare } from './days.ts';
import { done, keyOf, orderOf, type Portfolio } from './portfolio.ts';

/** Why a card waits for a decision, the most pressing first. */
const whys = ['pending', 'deferred', 'passed', 'ahead'] as const;

/** A card that waits for a decision at a gate. */
export interface Waiting {
  readonly card: CardID;
  readonly gate: GateID;
  readonly why: (typeof whys)[number];
}

/** What waits for a body, and when it meets next. */
export interface Agenda {
  /** Empty for gates that no body is named for. */
  readonly body: BodyID;
  /** The next one; its `on` is empty when none is planned. */
  readonly meeting: Meeting;
  /** The last day for papers has passed. */
  readonly papers_over: boolean;
  readonly cards: readonly Waiting[];
}

/** What waits for each body on a day, then what waits at gates without body; none for whom nothing waits. */
export function agendas(board: Portfolio, on: Day): readonly Agenda[] {
  const bodies = board.bodies.filter((body) => !body.removed);
  const known = new Set(bodies.map(({ id }) => id));
  const gates = { marathon: standing(board, 'marathon'), sprint: standing(board, 'sprint') };
  const waiting = board.cards.flatMap((card) => awaited(board, card, gates[card.lane]));
  const pressing = waiting.sort((a, b) => whys.indexOf(a.why) - whys.indexOf(b.why));
  return [...bodies, { id: '', name: '' }].flatMap((body) => {
    const theirs = pressing.filter((w) => (known.has(w.body) ? w.body : '') === body.id);
    const cards = theirs.map(({ card, gate, why }) => ({ card, gate, why }));
    return cards.length > 0 ? [{ body: body.id, ...nextMeeting(body, on), cards }] : [];
  });
}

function nextMeeting({ meetings = [] }: Body, on: Day): Pick<Agenda, 'meeting' | 'papers_over'> {
  const coming = meetings.filter((meeting) => meeting.on >= on).sort((a, b) => compare(a.on, b.on));
  const meeting = coming[0] ?? { id: '', on: '' };
  return { meeting, papers_over: meeting.papers_by !== undefined && meeting.papers_by < on };
}

/** The gates of a lane from left to right, those before one stage as they are registered. */
function standing(board: Portfolio, lane: LaneKey): readonly Gate[] {
  return board.gates
    .filter((gate) => gate.lane === lane && !gate.removed && order(board, gate) >= 0)
    .sort((a, b) => order(board, a) - order(board, b));
}

const order = (board: Portfolio, gate: Gate) => orderOf(board, gate.lane, gate.stage);

/**
 * The gates a card waits at: those pending or deferred, those it went past with a reason on record, the one before
 * the stage it is in, and the next ahead of it. It waits at none behind the one that stopped it.
 */
function awaited(
  board: Portfolio,
  card: Card,
  gates: readonly Gate[],
): readonly (Waiting & { readonly body: BodyID })[] {
  if (done(board, card)) return [];
  const here = orderOf(board, card.lane, card.stage);
  const found: (Waiting & { body: BodyID })[] = [];
  let ahead = false;
  for (const gate of gates) {
    const verdict = verdictAt(card, gate.id);
    if (opens(verdict) || skips(board, card, gate)) continue;
    if (verdict?.outcome === 'stopped') break;
    const there = order(board, gate);
    const why = whyAt(verdict?.outcome, here, there, passed(card, gate.id), ahead);
    ahead ||= there > here;
    if (why) found.push({ card: card.id, gate: gate.id, why, body: verdict?.body ?? gate.body ?? '' });
  }
  return found;
}

function whyAt(
  outcome: string | undefined,
  here: number,
  there: number,
  past: boolean,
  ahead: boolean,
): Waiting['why'] | undefined {
  if (outcome === 'pending' || outcome === 'deferred') return outcome;
  if (there === here || (there < here && past)) return 'passed';
  return there > here && !ahead ? 'ahead' : undefined;
}

/** A gate means nothing to a card that buys nothing. */
function skips(board: Portfolio, card: Card, gate: Gate): boolean {
  const bought = ['tender', 'evaluation', 'standstill'].includes(keyOf(board, gate));
  return gate.lane === 'marathon' && bought && card.procurement === 'not_required';
}

/** Whether somebody gave a reason for going past a gate. */
const passed = ({ passes = [] }: Card, gate: GateID) => passes.some(({ gates = [] }) => gates.includes(gate));
