import type { Board } from './board.ts';
import { newID } from './ids.ts';
import { lacks, lacksNothing } from './needs.ts';
import { rankAt } from './place.ts';
import type {
  Card,
  CardFields,
  CardPatch,
  Change,
  Command,
  Day,
  EntryLists,
  LaneKey,
  Meeting,
  StageID,
  Stamp,
} from './types.ts';

type Of<K extends Command['cmd']> = Extract<Command, { cmd: K }>;

/** What commands about quarters, records, gates and bodies will most likely change; see `predict`. */

/** What a move sets on the card besides its place: why it passed, and when it was in place. */
export function onMove(
  board: Board,
  card: Card,
  to: { readonly lane: LaneKey; readonly stage: StageID },
  reason: string | undefined,
  { by, at }: Stamp,
): CardPatch {
  const set: { -readonly [F in keyof CardPatch]: CardPatch[F] } = {};
  const lacking = lacks(board, card, to);
  if (reason?.trim() && !lacksNothing(lacking)) {
    const { needs: missing, gates } = lacking;
    const what = { ...(missing.length && { missing }), ...(gates.length && { gates }) };
    set.passes = [...(card.passes ?? []), { stage: to.stage, ...what, reason, by, at }].slice(-100);
  }
  const [was, is] = [inPlace(board, card), inPlace(board, to)];
  if (is && !was && !card.in_place_on) set.in_place_on = civilDay(at);
  else if (was && !is && to.lane === 'sprint' && card.in_place_on) set.in_place_on = '';
  return set;
}

/** Whether a pilot that lies there has reached the stage in which it is in use. */
function inPlace(
  board: Board,
  { lane, stage }: { readonly lane: LaneKey; readonly stage: StageID },
): boolean {
  const stages = board.lane('sprint')?.stages ?? [];
  const running = stages.findIndex(({ key }) => key === 'running');
  return lane === 'sprint' && running >= 0 && stages.findIndex(({ id }) => id === stage) >= running;
}

const scandinavian = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' });

const civilDay = (at: string): Day => scandinavian.format(new Date(at));

/** Puts on record that the end of a card with a baseline changes. */
export function replanned(
  card: Card,
  set: CardPatch,
  reason: string | undefined,
  { by, at }: Stamp,
): CardPatch {
  if (set.end === undefined || !card.baseline_end || set.end === (card.end ?? '')) return set;
  const replan = {
    ...(card.end && { from: card.end }),
    ...(set.end && { to: set.end }),
    ...(reason && { reason }),
  };
  return { ...set, replans: [...(card.replans ?? []), { ...replan, by, at }] };
}

type PaceCommand = Of<'card.carry' | 'card.extend' | 'card.continue' | 'card.merge' | 'card.vote'>;

export function* ofPace(board: Board, card: Card, command: PaceCommand, stamp: Stamp): Generator<Change> {
  switch (command.cmd) {
    case 'card.carry':
    case 'card.extend':
      yield* later(card, command, stamp);
      return;
    case 'card.vote': {
      const others = (card.votes ?? []).filter((voter) => voter !== stamp.by);
      yield {
        kind: 'card.changed',
        card: card.id,
        set: { votes: command.vote ? [...others, stamp.by] : others },
      };
      return;
    }
    case 'card.merge':
      yield* merged(board, card, command);
      return;
    case 'card.continue':
      yield* continued(board, card, command, stamp);
  }
}

function* later(
  card: Card,
  { cmd, quarter, reason }: Of<'card.carry' | 'card.extend'>,
  { by, at }: Stamp,
): Generator<Change> {
  const list = cmd === 'card.carry' ? 'carried' : 'extended';
  const from = card.quarter;
  if (card.lane !== 'sprint' || quarter <= (from ?? '') || !reason.trim()) return;
  if (list === 'extended' && card.extended?.length) return;
  const carry = { ...(from && { from }), to: quarter, reason, by, at };
  yield { kind: 'card.changed', card: card.id, set: { quarter, [list]: [...(card[list] ?? []), carry] } };
}

function* merged(board: Board, card: Card, command: Of<'card.merge'>): Generator<Change> {
  const into = board.cards.get(command.into);
  if (!into || into === card || board.archive.has(into.id)) return;
  const votes = union(into.votes, card.votes);
  const followers = union(into.followers, [...(card.followers ?? []), card.created_by]);
  yield { kind: 'card.changed', card: into.id, set: { votes, followers } };
  yield { kind: 'card.changed', card: card.id, set: { merged_into: into.id } };
  yield { kind: 'card.archived', card: card.id };
}

const union = (have: readonly string[] = [], more: readonly string[] = []) => [
  ...new Set([...have, ...more]),
];

/** What a card hands on to the one that goes on where it ends. */
const heritage = [
  'description',
  'owner',
  'sponsor',
  'champion',
  'unit',
  'cluster',
  'labels',
  'anchor',
  'followers',
  'benefits',
  'prior_involvement',
  'procurement',
  'method',
  'category',
  'cpv',
  'hypothesis',
  'learning',
] as const satisfies readonly (keyof CardFields)[];

