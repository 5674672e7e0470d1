import type { Day } from '../../../board/types.ts';
import { calendar, depthOf, noon } from './axis.ts';
import { drawn, type Dot, type Drawn } from './dots.ts';
import type { Drawing, Paint, Room, Spot } from './drawing.ts';
import { placed } from './labels.ts';
import { layOut } from './layout.ts';

/** Dots over time, one for each card, with lines that so many of them do not exceed. */

export interface ScatterData {
  readonly from: Day;
  readonly to: Day;
  readonly dots: readonly (Dot & { readonly on: Day })[];
  /** Lines across everything, each with its name. */
  readonly levels?: readonly { readonly name: string; readonly value: number; readonly paint: Paint }[];
  readonly unit?: string;
}

export interface ScatterDrawing extends Drawing {
  readonly dots: readonly Drawn[];
}

export function scatterDrawing(
  { from, to, dots, levels = [], unit }: ScatterData,
  room: Room,
): ScatterDrawing {
  const beside = levels.toSorted((a, b) => b.value - a.value);
  const { plot, y, up, words } = layOut(
    {
      names: beside.map(({ name }) => name),
      data: [...dots, ...levels].map(({ value }) => value),
      unit,
    },
    room,
  );
  const { scale: x, ticks: across } = calendar(from, to, [plot.left, plot.right], room);
  const placesOf = (dot: ScatterData['dots'][number]) => ({ dot, x: x(noon(dot.on)), y: y(dot.value) });
  const places = dots.map(placesOf);
  return {
    height: plot.bottom + depthOf(across, room),
    plot,
    across,
    up,
    ...(unit !== undefined && { unit }),
    dots: places.map(({ dot, x, y }) => drawn(dot, x, y, room.em)),
    labels: placed(
      beside,
      beside.map(({ value }) => y(value)),
      words,
      plot,
      room,
    ),
    levels: levels.map(({ value, paint }) => ({ y: y(value), paint })),
    spots: [
      places
        .toSorted((a, b) => a.x - b.x || a.y - b.y)
        .map(({ dot, x, y }): Spot => ({ x, y, text: dot.text, ...(dot.card && { card: dot.card }) })),
    ],
    reach: 'point',
  };
}
