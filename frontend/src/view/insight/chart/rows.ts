import { line, values, widest, wrapped } from './axis.ts';
import type { Box, Drawing, Paint, Room, Spot, Tick } from './drawing.ts';
import type { CardID } from '../../../board/types.ts';

/** Rows below each other, each with its name, and bars and points along one axis of values. */

export interface RowData {
  readonly rows: readonly Row[];
  readonly unit?: string;
  readonly write?: (value: number) => string;
}

export interface Row {
  readonly name: string;
  readonly bars: readonly RowBar[];
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
  readonly names: readonly { readonly lines: readonly string[]; readonly y: number }[];
  readonly ends: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly zero: number;
}

/** The height of a bar, in em. */
const thick = 1.1;

export function rowDrawing({ rows, unit, write }: RowData, room: Room): RowDrawing {
  const { em, width, measure } = room;
  const names = rows.map(({ name }) => wrapped(name, Math.min(0.34 * width, 17 * em), measure));
  const top = (unit ? 2 : 0.6) * em;
  const heights = names.map((lines) => Math.max(line * lines.length, thick) * em + 0.7 * em);
  const tops = heights.map((_, i) => top + heights.slice(0, i).reduce((sum, height) => sum + height, 0));
  const bottom = top + heights.reduce((sum, height) => sum + height, 0);
  const left = Math.max(0, ...names.map((lines) => widest(lines, measure))) + 0.8 * em;
  const end = Math.max(0, ...rows.map(({ says }) => (says ? measure(says) + 0.8 * em : 0)));
  const right = width - Math.max(end, 0.5 * em);
  const { scale, ticks } = values(
    rows.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to])),
    [left, right],
    room,
    { write },
  );
  const middle = (row: number) => tops[row]! + heights[row]! / 2;
  const boxOf = (bar: RowBar, row: number): Box => {
    const half = ((bar.share ?? 1) * thick * em) / 2;
    const [from, to] = [scale(Math.min(bar.from, bar.to)), scale(Math.max(bar.from, bar.to))];
    return { left: from, right: Math.max(to, from + 1), top: middle(row) - half, bottom: middle(row) + half };
  };
  return {
    height: bottom + 1.9 * em,
    plot: { left, right, top, bottom },
    across: ticks.filter(fits(ticks, room)),
    up: [],
    ...(unit !== undefined && { unit }),
    bars: rows.flatMap(({ bars }, row) => bars.map((bar) => ({ box: boxOf(bar, row), paint: bar.paint }))),
    names: names.map((lines, row) => ({ lines, y: middle(row) })),
    ends: rows.flatMap(({ says, bars }, row) =>
      says
        ? [
            {
              text: says,
              x: Math.max(scale(0), ...bars.map((bar) => boxOf(bar, row).right)) + 0.5 * em,
              y: middle(row),
            },
          ]
        : [],
    ),
    zero: scale(0),
    labels: [],
    spots: rows.map(({ bars, card }, row) =>
      bars.map((bar): Spot => {
        const box = boxOf(bar, row);
        return { x: (box.left + box.right) / 2, y: middle(row), box, text: bar.text, ...(card && { card }) };
      }),
    ),
    reach: 'row',
  };
}

/** Leaves out marks whose words would touch the one before. */
function fits(ticks: readonly Tick[], { em, measure }: Room): (tick: Tick) => boolean {
  let taken = -Infinity;
  const shown = new Set<Tick>();
  for (const tick of ticks) {
    const half = widest(tick.lines, measure) / 2;
    if (tick.at - half < taken + 0.6 * em) continue;
    shown.add(tick);
    taken = tick.at + half;
  }
  return (tick) => shown.has(tick);
}
