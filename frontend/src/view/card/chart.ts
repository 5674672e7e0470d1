import { quartersBetween } from '../../board/pace/quarter.ts';
import type { Point } from '../../board/pace/benefit.ts';

/** Where things are in the drawing of what a benefit came to, in units of its own. */

/** The drawing, and what is left around the lines for words. */
export const size = { width: 420, height: 150, left: 10, right: 112, top: 18, bottom: 24 } as const;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Chart {
  /** One spot for each point, by time: a quarter that is left out leaves a gap. */
  readonly points: readonly (Point & Spot)[];
  /** The height of the baseline and of the target, where there are any. */
  readonly baseline: number | undefined;
  readonly target: number | undefined;
}

/** Fits points, baseline and target into the drawing; the least value is at the bottom. */
export function chartOf(points: readonly Point[], baseline?: number, target?: number): Chart {
  const values = [...points.map(({ value }) => value), baseline, target].filter(
    (value) => value !== undefined,
  );
  const least = Math.min(...values);
  const most = Math.max(...values);
  const { width, height, left, right, top, bottom } = size;
  const tall = height - top - bottom;
  const y = (value: number) => top + (most === least ? tall / 2 : ((most - value) / (most - least)) * tall);
  const first = points[0]?.quarter ?? '';
  const spread = quartersBetween(first, points.at(-1)?.quarter ?? '') || 1;
  const wide = width - left - right;
  const x = (quarter: string) =>
    points.length === 1 ? left + wide / 2 : left + (quartersBetween(first, quarter) / spread) * wide;
  return {
    points: points.map((point) => ({ ...point, x: round(x(point.quarter)), y: round(y(point.value)) })),
    baseline: baseline === undefined ? undefined : round(y(baseline)),
    target: target === undefined ? undefined : round(y(target)),
  };
}

const round = (number: number) => Math.round(number * 10) / 10;

/** Moves the words beside two lines apart where they would lie on each other. */
export function apart(a: number, b: number, least = 14): [a: number, b: number] {
  const gap = Math.abs(a - b);
  if (gap >= least) return [a, b];
  const push = (least - gap) / 2;
  return a < b ? [a - push, b + push] : [a + push, b - push];
}
