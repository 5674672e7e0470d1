import { compare } from '../../board/pace/days.ts';
import { byID, done, reached, type Portfolio } from '../../board/pace/portfolio.ts';
import { pilots } from '../../board/pace/quarter-close.ts';
import type { Card, Day } from '../../board/types.ts';

/** The states of a pilot that put its quarter at risk, the worst first. */
const troubles = ['past', 'late', 'at_risk'] as const;

/**
 * What threatens the quarter of a day: pilots that are not where they should be, the worst first, then marathons that
 * were to be handed over by now, the longest overdue first.
 */
export function threats(board: Portfolio, on: Day): readonly Card[] {
  const cards = byID(board.cards);
  const known = pilots(board, on);
  const inTrouble = troubles.flatMap((trouble) => known.filter(({ state }) => state === trouble));
  const overdue = board.cards.filter(
    (card) =>
      card.lane === 'marathon' &&
      card.end &&
      card.end < on &&
      !reached(board, card, 'benefits') &&
      !done(board, card),
  );
  return [
    ...inTrouble.map(({ card }) => cards.get(card)!),
    ...overdue.sort((a, b) => compare(a.end!, b.end!)),
  ];
}
