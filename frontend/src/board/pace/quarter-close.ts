import type { Day, Quarter } from '../types.ts';
import { pilotState, type PilotState } from './face.ts';
import { keyOf, type Portfolio } from './portfolio.ts';

/** Where every sprint card stands on a day, in the board's order. */
export function pilots(board: Portfolio, on: Day): readonly PilotState[] {
  return board.cards.filter((card) => card.lane === 'sprint').map((card) => pilotState(board, card, on));
}

/**
 * The pilots that must go through a door when a quarter is closed: undecided ones of that quarter or an earlier
 * one, and those beyond a proposal that have no quarter.
 */
export function closing(board: Portfolio, quarter: Quarter, on: Day): readonly PilotState[] {
  return board.cards.flatMap((card) => {
    if (card.lane !== 'sprint') return [];
    const pilot = pilotState(board, card, on);
    const unplanned = pilot.state === 'unplanned' && keyOf(board, card) !== 'proposed';
    const open = pilot.state !== 'decided' && pilot.quarter !== '' && pilot.quarter <= quarter;
    return unplanned || open ? [pilot] : [];
  });
}
