import type { Store } from '../../board/store.svelte.ts';
import type { CardID, PairKind } from '../../board/types.ts';

/** The lines between a card and those it is paired with, as they lie on the screen. */

/** An end of a pair, seen from a card. */
export interface End {
  readonly kind: PairKind;
  readonly other: CardID;
  /** Whether the other card has the pair, and points here. */
  readonly back: boolean;
}

/** What a card is paired with on the board: its own pairs, and those that others have with it. */
export function endsOf(store: Store, card: CardID): readonly End[] {
  const here = (id: CardID) => store.card(id)?.archived === false;
  const own = (store.card(card)?.record.pairs ?? [])
    .filter((pair) => here(pair.card))
    .map((pair): End => ({ kind: pair.kind, other: pair.card, back: false }));
  const back = [...store.cards()].flatMap(({ id, archived, record: { pairs = [] } }) =>
    archived
      ? []
      : pairs.filter((pair) => pair.card === card).map(({ kind }): End => ({ kind, other: id, back: true })),
  );
  return [...own, ...back];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from a card; `away` when its other end is out of sight and the line stops at the edge. */
export interface Line extends End {
  readonly path: string;
  readonly label: Point;
  readonly away: boolean;
}

/** So near to the edge a line ends whose other end is out of sight. */
const margin = 16;
/** So far apart labels are. */
const labelGap = 28;

export const meeting = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

/** Whether enough of a box is left to point at. */
export const isSeen = ({ left, top, right, bottom }: Box) => right - left > 12 && bottom - top > 8;

const middle = ({ left, top, right, bottom }: Box): Point => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
});

const within = (at: number, low: number, high: number) => Math.min(Math.max(at, low), Math.max(low, high));

/** Draws a line from a box to what is seen of another, or else to the edge of an area, in its direction. */
export function lineTo(from: Box, to: Box, seen: Box | undefined, area: Box, end: End): Line {
  const a = middle(from);
  if (!seen) {
    const { x, y } = middle(to);
    const tip = {
      x: within(x, area.left + margin, area.right - margin),
      y: within(y, area.top + margin, area.bottom - margin),
    };
    const label = { x: tip.x, y: tip.y - margin };
    return { ...end, away: true, path: curve(side(from, tip.x), tip, end.back), label };
  }
  const b = middle(seen);
  const start = side(from, b.x);
  const beside = b.x > from.left && b.x < from.right;
  const stop = beside ? { x: seen.right, y: b.y } : side(seen, a.x);
  const bow = beside ? 60 : 0;
  return {
    ...end,
    away: false,
    path: curve(beside ? { x: from.right, y: a.y } : start, stop, end.back, bow),
    label: { x: (start.x + stop.x) / 2 + bow * 0.75, y: (a.y + b.y) / 2 },
  };
}

/** The middle of the side of a box that is turned to a place. */
function side(box: Box, x: number): Point {
  const { y } = middle(box);
  return { x: x < (box.left + box.right) / 2 ? box.left : box.right, y };
}

/** A path between two points, in the direction of the pair. It bows to the right where both lie in one column. */
function curve(from: Point, to: Point, back: boolean, bow = 0): string {
  const [a, b] = back ? [to, from] : [from, to];
  const reach = bow || (b.x - a.x) / 2;
  const c = a.x + reach;
  const d = bow ? b.x + bow : b.x - reach;
  return `M${r(a.x)} ${r(a.y)}C${r(c)} ${r(a.y)} ${r(d)} ${r(b.y)} ${r(b.x)} ${r(b.y)}`;
}

const r = Math.round;

/** Moves labels apart that would lie on each other, and into the screen. */
export function spread(lines: readonly Line[], screen: Box, width: number): readonly Line[] {
  let last = -Infinity;
  return lines
    .toSorted((a, b) => a.label.y - b.label.y)
    .map((line) => {
      const y = Math.max(within(line.label.y, screen.top + margin, screen.bottom - margin), last + labelGap);
      last = y;
      const x = within(line.label.x, screen.left + width / 2, screen.right - width / 2);
      return { ...line, label: { x, y } };
    });
}
