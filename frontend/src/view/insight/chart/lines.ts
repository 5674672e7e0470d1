import { curveLinear, curveStepAfter, line as path } from 'd3-shape';
import type { Day } from '../../../board/types.ts';
import { bands as named, calendar, depthOf, noon } from './axis.ts';
import type { Drawing, Paint, Room, Spot, Tick } from './drawing.ts';
import { placed } from './labels.ts';
import { layOut } from './layout.ts';

/** Lines over time, each named at its right end. */

export interface LineData {
  /** The days the values are of, or the names of what they are of. */
  readonly along: { readonly days: readonly Day[] } | { readonly bands: readonly string[] };
  /** A value that is absent leaves a gap. */
  readonly lines: readonly Line[];
  /** Whether a value holds until the next one, instead of going there slowly. */
  readonly steps?: boolean;
  /** Values to compare with. */
  readonly levels?: readonly { readonly name: string; readonly value: number; readonly paint: Paint }[];
  readonly unit?: string;
  readonly whole?: boolean;
  /** How a value is written on the axis. */
  readonly write?: (value: number) => string;
  /** A value that is to be on the axis. */
  readonly most?: number;
  /** What is read of a value. */
  readonly say: (line: Line, at: number) => string;
}

export interface Line {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  readonly paint: Paint;
}

export interface LineDrawing extends Drawing {
  readonly lines: readonly {
    readonly path: string;
    readonly paint: Paint;
    readonly points: readonly Point[];
  }[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The most values of a line whose points are drawn. */
const few = 40;

export function lineDrawing(data: LineData, room: Room): LineDrawing {
  const { lines, levels = [], unit } = data;
  const beside = [...lines, ...levels].map(({ name, paint }) => ({
    name,
    paint: { stroke: 'solid' as const, ...paint },
  }));
  const known = lines.flatMap(({ values }) => values).filter((value) => value !== undefined);
  const { plot, y, up, words } = layOut(
    {
      names: beside.map(({ name }) => name),
      data: [...known, ...levels.map(({ value }) => value), data.most ?? 0],
      whole: data.whole,
      unit,
      write: data.write,
    },
    room,
  );
  const { x, across } = laidAlong(data.along, [plot.left, plot.right], room);
  const curve = path<Point>(
    (point) => point.x,
    (point) => point.y,
  )
    .defined((point) => !Number.isNaN(point.y))
    .curve(data.steps ? curveStepAfter : curveLinear);
  const placesOf = ({ values }: Line) =>
    values.map((value, at) => ({ at, x: x(at), y: value === undefined ? NaN : y(value) }));
  const ends = lines.map(
    (line) => placesOf(line).findLast((point) => !Number.isNaN(point.y))?.y ?? plot.bottom,
  );
  return {
    height: plot.bottom + depthOf(across, room),
    plot,
    across,
    up,
    ...(unit !== undefined && { unit }),
    lines: lines.map((line) => {
      const all = placesOf(line);
      const points = all.filter((point) => !Number.isNaN(point.y));
      return {
        path: curve(all) ?? '',
        paint: { stroke: 'solid', ...line.paint },
        points: points.length <= few ? points : [],
      };
    }),
    labels: placed(beside, [...ends, ...levels.map(({ value }) => y(value))], words, plot, room),
    levels: levels.map(({ value, paint }) => ({ y: y(value), paint })),
    spots: lines.map((line) =>
      placesOf(line)
        .filter((point) => !Number.isNaN(point.y))
        .map(({ at, x, y }): Spot => ({ x, y, text: data.say(line, at) })),
    ),
    reach: 'column',
  };
}

function laidAlong(
  along: LineData['along'],
  [from, to]: readonly [number, number],
  room: Room,
): { x: (at: number) => number; across: Tick[] } {
  if ('days' in along) {
    const { days } = along;
    const { scale, ticks } = calendar(days[0]!, days.at(-1)!, [from, to], room);
    return { x: (at) => scale(noon(days[at]!)), across: [...ticks] };
  }
  const step = (to - from) / along.bands.length;
  const centre = (at: number) => from + (at + 0.5) * step;
  return { x: centre, across: named(along.bands, centre, step, room) };
}
