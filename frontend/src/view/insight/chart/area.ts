import { area, line as path } from 'd3-shape';
import type { Day } from '../../../board/types.ts';
import { calendar, depthOf, noon } from './axis.ts';
import type { Drawing, Paint, Room, Spot } from './drawing.ts';
import { placed } from './labels.ts';
import { layOut } from './layout.ts';

/** Bands stacked on each other over time. */

export interface AreaData {
  readonly days: readonly Day[];
  /** From the bottom up. */
  readonly bands: readonly Band[];
  readonly unit?: string;
  /** What is read at a day. */
  readonly say: (band: Band, at: number) => string;
  /** Heights to compare with. */
  readonly levels?: readonly { readonly name: string; readonly value: number; readonly paint: Paint }[];
}

export interface Band {
  readonly name: string;
  readonly values: readonly number[];
  readonly paint: Paint;
}

export interface AreaDrawing extends Drawing {
  readonly bands: readonly { readonly fill: string; readonly edge: string; readonly paint: Paint }[];
}

export function areaDrawing(data: AreaData, room: Room): AreaDrawing {
  const { days, bands, unit, say, levels = [] } = data;
  const upwards = bands.toReversed();
  const beside = [...upwards, ...levels];
  const { sums, most } = stacked(bands, days.length);
  const { plot, y, up, words } = layOut(
    {
      names: beside.map(({ name }) => name),
      data: [most, ...levels.map(({ value }) => value)],
      whole: true,
      unit,
    },
    room,
  );
  const { scale: x, ticks: across } = calendar(days[0]!, days.at(-1)!, [plot.left, plot.right], room);
  const at = days.map((day) => x(noon(day)));
  const middle = (band: number, i: number) => y((sums[band]![i]! + sums[band + 1]![i]!) / 2);
  const last = days.length - 1;
  return {
    height: plot.bottom + depthOf(across, room),
    plot,
    across,
    up,
    ...(unit !== undefined && { unit }),
    bands: bands.map(({ paint }, band) => ({
      paint,
      fill: filled(
        at,
        (i) => y(sums[band]![i]!),
        (i) => y(sums[band + 1]![i]!),
      ),
      edge: edged(at, (i) => y(sums[band + 1]![i]!)),
    })),
    labels: placed(
      beside,
      [...upwards.map((_, i) => middle(bands.length - 1 - i, last)), ...levels.map(({ value }) => y(value))],
      words,
      plot,
      room,
    ),
    levels: levels.map(({ value, paint }) => ({ y: y(value), paint })),
    spots: upwards.map((band, i) =>
      at.map((x, day): Spot => ({ x, y: middle(bands.length - 1 - i, day), text: say(band, day) })),
    ),
    reach: 'column',
  };
}

/** The heights between bands, from the ground up, and the greatest of all. */
function stacked(bands: readonly Band[], length: number): { sums: number[][]; most: number } {
  const sums = [Array.from({ length }, () => 0)];
  for (const { values } of bands) sums.push(sums.at(-1)!.map((sum, i) => sum + values[i]!));
  return { sums, most: Math.max(1, ...sums.at(-1)!) };
}

type Height = (at: number) => number;

const filled = (at: readonly number[], low: Height, high: Height) =>
  area<number>(
    (x) => x,
    (_, i) => low(i),
    (_, i) => high(i),
  )(at as number[]) ?? '';

const edged = (at: readonly number[], high: Height) =>
  path<number>(
    (x) => x,
    (_, i) => high(i),
  )(at as number[]) ?? '';
