import { pilotState } from '../../board/pace/face.ts';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import type { Card, Day, Quarter } from '../../board/types.ts';

/** What became of the pilots of one quarter. */
export interface Review {
  readonly quarter: Quarter;
  /** Pilots that were to be in place in the quarter, wherever they are now. */
  readonly all: readonly Card[];
  /** Those of them that were in place by its last working day. */
  readonly inTime: readonly Card[];
  readonly scale: readonly Card[];
  readonly adopt: readonly Card[];
  readonly stop: readonly Card[];
  /** Given another quarter by decision. */
  readonly extended: readonly Card[];
  /** Taken into another quarter without a decision. */
  readonly carried: readonly Card[];
  readonly undecided: readonly Card[];
}

export function reviewOf(board: Portfolio, quarter: Quarter, on: Day): Review {
  const pilots = [...board.cards, ...board.archive].filter(
    (card) => card.lane === 'sprint' && !card.merged_into,
  );
  const left = (list: 'carried' | 'extended') =>
    pilots.filter((card) => card[list]?.some(({ from }) => from === quarter));
  const extended = left('extended');
  const carried = left('carried');
  const here = pilots.filter((card) => card.quarter === quarter);
  const ended = (outcome: Card['outcome']) => here.filter((card) => card.outcome === outcome);
  const archived = new Set(board.archive.map(({ id }) => id));
  const state = (card: Card) => pilotState(board, card, on);
  return {
    quarter,
    all: [...new Set([...here, ...extended, ...carried])],
    inTime: here.filter((card) => state(card).in_time),
    scale: ended('scale'),
    adopt: ended('adopt'),
    stop: ended('stop'),
    extended,
    carried,
    undecided: here.filter((card) => !archived.has(card.id) && state(card).state !== 'decided'),
  };
}

/** The quarters that pilots of the board have, or have had, the latest first; always the one given. */
export function quartersOf(board: Portfolio, given: Quarter): Quarter[] {
  const quarters = new Set([given]);
  for (const card of [...board.cards, ...board.archive]) {
    if (card.lane !== 'sprint') continue;
    if (card.quarter) quarters.add(card.quarter);
    for (const { from } of [...(card.carried ?? []), ...(card.extended ?? [])]) if (from) quarters.add(from);
  }
  return [...quarters].sort().reverse();
}
