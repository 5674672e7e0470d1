import type { CardID, LaneKey, Place } from '../../board/types.ts';

/** A stage as it is drawn: its cards from top to bottom. */
export interface Column {
  readonly lane: LaneKey;
  readonly cards: readonly CardID[];
}

/** What is picked, and where a range that is still being drawn began and ended. */
export interface Picked {
  readonly cards: ReadonlySet<CardID>;
  /** What was picked before the range. */
  readonly base: ReadonlySet<CardID>;
  readonly anchor?: CardID;
  readonly end?: CardID;
}

export const nothing: Picked = { cards: new Set(), base: new Set() };

/** Picks a card, or lets it go when it is picked. The next range begins at it. */
export function toggled({ cards }: Picked, card: CardID): Picked {
  const now = new Set(cards);
  if (!now.delete(card)) now.add(card);
  return { cards: now, base: now, anchor: card, end: card };
}

/** Picks cards beside those that are picked. */
export function joined({ cards }: Picked, more: readonly CardID[]): Picked {
  const now = new Set([...cards, ...more]);
  return { cards: now, base: now };
}

/**
 * Draws the range out to a card. It begins where the last one began; from a card that the last one did not end at, a
 * new range begins beside it.
 */
export function extended(picked: Picked, columns: readonly Column[], to: CardID, from = picked.end): Picked {
  const goesOn = picked.anchor !== undefined && picked.end === from;
  const anchor = (goesOn ? picked.anchor : from) ?? to;
  const base = goesOn ? picked.base : picked.cards;
  return { cards: new Set([...base, ...between(columns, anchor, to)]), base, anchor, end: to };
}

/** Only those that are still there. */
export function kept(picked: Picked, there: (card: CardID) => boolean): Picked {
  const only = (cards: ReadonlySet<CardID>) => new Set([...cards].filter(there));
  return { ...picked, cards: only(picked.cards), base: only(picked.base) };
}

/** The picked cards that are drawn, as they lie: lane after lane, stage after stage, from top to bottom. */
export function inOrder({ cards }: Picked, columns: readonly Column[]): CardID[] {
  return cards.size ? columns.flatMap((column) => column.cards.filter((card) => cards.has(card))) : [];
}

/**
 * The cards between two: in one stage those that lie between them, and over the stages of a lane a rectangle with the
 * two in its corners. Across the lanes nothing lies between, and only the second is meant.
 */
export function between(columns: readonly Column[], a: CardID, b: CardID): CardID[] {
  const from = placeOf(columns, a);
  const to = placeOf(columns, b);
  if (!from || !to || columns[from.column]!.lane !== columns[to.column]!.lane) return [b];
  const [left, right] = sorted(from.column, to.column);
  const [top, bottom] = sorted(from.index, to.index);
  return columns.slice(left, right + 1).flatMap(({ cards }) => cards.slice(top, bottom + 1));
}

function placeOf(columns: readonly Column[], card: CardID) {
  const column = columns.findIndex(({ cards }) => cards.includes(card));
  return column < 0 ? undefined : { column, index: columns[column]!.cards.indexOf(card) };
}

const sorted = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

/** Where cards come to lie together: the order of the stage then, and the card that they stand before. */
export interface Gathered {
  readonly order: readonly CardID[];
  readonly before: CardID | undefined;
}

/** Puts cards together at a place of a stage's order. A neighbour that goes along is stood in for by the next one. */
export function gathered(
  order: readonly CardID[],
  cards: readonly CardID[],
  { before, after }: Place,
): Gathered {
  const going = new Set(cards);
  const wanted = before ? order.indexOf(before) : -1;
  const last = after ? order.indexOf(after) : -1;
  const at = wanted >= 0 ? wanted : last >= 0 ? last + 1 : order.length;
  const next = order.slice(at).find((card) => !going.has(card));
  const staying = order.filter((card) => !going.has(card));
  const index = next ? staying.indexOf(next) : staying.length;
  return { order: staying.toSpliced(index, 0, ...cards), before: next };
}
