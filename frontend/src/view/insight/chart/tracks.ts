import type { CardID } from '../../../board/types.ts';
import { depthOf, line, widest, wrapped } from './axis.ts';
import type { Box, Drawing, Paint, Room, Spot, Tick } from './drawing.ts';

/** Rows below each other on one scale, each with its name before it, its bars and points, and what it comes to behind. */

export interface TrackData {
  readonly rows: readonly Track[];
  /** The scale all rows share, laid out from the left to the right. */
  readonly axis: (span: readonly [number, number], room: Room) => Scaled;
  /** Where the scale begins to count; a line is drawn there. */
  readonly origin?: number;
  readonly unit?: string;
  /** What the signs in the rows mean. */
  readonly key?: readonly Sign[];
}

/** A sign with its meaning: a bar's paint, a point's form, or the mark. */
export interface Sign {
  readonly name: string;
  readonly sign: Paint | Form | 'mark';
}

export interface Scaled {
  readonly scale: (value: number) => number;
  readonly ticks: readonly Tick[];
}

export interface Track {
  readonly name: string;
  readonly card?: CardID;
  readonly bars: readonly Bar[];
  /** From left to right, or in the order they came; each is read by itself. */
  readonly points: readonly Point[];
  /** Where a line is drawn across the row. */
  readonly mark?: number;
  /** What it comes to. */
  readonly told: string;
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly paint: Paint;
}

export interface Point {
  readonly at: number;
  readonly text: string;
  readonly form: Form;
}

/** A point is drawn full, open, small as a step on the way, or not at all. */
export type Form = 'full' | 'open' | 'step' | 'none';

export interface TrackDrawing extends Drawing {
  readonly rows: readonly DrawnTrack[];
  readonly origin: number | undefined;
  /** From where to where the line at the origin goes: all the way, or past each row where names lie between them. */
  readonly begins: readonly (readonly [number, number])[];
  readonly key: readonly DrawnSign[];
}

interface DrawnSign extends Sign {
  readonly x: number;
  readonly y: number;
}

export interface DrawnTrack {
  readonly y: number;
  readonly bars: readonly { readonly box: Box; readonly paint: Paint }[];
  readonly points: readonly { readonly x: number; readonly form: Form }[];
  readonly mark: number | undefined;
  readonly told: Written;
  /** The name, where there is no room for it before the row. */
  readonly above: Written | undefined;
}

interface Written {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

/** A chart narrower than this, in em, has the names above the rows. */
const narrow = 34;

/** Heights in em: of a bar, and of the space around it. */
const thick = 0.9;
const space = 1.2;

export function trackDrawing(data: TrackData, room: Room): TrackDrawing {
  const { em, width, measure } = room;
  const stacked = width < narrow * em;
  const names = data.rows.map(({ name }) => wrapped(name, stacked ? width : 0.32 * width, measure));
  const left = stacked ? 0.5 * em : Math.max(...names.map((lines) => widest(lines, measure))) + 0.6 * em;
  const right = width - Math.max(...data.rows.map(({ told }) => measure(told))) - 1.2 * em;
  const key = keyed(data.key ?? [], (data.unit ? 2.2 : 0.7) * em, room);
  const top = key.bottom;
  const { scale, ticks } = data.axis([left, right], room);
  const places = below(names, top, stacked, em);
  const { bottom } = places;
  const rows = data.rows.map((row, i): DrawnTrack => {
    const y = places.centres[i]!;
    const ends = [...row.bars.flatMap(({ from, to }) => [from, to]), ...row.points.map(({ at }) => at)];
    const end = Math.max(left, ...ends.map(scale));
    return {
      y,
      bars: row.bars.map(({ from, to, paint }) => ({ paint, box: boxed(scale(from), scale(to), y, em) })),
      points: row.points.map(({ at, form }) => ({ x: scale(at), form })),
      mark: row.mark === undefined ? undefined : scale(row.mark),
      told: { x: end + 0.8 * em, y: y + 0.35 * em, lines: [row.told] },
      above: stacked ? { x: 0, y: places.tops[i]! + em, lines: names[i]! } : undefined,
    };
  });
  const begins = stacked
    ? rows.map(({ y }) => [y - 0.8 * em, y + 0.8 * em] as const)
    : [[top, bottom] as const];
  return {
    height: bottom + depthOf(ticks, room),
    plot: { left, right, top, bottom },
    across: ticks,
    up: stacked ? [] : rows.map(({ y }, i) => ({ at: y, lines: names[i]!, anchor: 'end' })),
    ...(data.unit !== undefined && { unit: data.unit }),
    labels: [],
    spots: data.rows.map(({ points, card }, i) =>
      points.map(({ at, text }): Spot => ({
        x: scale(at),
        y: rows[i]!.y,
        text,
        ...(card !== undefined && { card }),
      })),
    ),
    reach: 'row',
    rows,
    origin: data.origin === undefined ? undefined : scale(data.origin),
    begins: data.origin === undefined ? [] : begins,
    key: key.signs,
  };
}

/** Signs beside each other, as many in a line as there is room for. */
function keyed(signs: readonly Sign[], top: number, { em, width, measure }: Room) {
  let x = 0;
  let y = top;
  const placed = signs.map((sign): DrawnSign => {
    const size = measure(sign.name) + 1.5 * em;
    if (x > 0 && x + size > width) [x, y] = [0, y + 1.5 * em];
    const at = { ...sign, x, y };
    x += size + 1.2 * em;
    return at;
  });
  return { signs: placed, bottom: placed.length ? y + 1.8 * em : y };
}

/** Where rows lie below each other: their upper edges and the middles of their bars. */
function below(names: readonly (readonly string[])[], top: number, stacked: boolean, em: number) {
  const tops: number[] = [];
  const centres: number[] = [];
  let at = top;
  for (const { length } of names) {
    tops.push(at);
    const words = line * length;
    const height = stacked ? words + thick + space : Math.max(words, thick) + space;
    centres.push(at + (stacked ? words + 0.7 : height / 2) * em);
    at += height * em;
  }
  return { tops, centres, bottom: at };
}

const boxed = (from: number, to: number, y: number, em: number): Box => ({
  left: Math.min(from, to),
  right: Math.max(from, to),
  top: y - (thick / 2) * em,
  bottom: y + (thick / 2) * em,
});
