import { scaleBand } from 'd3-scale';
import { bands as named, depthOf } from './axis.ts';
import type { Box, Drawing, Paint, Room, Spot } from './drawing.ts';
import { placed, type Named } from './labels.ts';
import { layOut, type Layout } from './layout.ts';

/** Bars of several series, on each other, with what is less than zero below. */

export interface BarData {
  /** What the bars stand for, such as quarters. */
  readonly bands: readonly string[];
  /** From the bottom up. */
  readonly series: readonly Series[];
  readonly unit?: string;
  readonly whole?: boolean;
  /** How a value is written on the axis. */
  readonly write?: (value: number) => string;
  /** What stands above the bars of a band, where there is room. */
  readonly total?: (at: number) => string;
  /** Whether a band is not over, and its bars only say so much. */
  readonly isOpen?: (at: number) => boolean;
  /** A value to compare with, drawn as a line. */
  readonly level?: { readonly name: string; readonly value: number };
  /** What is read of a bar. */
  readonly say: (series: Series, at: number) => string;
}

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  readonly paint: Paint;
}

export interface Bar {
  readonly box: Box;
  readonly paint: Paint;
  readonly open: boolean;
}

export interface BarDrawing extends Drawing {
  readonly bars: readonly Bar[];
}

/** The line that a bar is compared with. */
const levelPaint: Paint = { tone: 'ink', stroke: 'dashed' };

/** The greatest width of a bar, in em. */
const widest = 4;

export function barDrawing(data: BarData, room: Room): BarDrawing {
  const { bands, series, level, unit } = data;
  const spans = stacked(series);
  const beside = namesBeside(data);
  const layout = layOut(
    {
      names: beside.map(({ name }) => name),
      data: [...spans.flat(2), ...(level ? [level.value] : [])],
      whole: data.whole,
      unit,
      write: data.write,
      rows: data.total ? 1 : 0,
    },
    room,
  );
  const { plot, y, up, words } = layout;
  const x = scaleBand<number>(bands.keys(), [plot.left, plot.right]).paddingInner(0.25).paddingOuter(0.15);
  const centre = (at: number) => x(at)! + x.bandwidth() / 2;
  const across = named(bands, centre, x.step(), room);
  const width = Math.min(x.bandwidth(), widest * room.em);
  const boxes = boxed(spans, layout, centre, width);
  const heights = [...middles(boxes), ...(level ? [y(level.value)] : [])];
  const spots = series.map((each, i) => boxes[i]!.map((box, at) => spotOf(box, data.say(each, at))));
  return {
    height: plot.bottom + depthOf(across, room),
    plot,
    across,
    up,
    ...(unit !== undefined && { unit }),
    bars: boxes.flatMap((line, i) =>
      line.map((box, at) => ({ box, paint: series[i]!.paint, open: data.isOpen?.(at) ?? false })),
    ),
    totals: totalsOf(data, boxes, centre, x.step(), room),
    labels: placed(beside, heights, words, plot, room).map((label) =>
      label.paint.stroke ? label : { ...label, from: label.y },
    ),
    ...(level && { levels: [{ y: y(level.value), paint: levelPaint }] }),
    spots: spots.toReversed(),
    reach: 'column',
  };
}

/** What stands beside the bars: the names of several series from the top down, and of what they are compared with. */
function namesBeside({ series, level }: BarData): Named[] {
  return [
    ...(series.length > 1 ? series.toReversed().map(({ name, paint }) => ({ name, paint })) : []),
    ...(level ? [{ name: level.name, paint: levelPaint }] : []),
  ];
}

/** Beside what the names of several series stand: their last bars. */
function middles(boxes: readonly (readonly Box[])[]): number[] {
  if (boxes.length < 2) return [];
  const last = boxes.map((line) => line.at(-1)).map((box) => (box ? (box.top + box.bottom) / 2 : 0));
  return last.toReversed();
}

const spotOf = (box: Box, text: string): Spot => ({ x: (box.left + box.right) / 2, y: box.top, box, text });

/** What stands above the bars; nothing where there is no room for all of it. */
function totalsOf(
  { bands, total }: BarData,
  boxes: readonly (readonly Box[])[],
  centre: (at: number) => number,
  step: number,
  { em, measure }: Room,
) {
  const texts = total ? bands.map((_, at) => total(at)) : [];
  if (texts.some((text) => measure(text) > step)) return [];
  const top = (at: number) => Math.min(...boxes.map((line) => line[at]!.top));
  return texts.map((text, at) => ({ x: centre(at), y: top(at) - 0.4 * em, text }));
}

type Span = readonly [from: number, to: number];

/** From where to where each value reaches on those below it; what is less than zero hangs below. */
function stacked(series: readonly Series[]): Span[][] {
  const above: number[] = [];
  const below: number[] = [];
  return series.map(({ values }) =>
    values.map((value, at) => {
      const side = value < 0 ? below : above;
      const from = side[at] ?? 0;
      side[at] = from + value;
      return [from, from + value];
    }),
  );
}

function boxed(
  spans: readonly (readonly Span[])[],
  { y }: Layout,
  centre: (at: number) => number,
  width: number,
): Box[][] {
  return spans.map((line) =>
    line.map(([from, to], at) => {
      const left = centre(at) - width / 2;
      return { left, right: left + width, top: Math.min(y(from), y(to)), bottom: Math.max(y(from), y(to)) };
    }),
  );
}
