import type { CardID } from '../../../board/types.ts';
import { line, values, widest, wrapped } from './axis.ts';
import { asides, drawn, type Dot, type Drawn } from './dots.ts';
import type { Box, Drawing, Paint, Room, Spot, Tick } from './drawing.ts';

/** Rows below each other, each with its name, and bars, marks and dots along one axis of values. */

export interface RowData {
  readonly rows: readonly Row[];
  readonly unit?: string;
  readonly write?: (value: number) => string;
}

export interface Row {
  readonly name: string;
  readonly bars?: readonly RowBar[];
  /** Values to compare with. */
  readonly marks?: readonly { readonly value: number; readonly paint: Paint }[];
  readonly dots?: readonly Dot[];
  /** The card that the bars are about. */
  readonly card?: CardID;
  /** Words at the end of its bars. */
  readonly says?: string;
}

export interface RowBar {
  readonly from: number;
  readonly to: number;
  readonly paint: Paint;
  /** How much of the row's height it takes; the whole unless given. */
  readonly share?: number;
  readonly text: string;
}

export interface RowDrawing extends Drawing {
  readonly bars: readonly { readonly box: Box; readonly paint: Paint }[];
  readonly marks: readonly { readonly path: string; readonly paint: Paint }[];
  readonly dots: readonly Drawn[];
  readonly names: readonly { readonly lines: readonly string[]; readonly y: number }[];
  readonly ends: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly zero: number;
}

/** The height of a bar, and that of a row of dots, in em. */
const thick = 1.1;
const dotted = 2.2;

/** Where the rows are, and how values lie along them. */
interface Grid {
  readonly plot: Box;
  readonly names: readonly (readonly string[])[];
  readonly scale: (value: number) => number;
  readonly ticks: readonly Tick[];
  readonly middle: (row: number) => number;
  readonly tall: (row: number) => number;
  readonly em: number;
}

export function rowDrawing(data: RowData, room: Room): RowDrawing {
  const { rows, unit } = data;
  const grid = gridOf(data, room);
  const { plot, scale, middle } = grid;
  const bars = rows.map(({ bars = [] }, row) => bars.map((bar) => ({ bar, box: boxOf(bar, row, grid) })));
  const dots = rows.map((row, at) => dotsOf(row, at, grid));
  return {
    height: plot.bottom + 1.9 * room.em,
    plot,
    across: grid.ticks,
    up: [],
    ...(unit !== undefined && { unit }),
    bars: bars.flat().map(({ bar, box }) => ({ box, paint: bar.paint })),
    marks: rows.flatMap(({ marks = [] }, row) =>
      marks.map(({ value, paint }) => ({
        path: `M${scale(value)},${middle(row) - 0.45 * grid.tall(row)}v${0.9 * grid.tall(row)}`,
        paint,
      })),
    ),
    dots: dots.flat().map(({ dot, x, y }) => drawn(dot, x, y, room.em)),
    names: grid.names.map((lines, row) => ({ lines, y: middle(row) })),
    ends: rows.flatMap(({ says }, row) =>
      says
        ? [
            {
              text: says,
              x: Math.max(scale(0), ...bars[row]!.map(({ box }) => box.right)) + 0.5 * room.em,
              y: middle(row),
            },
          ]
        : [],
    ),
    zero: scale(0),
    labels: [],
    spots: rows.map(({ card }, row) => [
      ...bars[row]!.map(({ bar, box }) =>
        spotOf(bar.text, (box.left + box.right) / 2, middle(row), card, box),
      ),
      ...dots[row]!.map(({ dot, x, y }) => spotOf(dot.text, x, y, dot.card)),
    ]),
    reach: 'row',
  };
}

const spotOf = (text: string, x: number, y: number, card: CardID | undefined, box?: Box): Spot => ({
  x,
  y,
  text,
  ...(card && { card }),
  ...(box && { box }),
});

function gridOf({ rows, unit, write }: RowData, room: Room): Grid {
  const { em, width, measure } = room;
  const names = rows.map(({ name }) => wrapped(name, Math.min(0.34 * width, 17 * em), measure));
  const heights = rows.map(
    ({ dots }, row) => (Math.max(line * names[row]!.length, dots ? dotted : thick) + 0.7) * em,
  );
  const top = (unit ? 2 : 0.6) * em;
  const tops = heights.map((_, i) => top + heights.slice(0, i).reduce((sum, height) => sum + height, 0));
  const bottom = top + heights.reduce((sum, height) => sum + height, 0);
  const left = Math.max(0, ...names.map((lines) => widest(lines, measure))) + 0.8 * em;
  const end = Math.max(0, ...rows.map(({ says }) => (says ? measure(says) + 0.8 * em : 0)));
  const right = width - Math.max(end, 0.8 * em);
  const { scale, ticks } = values(rows.flatMap(valuesOf), [left, right], room, { write });
  return {
    plot: { left, right, top, bottom },
    names,
    scale,
    ticks: fitting(ticks, room),
    middle: (row) => tops[row]! + heights[row]! / 2,
    tall: (row) => heights[row]! - 0.5 * em,
    em,
  };
}

const valuesOf = ({ bars = [], marks = [], dots = [] }: Row): number[] => [
  ...bars.flatMap(({ from, to }) => [from, to]),
  ...[...marks, ...dots].map(({ value }) => value),
];

function boxOf({ from, to, share = 1 }: RowBar, row: number, { scale, middle, em }: Grid): Box {
  const half = (share * thick * em) / 2;
  const left = scale(Math.min(from, to));
  return {
    left,
    right: Math.max(scale(Math.max(from, to)), left + 1),
    top: middle(row) - half,
    bottom: middle(row) + half,
  };
}

/** The dots of a row from left to right, moved up and down where they would lie on each other. */
function dotsOf({ dots = [] }: Row, row: number, { scale, middle, tall, em }: Grid) {
  const sorted = dots.toSorted((a, b) => a.value - b.value);
  const moved = asides(
    sorted.map(({ value }) => scale(value)),
    tall(row) / 2 - 0.4 * em,
    em,
  );
  return sorted.map((dot, i) => ({ dot, x: scale(dot.value), y: middle(row) + moved[i]! }));
}

/** Leaves out marks whose words would touch the one before. */
function fitting(ticks: readonly Tick[], { em, measure }: Room): Tick[] {
  let taken = -Infinity;
  return ticks.filter(({ at, lines }) => {
    const half = widest(lines, measure) / 2;
    if (at - half < taken + 0.6 * em) return false;
    taken = at + half;
    return true;
  });
}
