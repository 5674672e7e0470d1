import { generateKeyBetween } from 'fractional-indexing';
import type { Board } from './board.ts';
import type { CardID, LaneKey, Place, StageID } from './types.ts';

/** Places in lists: beside a neighbour, or last. */

/** Where in a list the neighbours put a thing: before wins, then after, else last. */
function position(ids: readonly string[], place: Place): number {
  const before = place.before ? ids.indexOf(place.before) : -1;
  if (before >= 0) return before;
  const after = place.after ? ids.indexOf(place.after) : -1;
  return after >= 0 ? after + 1 : ids.length;
}

/** A rank at a place of a stage. A card that lies there already keeps its own. */
export function rankAt(board: Board, lane: LaneKey, stage: StageID, card: CardID, place: Place): string {
  const now = board.order(lane, stage);
  const ids = now.filter((id) => id !== card);
  const at = position(ids, place);
  const rank = (id: CardID | undefined) => (id === undefined ? undefined : board.cards.get(id)!.rank);
  if (now[at] === card) return rank(card)!;
  const low = rank(ids[at - 1]) ?? null;
  // Two predictions may have met on one rank; the next higher one bounds both.
  const high = ids.slice(at).find((id) => low === null || rank(id)! > low);
  return generateKeyBetween(low, rank(high) ?? null);
}

export function inserted<T extends { readonly id: string }>(
  items: readonly T[],
  item: T,
  place: Place,
): readonly T[] {
  const at = position(
    items.map((i) => i.id),
    place,
  );
  return [...items.slice(0, at), item, ...items.slice(at)];
}
