import type { Card, CardID, Day, PairKind } from '../types.ts';
import { contractEnd } from './face.ts';
import { byID, cameToNothing, decided, done, inWork, reached, type Portfolio } from './portfolio.ts';
import { isQuarter, lastDay } from './quarter.ts';

/** A pair of cards that cannot both be as they are planned. */
export interface Contradiction {
  readonly kind:
    | 'tender_before_evaluation'
    | 'blocker_ends_later'
    | 'block_each_other'
    | 'graduates_unevaluated'
    | 'renewal_after_end'
    | 'call_off_after_end';
  /** Which has the pair. */
  readonly card: CardID;
  readonly other: CardID;
  readonly pair: PairKind;
  /** The day of `card`; empty where the stage it lies in contradicts. */
  readonly from: Day;
  /** The day of `other` that contradicts it. */
  readonly to: Day;
}

/** A pair between two cards that are not archived. */
interface Link {
  readonly from: Card;
  readonly to: Card;
  readonly kind: PairKind;
}

type Found = Pick<Contradiction, 'kind' | 'from' | 'to'> | undefined;

function links({ cards }: Portfolio): readonly Link[] {
  const known = byID(cards);
  return cards.flatMap((from) =>
    (from.pairs ?? []).flatMap(({ kind, card }) => {
      const to = known.get(card);
      return to ? [{ from, to, kind }] : [];
    }),
  );
}

/** What the pairs of the board's cards contradict, in the board's order. */
export function contradictions(board: Portfolio): readonly Contradiction[] {
  return links(board).flatMap((link) => {
    const found = contradiction(board, link);
    return found ? [{ ...found, card: link.from.id, other: link.to.id, pair: link.kind }] : [];
  });
}

function contradiction(board: Portfolio, { from, to, kind }: Link): Found {
  switch (kind) {
    case 'informs':
    case 'derisks':
      return tenderBeforeEvaluation(board, from, to);
    case 'blocked_by':
      return blocked(board, from, to);
    case 'graduates_to': {
      const evaluated = from.lane !== 'sprint' || reached(board, from, 'evaluation');
      return evaluated ? undefined : { kind: 'graduates_unevaluated', from: '', to: '' };
    }
    case 'renewal_of':
      return beginsAfterEnd('renewal_after_end', from, to);
    case 'call_off_of':
      return beginsAfterEnd('call_off_after_end', from, to);
    default:
      return undefined;
  }
}

/** When a pilot is evaluated, against when the tender of what builds on it starts. */
function tenderBeforeEvaluation(board: Portfolio, pilot: Card, procurement: Card): Found {
  if (pilot.lane !== 'sprint' || procurement.lane !== 'marathon') return undefined;
  if (decided(board, pilot) || done(board, procurement)) return undefined;
  const from = plannedEnd(pilot);
  const to = tenderStart(procurement);
  const early = from !== '' && to !== '' && to < from;
  return early || reached(board, procurement, 'tender')
    ? { kind: 'tender_before_evaluation', from, to }
    : undefined;
}

/** The day of the tender notice, or else of the deadline, which lies later. */
function tenderStart({ notices = [], tender_deadline = '' }: Card): Day {
  const days = notices.flatMap(({ kind, on }) => (kind === 'tender' && on ? [on] : []));
  return days.sort()[0] ?? tender_deadline;
}

/** When the work on a card is to be over: its end, or that of a pilot's quarter. */
function plannedEnd({ lane, end, quarter }: Card): Day {
  return end || (lane === 'sprint' && isQuarter(quarter) ? lastDay(quarter) : '');
}

function blocked(board: Portfolio, card: Card, blocker: Card): Found {
  if (done(board, card) || done(board, blocker)) return undefined;
  const back = (blocker.pairs ?? []).some((pair) => pair.kind === 'blocked_by' && pair.card === card.id);
  if (back) return { kind: 'block_each_other', from: '', to: '' };
  const from = plannedEnd(card);
  const to = plannedEnd(blocker);
  return from !== '' && to > from ? { kind: 'blocker_ends_later', from, to } : undefined;
}

/** When a contract begins, at the earliest, against when the one it follows or rests on ends. */
function beginsAfterEnd(kind: Contradiction['kind'], card: Card, other: Card): Found {
  const from = card.contract?.start || card.tender_deadline;
  const to = contractEnd(other);
  return from && to && from > to && !cameToNothing(card) ? { kind, from, to } : undefined;
}

/** The pilots beyond a proposal and not decided that are paired with no marathon card. */
export function unpaired(board: Portfolio): readonly CardID[] {
  return alone(board, (card) => card.lane === 'sprint' && inWork(board, card));
}

/** The procurements not yet out to tender that are paired with no pilot. */
export function unpiloted(board: Portfolio): readonly CardID[] {
  return alone(
    board,
    (card) =>
      card.lane === 'marathon' &&
      card.procurement === 'required' &&
      !reached(board, card, 'tender') &&
      !done(board, card),
  );
}

function alone(board: Portfolio, among: (card: Card) => boolean): readonly CardID[] {
  const across = links(board).filter(({ from, to }) => from.lane !== to.lane);
  const paired = new Set(across.flatMap(({ from, to }) => [from.id, to.id]));
  return board.cards.filter((card) => among(card) && !paired.has(card.id)).map(({ id }) => id);
}

/** A pilot whose supplier may bid in a procurement that builds on it, and how far its checklist is. */
export interface Involvement {
  readonly pilot: CardID;
  readonly procurement: CardID;
  /** Lines of the checklist that are not ticked. */
  readonly open: number;
  /** Lines it has; 0 when nobody has begun. */
  readonly listed: number;
}

/** Which procurements need the prior-involvement checklist. */
export function involvements(board: Portfolio): readonly Involvement[] {
  const found = new Map<string, Involvement>();
  for (const { from, to, kind } of links(board)) {
    const builds = kind === 'informs' || kind === 'derisks' || kind === 'graduates_to';
    if (!builds || from.lane !== 'sprint' || !from.supplier || !mayBeBidFor(board, to)) continue;
    const lines = to.prior_involvement ?? [];
    const open = lines.filter((line) => !line.done).length;
    found.set(`${from.id} ${to.id}`, { pilot: from.id, procurement: to.id, open, listed: lines.length });
  }
  return [...found.values()];
}

function mayBeBidFor(board: Portfolio, card: Card): boolean {
  const awarded = card.award?.notified_on || card.contract?.signed;
  return card.lane === 'marathon' && card.procurement !== 'not_required' && !awarded && !done(board, card);
}
