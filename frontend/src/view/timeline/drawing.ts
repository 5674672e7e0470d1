import type { Stage } from '../../board/types.ts';
import type { Plan, Segment, Span } from './plan.ts';
import type { TimeScale } from './scale.ts';

/** The shapes of a row, in CSS pixels from its left upper corner. */

/** How tall the parts of a row are, and where they lie. */
export interface Sizes {
  readonly row: number;
  /** The middle of the marks above the bar, and how large they are. */
  readonly marks: number;
  readonly mark: number;
  readonly bar: number;
  readonly barHeight: number;
  readonly ghost: number;
  readonly ghostHeight: number;
  readonly radius: number;
}

/** The parts of a row for a font size. */
export const sizesFor = (rem: number): Sizes => ({
  row: 2.75 * rem,
  marks: 0.52 * rem,
  mark: 0.32 * rem,
  bar: 0.95 * rem,
  barHeight: 1.2 * rem,
  ghost: 2.29 * rem,
  ghostHeight: 0.24 * rem,
  radius: 0.3 * rem,
});

export interface Box {
  readonly x: number;
  readonly width: number;
}

/** Whether a box lies over the left edge of the view somewhere on its way: its name is then held in sight. */
export const crosses = ({ x, width }: Box, [from, until]: readonly [number, number]): boolean =>
  x < until && x + width > from;

/** Where a span lies, never narrower than can be seen. */
export function boxOf({ from, until }: Span, scale: TimeScale, least = 2): Box {
  const x = scale.x(from);
  return { x, width: Math.max(scale.end(until) - x, least) };
}

export interface DrawnSegment extends Box {
  readonly segment: Segment;
  readonly path: string;
  /** Whether its stages are named in it: there is room for some letters, and the segment before does not say the same. */
  readonly named: boolean;
}

/**
 * The segments of a bar side by side, a hair apart; the bar's ends are round where they are known. The row
 * begins at `top`.
 */
export function drawnSegments(plan: Plan, scale: TimeScale, sizes: Sizes, top = 0): readonly DrawnSegment[] {
  const last = plan.segments.length - 1;
  let told: readonly Stage[] = [];
  return plan.segments.map((segment, i) => {
    const box = boxOf(segment, scale);
    const width = i < last ? Math.max(box.width - 1, 1) : box.width;
    const left = i === 0 && !plan.openStart ? sizes.radius : 0;
    const right = i === last && !plan.openEnd ? sizes.radius : 0;
    const path = bar({ x: box.x, width }, top + sizes.bar, sizes.barHeight, left, right);
    const named = width > sizes.barHeight * 3 && !alike(told, segment.stages);
    if (named) told = segment.stages;
    return { segment, x: box.x, width, path, named };
  });
}

const alike = (a: readonly Stage[], b: readonly Stage[]) =>
  a.length === b.length && a.every((stage, i) => stage === b[i]);

/** The path of a bar that is so tall, its corners round by a radius on the left and one on the right. */
export function bar({ x, width }: Box, y: number, height: number, left: number, right = left): string {
  const [l, r] = [Math.min(left, width / 2), Math.min(right, width / 2)];
  const corner = (radius: number, dx: number, dy: number) =>
    radius ? `a${n(radius)} ${n(radius)} 0 0 1 ${n(dx)} ${n(dy)}` : '';
  return [
    `M${n(x + l)} ${n(y)}H${n(x + width - r)}${corner(r, r, r)}`,
    `V${n(y + height - r)}${corner(r, -r, r)}`,
    `H${n(x + l)}${corner(l, -l, -l)}`,
    `V${n(y + l)}${corner(l, l, -l)}Z`,
  ].join('');
}

/** The path of a straight line from left to right. */
export const line = ({ x, width }: Box, y: number): string => `M${n(x)} ${n(y)}h${n(width)}`;

const n = (value: number) => Math.round(value * 100) / 100;

/** By how much a bar ends later than was planned at first. */
export function slipOf({ ghosts: [ghost], until }: Plan, scale: TimeScale): Box | undefined {
  if (!ghost || ghost.until >= until) return undefined;
  const x = scale.end(ghost.until);
  return { x, width: scale.end(until) - x };
}
