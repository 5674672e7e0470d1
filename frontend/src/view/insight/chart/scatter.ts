import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import type { CardID, Day } from '../../../board/types.ts';
import { bands as named, calendar, depthOf, noon } from './axis.ts';
import type { Drawing, Paint, Room, Spot, Tick } from './drawing.ts';
import { placed } from './labels.ts';
import { layOut } from './layout.ts';

/** Points, one for each card, by a day or in bands, with values that so many of them do not exceed. */

export interface ScatterData {
  /** From when to when the points lie, or the names of the bands they lie in. */
  readonly along: { readonly from: Day; readonly to: Day } | { readonly bands: readonly string[] };
  readonly points: readonly Dot[];
  /** Lines across everything. */
  readonly levels?: readonly Level[];
  /** Lines across one band each, told apart by their names at the last one that has them. */
  readonly steps?: readonly (readonly (Level | undefined)[])[];
  readonly unit?: string;
}

export interface Dot {
  /** The day, or the number of the band. */
  readonly at: Day | number;
  readonly value: number;
  readonly text: string;
  readonly card?: CardID;
  readonly shape?: keyof typeof shapes;
  readonly paint: Paint;
  /** Words beside it, where there is room. */
  readonly name?: string;
}

export interface Level {
  readonly name: string;
  readonly value: number;
  readonly paint: Paint;
}

export interface ScatterDrawing extends Drawing {
  readonly dots: readonly {
    readonly x: number;
    readonly y: number;
    readonly path: string;
    readonly paint: Paint;
  }[];
  readonly steps: readonly { readonly path: string; readonly paint: Paint }[];
}

const shapes = {
  circle: symbolCircle,
  diamond: symbolDiamond,
  square: symbolSquare,
  triangle: symbolTriangle,
};

/** The size of a point, in em. */
const size = 0.62;

export function scatterDrawing(data: ScatterData, room: Room): ScatterDrawing {
  const { points, levels = [], steps = [], unit } = data;
  const stepped = steps.map((line) => line.findLast((level) => level !== undefined));
  const beside = [...levels, ...stepped.filter((level) => level !== undefined)].toSorted(
    (a, b) => b.value - a.value,
  );
  const { plot, y, up, words } = layOut(
    {
      names: beside.map(({ name }) => name),
      data: [...points, ...levels, ...steps.flat().filter((level) => level !== undefined)].map(
        ({ value }) => value,
      ),
      unit,
    },
    room,
  );
  const { x, step, across } = laidAlong(data, [plot.left, plot.right], room);
  const dots = spread(
    points.map((point) => ({ point, x: x(point.at), y: y(point.value) })),
    'bands' in data.along ? 0.8 * step : 0,
    room.em,
  );
  return {
    height: plot.bottom + depthOf(across, room),
    plot,
    across,
    up,
    ...(unit !== undefined && { unit }),
    dots: dots.map(({ point, x, y }) => ({
      x,
      y,
      path: symbol(shapes[point.shape ?? 'circle'], (size * room.em) ** 2)() ?? '',
      paint: point.paint,
    })),
    steps: steps.flatMap((line) =>
      line.flatMap((level, at) =>
        level
          ? [{ path: `M${x(at) - 0.44 * step},${y(level.value)}h${0.88 * step}`, paint: level.paint }]
          : [],
      ),
    ),
    labels: placed(
      beside,
      beside.map(({ value }) => y(value)),
      words,
      plot,
      room,
    ),
    levels: levels.map(({ value, paint }) => ({ y: y(value), paint })),
    spots: [
      dots
        .toSorted((a, b) => a.x - b.x || a.y - b.y)
        .map(({ point, x, y }): Spot => ({
          x,
          y,
          text: point.text,
          ...(point.card && { card: point.card }),
        })),
    ],
    reach: 'point',
  };
}

interface Along {
  readonly x: (at: Day | number) => number;
  /** The width of a band. */
  readonly step: number;
  readonly across: readonly Tick[];
}

function laidAlong({ along }: ScatterData, [from, to]: readonly [number, number], room: Room): Along {
  if ('bands' in along) {
    const step = (to - from) / along.bands.length;
    const centre = (at: Day | number) => from + (Number(at) + 0.5) * step;
    return { x: centre, step, across: named(along.bands, centre, step, room) };
  }
  const { scale, ticks } = calendar(along.from, along.to, [from, to], room);
  return { x: (at) => scale(noon(String(at))), step: 0, across: ticks };
}

interface Placed {
  readonly point: Dot;
  readonly x: number;
  readonly y: number;
}

/** Moves points of a band apart that would lie on each other: to its right and left in turn. */
function spread(dots: readonly Placed[], width: number, em: number): Placed[] {
  const done: Placed[] = [];
  const near = 0.75 * em;
  for (const dot of dots.toSorted((a, b) => a.y - b.y)) {
    const free = (x: number) => done.every((other) => Math.hypot(other.x - x, other.y - dot.y) >= near);
    let away = 0;
    while (away <= width / 2 && !free(dot.x + away) && !free(dot.x - away)) away += near / 3;
    const x = away > width / 2 ? dot.x : free(dot.x + away) ? dot.x + away : dot.x - away;
    done.push({ ...dot, x });
  }
  return done;
}
