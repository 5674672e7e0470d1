import type { CardID } from '../../board/types.ts';
import type { Link } from './links.ts';
import type { CardRow } from './rows.ts';
import type { TimeScale } from './scale.ts';

/**
 * The lines between paired cards on paper. How tall a row gets is only known when it is printed, and pages end between
 * rows: so each row has its own piece of every line that passes it, as tall as any row is, and shows what there is room
 * for.
 */
export interface Piece {
  readonly key: string;
  readonly path: string;
  readonly wrong: boolean;
}

/** Where in a row bars have their middle, how tall a row is at most, and the font size. */
interface Sizes {
  readonly middle: number;
  readonly tallest: number;
  readonly rem: number;
}

/** The pieces of each card's row. */
export function piecesOf(
  links: readonly Link[],
  cards: readonly CardRow[],
  scale: TimeScale,
  sizes: Sizes,
): ReadonlyMap<CardID, readonly Piece[]> {
  const rows = new Map(cards.map(({ id }, at) => [id, at]));
  const pieces = new Map<CardID, Piece[]>();
  for (const link of links) {
    const [from, to] = [rows.get(link.from), rows.get(link.to)];
    if (from === undefined || to === undefined) continue;
    const ends = { from, to, right: scale.end(cards[from]!.plan.until), left: scale.x(cards[to]!.plan.from) };
    for (let at = Math.min(from, to); at <= Math.max(from, to); at++) {
      const piece = { key: link.key, wrong: link.wrong, path: pathIn(at, ends, sizes) };
      pieces.set(cards[at]!.id, [...(pieces.get(cards[at]!.id) ?? []), piece]);
    }
  }
  return pieces;
}

interface Ends {
  readonly from: number;
  readonly to: number;
  /** Where the first bar ends, and the second begins. */
  readonly right: number;
  readonly left: number;
}

/** The piece in a row: down or up beside the second bar, or beside the first where that begins too early. */
function pathIn(at: number, { from, to, right, left }: Ends, { middle, tallest, rem }: Sizes): string {
  const n = (value: number) => Math.round(value * 10) / 10;
  const stub = 0.7 * rem;
  const turn = n(left - stub);
  const out = left - right >= 2 * stub ? turn : n(right + stub);
  const down = from < to;
  // The line comes back to the second bar along the upper edge of the lower row at its side.
  const crossing = out !== turn && at === (down ? to : to + 1) ? `M${out} 0H${turn}` : '';
  if (at === from) return `M${n(right)} ${middle}H${out}V${down ? tallest : 0}${crossing}`;
  if (at !== to) return `M${out} 0V${tallest}${crossing}`;
  return `${crossing}M${turn} ${down ? 0 : tallest}V${middle}H${n(left)}m-4-2.5 4 2.5-4 2.5`;
}
