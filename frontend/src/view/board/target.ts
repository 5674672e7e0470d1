import type { CardID, LaneKey, StageID } from '../../board/types.ts';

/**
 * Where a card would land. The page says so in its elements: a stage is `[data-lane][data-stage]`, of a row where it
 * is `[data-group]`, in it the list `[data-list]`, in that the cards `[data-card]` from top to bottom.
 */
export interface Landing {
  readonly lane: LaneKey;
  readonly stage: StageID;
  /** The neighbour: the card below, or the last one shown above. Neither in an empty stage. */
  readonly before?: CardID;
  readonly after?: CardID;
  /** The key of the row, on a board with rows. */
  readonly row?: string;
  /** Where to draw the line. */
  readonly line: { readonly left: number; readonly top: number; readonly width: number };
  readonly list: HTMLElement;
}

/** The landing at a height, for a card that is carried over an element. Undefined where no stage is. */
export function landingOn(under: Element | null, y: number, carried: CardID): Landing | undefined {
  const stage = under?.closest<HTMLElement>('[data-stage]');
  const list = stage?.querySelector<HTMLElement>('[data-list]');
  const { lane, stage: id, group: row } = stage?.dataset ?? {};
  if (!list || !lane || !id) return undefined;
  const cards = [...list.querySelectorAll<HTMLElement>(':scope > [data-card]')];
  const at = firstBelow(cards, y);
  return {
    lane: lane as LaneKey,
    stage: id,
    ...neighbour(cards, at, carried),
    ...(row !== undefined && { row }),
    line: gap(list, cards, at),
    list,
  };
}

/** The first card whose middle is below y. Cards are stacked, so halving finds it. */
function firstBelow(cards: readonly HTMLElement[], y: number): number {
  let low = 0;
  let high = cards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { top, height } = cards[middle]!.getBoundingClientRect();
    if (top + height / 2 < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

function neighbour(
  cards: readonly HTMLElement[],
  at: number,
  carried: CardID,
): { before: CardID } | { after: CardID } | object {
  const id = (card: HTMLElement | undefined) => card?.dataset['card'];
  const below = id(cards[at]) === carried ? cards[at + 1] : cards[at];
  if (below) return { before: id(below) };
  const above = cards.findLast((card) => id(card) !== carried);
  return above ? { after: id(above) } : {};
}

function gap(list: HTMLElement, cards: readonly HTMLElement[], at: number): Landing['line'] {
  const box = list.getBoundingClientRect();
  const below = cards[at]?.getBoundingClientRect();
  const above = cards[at - 1]?.getBoundingClientRect();
  const middle =
    below && above
      ? (above.bottom + below.top) / 2
      : ((below && below.top - 3) ?? (above && above.bottom + 4));
  const top = Math.min(Math.max(middle ?? box.top + 4, box.top + 1), box.bottom - 3);
  return { left: box.left + 6, top, width: box.width - 12 };
}
