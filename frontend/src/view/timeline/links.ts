import type { Contradiction } from '../../board/pace/pairs.ts';
import type { CardID, PairKind } from '../../board/types.ts';
import type { Plan } from './plan.ts';
import type { Row } from './rows.ts';
import type { TimeScale } from './scale.ts';

/** The lines between the bars of cards that are paired. */

export interface Link {
  readonly key: string;
  /** Where the line begins and ends: what comes of `from` goes into `to`. */
  readonly from: CardID;
  readonly to: CardID;
  readonly kind: PairKind;
  /** Their plans contradict each other. */
  readonly wrong: boolean;
  /** The rows it reaches over, from the upper to the lower one. */
  readonly first: number;
  readonly last: number;
  readonly path: string;
  /** Where a contradiction is marked: just before the second bar. */
  readonly sign: { readonly x: number; readonly y: number };
}

/** The pairs in which the other card is what comes first. */
const backward: ReadonlySet<PairKind> = new Set([
  ...(['blocked_by', 'replaces', 'renewal_of'] as const),
  ...(['restart_of', 'call_off_of', 'planned_by'] as const),
]);

/** Where a bar lies: its ends, and the middle of its height. */
interface Bar {
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** What the lines are laid out by: where each row begins, how far below that a bar's middle is, and the font size. */
export interface Layout {
  readonly scale: TimeScale;
  readonly tops: Float64Array;
  readonly middle: number;
  readonly rem: number;
}

/** The lines between the rows that are shown. */
export function linksOf(
  rows: readonly Row[],
  conflicts: ReadonlyMap<CardID, readonly Contradiction[]>,
  layout: Layout,
): readonly Link[] {
  const bars = new Map<CardID, Bar>();
  rows.forEach((row, i) => {
    if (row.kind === 'card') bars.set(row.id, barOf(row.plan, i, layout));
  });
  return rows.flatMap((row) => {
    if (row.kind === 'group') return [];
    return (row.card.pairs ?? []).flatMap(({ kind, card: other }): Link[] => {
      const [from, to] = backward.has(kind) ? [other, row.id] : [row.id, other];
      const [a, b] = [bars.get(from), bars.get(to)];
      if (!a || !b || a === b) return [];
      const wrong = (conflicts.get(row.id) ?? []).some(
        (one) => one.card === row.id && one.other === other && one.pair === kind,
      );
      const [first, last] = a.row < b.row ? [a.row, b.row] : [b.row, a.row];
      return [
        { key: `${row.id} ${kind} ${other}`, from, to, kind, wrong, first, last, ...lineOf(a, b, layout) },
      ];
    });
  });
}

function barOf({ from, until }: Plan, row: number, { scale, tops, middle }: Layout): Bar {
  return { row, left: scale.x(from), right: scale.end(until), y: tops[row]! + middle };
}

/**
 * A line from the end of a bar to the beginning of another, in right angles: straight down shortly before it where
 * there is room, else back between the rows.
 */
function lineOf(a: Bar, b: Bar, { rem, tops }: Layout): Pick<Link, 'path' | 'sign'> {
  const [stub, radius] = [0.7 * rem, 0.35 * rem];
  const turn = b.left - stub;
  if (turn - a.right >= stub)
    return {
      path: angular(
        [
          [a.right, a.y],
          [turn, a.y],
          [turn, b.y],
          [b.left, b.y],
        ],
        radius,
      ),
      sign: { x: turn, y: b.y },
    };
  const between = a.row < b.row ? tops[b.row]! : tops[b.row + 1]!;
  const out = a.right + stub;
  return {
    path: angular(
      [
        [a.right, a.y],
        [out, a.y],
        [out, between],
        [turn, between],
        [turn, b.y],
        [b.left, b.y],
      ],
      radius,
    ),
    sign: { x: turn, y: b.y },
  };
}

type Spot = readonly [x: number, y: number];

/** A path through places, each straight above or beside the next, with round corners. */
function angular(spots: readonly Spot[], most: number): string {
  const n = (value: number) => Math.round(value * 10) / 10;
  const [first, ...rest] = spots;
  const parts = [`M${n(first![0])} ${n(first![1])}`];
  rest.forEach((spot, i) => {
    const [before, after] = [spots[i]!, spots[i + 2]];
    if (!after) {
      parts.push(`L${n(spot[0])} ${n(spot[1])}`);
      return;
    }
    const radius = Math.min(most, distance(before, spot) / 2, distance(spot, after) / 2);
    const [enter, leave] = [toward(spot, before, radius), toward(spot, after, radius)];
    parts.push(`L${n(enter[0])} ${n(enter[1])}Q${n(spot[0])} ${n(spot[1])} ${n(leave[0])} ${n(leave[1])}`);
  });
  return parts.join('');
}

const distance = (a: Spot, b: Spot) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);

const toward = (from: Spot, to: Spot, length: number): Spot => [
  from[0] + Math.sign(to[0] - from[0]) * length,
  from[1] + Math.sign(to[1] - from[1]) * length,
];
