import { scaleBand } from 'd3-scale';
import { bands as named, depthOf } from './axis.ts';
import type { Box, Drawing, Paint, Room, Spot } from './drawing.ts';
import { placed, poles } from './labels.ts';
import { layOut, type Layout } from './layout.ts';

/** Bars of several series: on each other, with what is less than zero below, or beside each other. */

export interface BarData {
  /** What the bars stand for, such as quarters. */
  readonly bands: readonly string[];
  /** Stacked from the bottom up, or from left to right. */
  readonly series: readonly Series[];
  readonly grouped?: boolean;
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
  /** Bands that an upright line stands in, with words above it. */
  readonly poles?: readonly { readonly at: number; readonly text: string }[];
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
  readonly totals: readonly { readonly x: number; readonly y: number; readonly text: string }[];
}

/** The line that a bar is compared with. */
const levelPaint: Paint = { tone: 'ink', stroke: 'dashed' };

/** The greatest width of a bar, in em. */
const widest = 4;

export function barDrawing(data: BarData, room: Room): BarDrawing {
  const { bands, series, grouped = false, level, unit } = data;
  const { em, measure } = room;
  const spans = grouped
    ? series.map(({ values }) => values.map((value) => [0, value] as const))
    : stacked(series);
  const shown = grouped ? series : series.toReversed();
  const several = series.length > 1;
  const beside = [
    ...(several ? shown.map(({ name, paint }) => ({ name, paint })) : []),
    ...(level ? [{ name: level.name, paint: levelPaint }] : []),
  ];
  const layout = layOut(
    {
      names: beside.map(({ name }) => name),
      data: [...spans.flat(2), ...(level ? [level.value] : [])],
      whole: data.whole,
      unit,
      write: data.write,
      rows: data.poles?.length ?? (data.total ? 1 : 0),
    },
    room,
  );
  const { plot, y, up, words } = layout;
  const x = scaleBand<number>(bands.keys(), [plot.left, plot.right]).paddingInner(0.25).paddingOuter(0.15);
  const centre = (at: number) => x(at)! + x.bandwidth() / 2;
  const across = named(bands, centre, x.step(), room);
  const boxes = boxed(
    spans,
    grouped,
    layout,
    centre,
    Math.min(x.bandwidth(), widest * em * (grouped ? series.length : 1)),
  );
  const heights = shown.map((_, i) => {
    const box = boxes[grouped ? i : series.length - 1 - i]?.at(-1);
    return box ? (box.top + box.bottom) / 2 : plot.bottom;
  });
  const spotsOf = (index: number): Spot[] =>
    boxes[index]!.map((box, at) => ({
      x: (box.left + box.right) / 2,
      y: box.top,
      box,
      text: data.say(series[index]!, at),
    }));
  const order = [...series.keys()];
  const totals = data.total ? bands.map((_, at) => data.total!(at)) : [];
  return {
    height: plot.bottom + depthOf(across, room),
    plot,
    across,
    up,
    ...(unit !== undefined && { unit }),
    bars: boxes.flatMap((line, i) =>
      line.map((box, at) => ({ box, paint: series[i]!.paint, open: data.isOpen?.(at) ?? false })),
    ),
    totals: totals.some((text) => measure(text) > x.step())
      ? []
      : totals.map((text, at) => ({
          x: centre(at),
          y: Math.min(...boxes.map((line) => line[at]!.top)) - 0.4 * em,
          text,
        })),
    labels: placed(
      beside,
      [...(several ? heights : []), ...(level ? [y(level.value)] : [])],
      words,
      plot,
      room,
    ).map((label) => (label.paint.stroke ? label : { ...label, from: label.y })),
    ...(level && { levels: [{ y: y(level.value), paint: levelPaint }] }),
    ...(data.poles && {
      poles: poles(
        data.poles.map(({ at, text }) => ({ x: centre(at), text })),
        plot,
        room,
      ),
    }),
    spots: (grouped ? order : order.toReversed()).map(spotsOf),
    reach: 'column',
  };
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
  grouped: boolean,
  { y }: Layout,
  centre: (at: number) => number,
  width: number,
): Box[][] {
  const each = grouped ? width / spans.length : width;
  return spans.map((line, i) =>
    line.map(([from, to], at) => {
      const left = centre(at) - width / 2 + (grouped ? i * each : 0);
      const right = left + each - (grouped ? 1 : 0);
      return { left, right, top: Math.min(y(from), y(to)), bottom: Math.max(y(from), y(to)) };
    }),
  );
}
