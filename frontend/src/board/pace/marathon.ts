import type { CardID, Day, PairKind } from '../types.ts';
import { compare, monthsAfter } from './days.ts';
import { byDay, legalDates, type LegalDate } from './face.ts';
import { byID, cameToNothing, done, type Portfolio } from './portfolio.ts';

/** The legal dates of all cards from a day until another, in order. */
export function near(board: Portfolio, from: Day, until: Day): readonly LegalDate[] {
  return board.cards
    .flatMap((card) => legalDates(board, card))
    .filter(({ on }) => on >= from && on <= until)
    .sort(byDay);
}

/**
 * The renewal radar: contracts that end and options to decide within as many months as the board sets, where no
 * marathon card is paired as the renewal. What has passed stays until the card is closed.
 */
export function renewals(board: Portfolio, on: Day): readonly LegalDate[] {
  const until = monthsAfter(on, board.settings.renewal_months);
  const renewed = renewedCards(board);
  return board.cards
    .filter((card) => !renewed.has(card.id))
    .flatMap((card) =>
      legalDates(board, card).filter(
        (date) =>
          (date.kind === 'contract_end' || date.kind === 'option_decide_by') &&
          date.on <= until &&
          (date.on >= on || !done(board, card)),
      ),
    )
    .sort(byDay);
}

function renewedCards({ cards }: Portfolio): ReadonlySet<CardID> {
  const renewing = cards.filter((card) => card.lane === 'marathon' && !cameToNothing(card));
  const pairs = renewing.flatMap((card) => card.pairs ?? []);
  return new Set(pairs.filter(({ kind }) => kind === 'renewal_of').map(({ card }) => card));
}

/** A card that another came from, or that came from it. */
export interface Relative {
  readonly card: CardID;
  /** Steps away: fewer than 0 came before. */
  readonly generation: number;
  /** The pair of the step that leads there; empty for the card itself. */
  readonly kind: PairKind | '';
}

/** Where a card came from and what came of it, over restarts, renewals and graduations, the oldest first. */
export function lineage(board: Portfolio, id: CardID): readonly Relative[] {
  const steps = descent(board);
  const relatives: Relative[] = [{ card: id, generation: 0, kind: '' }];
  const seen = new Set([id]);
  for (const from of relatives) {
    for (const { card, generation, kind } of steps.get(from.card) ?? []) {
      if (seen.has(card)) continue;
      seen.add(card);
      relatives.push({ card, generation: from.generation + generation, kind });
    }
  }
  return relatives.slice(1).sort((a, b) => a.generation - b.generation || compare(a.card, b.card));
}

const forward: Partial<Record<PairKind, number>> = { graduates_to: 1, renewal_of: -1, restart_of: -1 };

/** The steps that lead from each card to its nearest relatives. */
function descent({ cards, archive }: Portfolio): ReadonlyMap<CardID, readonly Relative[]> {
  const all = [...cards, ...archive];
  const known = byID(all);
  const steps = new Map<CardID, Relative[]>();
  const step = (from: CardID, to: Relative) => {
    const known = steps.get(from);
    if (known) known.push(to);
    else steps.set(from, [to]);
  };
  for (const { id, pairs = [] } of all) {
    for (const { kind, card } of pairs) {
      const generation = forward[kind];
      if (!generation || !known.has(card)) continue;
      step(id, { card, generation, kind });
      step(card, { card: id, generation: -generation, kind });
    }
  }
  return steps;
}