function* continued(board: Board, card: Card, command: Of<'card.continue'>, stamp: Stamp): Generator<Change> {
  const graduates = command.as === 'graduates_to';
  const lane = graduates ? 'marathon' : card.lane;
  const stage = command.stage || board.lane(lane)?.stages[0]?.id;
  const id = command.new ?? newID();
  if (!stage || !board.stage(lane, stage) || board.cards.has(id) || (graduates && card.lane !== 'sprint'))
    return;
  const handed = Object.fromEntries(heritage.flatMap((field) => (card[field] ? [[field, card[field]]] : [])));
  const pairs = graduates ? {} : { pairs: [{ kind: command.as, card: card.id }] };
  const set = { ...handed, ...pairs, title: command.title || card.title };
  const rank = rankAt(board, lane, stage, id, {});
  yield { kind: 'card.added', card: id, lane, stage, rank, since: stamp.at, set };
  if (graduates) {
    const pairs = [...(card.pairs ?? []), { kind: command.as, card: id }];
    yield { kind: 'card.changed', card: card.id, set: { pairs, outcome: card.outcome ?? 'scale' } };
  }
}

export function* ofEntry(
  card: Card,
  command: Of<`entry.${'set' | 'remove'}`>,
  { by, at }: Stamp,
): Generator<Change> {
  const entries = (card[command.list] ?? []) as readonly { readonly id: string }[];
  const asked = command.cmd === 'entry.set' ? (command.entry as { id?: string }) : undefined;
  const id = asked ? (asked.id ?? newID()) : (command.entry as string);
  const known = entries.find((entry) => entry.id === id);
  if (!asked) {
    const rest = entries.filter((entry) => entry !== known);
    if (known) yield { kind: 'card.changed', card: card.id, set: { [command.list]: rest } };
    return;
  }
  const { by: first = by, at: then = at } = (known ?? {}) as Partial<Stamp>;
  const entry = { ...asked, id, ...(isRecord(command.list) && { by: first, at: then }) };
  const next = known ? entries.map((e) => (e === known ? entry : e)) : [...entries, entry];
  yield { kind: 'card.changed', card: card.id, set: { [command.list]: next } };
}

const isRecord = (list: keyof EntryLists) => ['decisions', 'check_ins', 'recognitions'].includes(list);

export function* ofGate(board: Board, command: Of<`gate.${'add' | 'change' | 'remove'}`>): Generator<Change> {
  if (command.cmd === 'gate.add') {
    const { gate = newID(), lane, stage, name, body, needs } = command;
    if (board.gates.some(({ id }) => id === gate) || !board.stage(lane, stage)) return;
    const more = { ...(body && { body }), ...(needs && { needs }) };
    yield { kind: 'gate.set', gate, key: '', lane, stage, name, custom: true, ...more };
    return;
  }
  const now = board.gates.find(({ id }) => id === command.gate);
  if (!now) return;
  const { id: gate, removed: _, ...rest } = now;
  if (command.cmd === 'gate.remove') {
    yield { kind: 'gate.set', gate, ...rest, removed: true };
    return;
  }
  const { stage, name, body, needs } = command;
  // The page names a standard gate by its key, so its English name may wait for the server.
  const named = name === undefined ? {} : name ? { name, custom: true } : { custom: false };
  const change = { ...(stage && { stage }), ...(body !== undefined && { body }), ...(needs && { needs }) };
  yield { kind: 'gate.set', gate, ...rest, ...change, ...named };
}

type BodyCommand = Of<`body.${'add' | 'change' | 'remove'}` | `meeting.${'add' | 'change' | 'remove'}`>;

export function* ofBody(board: Board, command: BodyCommand): Generator<Change> {
  if (command.cmd === 'body.add') {
    const { body = newID(), name } = command;
    if (!board.bodies.some(({ id }) => id === body)) yield { kind: 'body.set', body, name };
    return;
  }
  const now = board.bodies.find(({ id }) => id === command.body);
  if (!now) return;
  const { id: body, ...rest } = now;
  if (command.cmd === 'body.remove') yield { kind: 'body.set', body, ...rest, removed: true };
  else if (command.cmd === 'body.change') yield { kind: 'body.set', body, ...rest, name: command.name };
  else yield { kind: 'body.set', body, ...rest, meetings: meetings(now.meetings ?? [], command) };
}

export function* ofView(
  board: Board,
  command: Of<`view.${'add' | 'change' | 'remove'}`>,
  { by }: Stamp,
): Generator<Change> {
  const now = board.views.find(({ id }) => id === command.view);
  if (command.cmd === 'view.add') {
    const { view = newID(), name, page, search = '' } = command;
    if (!now) yield { kind: 'view.set', view, name, page, search, kept_by: by };
    return;
  }
  if (!now) return;
  const { id: view, by: kept_by, ...rest } = now;
  if (command.cmd === 'view.remove') yield { kind: 'view.set', view, ...rest, kept_by, removed: true };
  else {
    const { name = now.name, page = now.page, search = now.search } = command;
    yield { kind: 'view.set', view, name, page, search, kept_by };
  }
}

function meetings(
  now: readonly Meeting[],
  command: Of<`meeting.${'add' | 'change' | 'remove'}`>,
): readonly Meeting[] {
  const rest = now.filter(({ id }) => id !== command.meeting);
  if (command.cmd === 'meeting.remove') return rest;
  const old = now.find(({ id }) => id === command.meeting);
  const { meeting: id = newID(), on = old?.on ?? '', papers_by = old?.papers_by } = command;
  const meeting = { id, on, ...(papers_by && { papers_by }) };
  return [...rest, meeting].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
