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

/** The segments of a bar side by side, a hair apart; the bar's ends are round where they are known. */
export function drawnSegments(plan: Plan, scale: TimeScale, sizes: Sizes): readonly DrawnSegment[] {
  const last = plan.segments.length - 1;
  let told: readonly Stage[] = [];
  return plan.segments.map((segment, i) => {
    const box = boxOf(segment, scale);
    const width = i < last ? Math.max(box.width - 1, 1) : box.width;
    const left = i === 0 && !plan.openStart ? sizes.radius : 0;
    const right = i === last && !plan.openEnd ? sizes.radius : 0;
    const path = rounded({ x: box.x, width }, sizes, left, right);
    const named = width > sizes.barHeight * 3 && !alike(told, segment.stages);
    if (named) told = segment.stages;
    return { segment, x: box.x, width, path, named };
  });
}

const alike = (a: readonly Stage[], b: readonly Stage[]) =>
  a.length === b.length && a.every((stage, i) => stage === b[i]);

/** A bar with round corners on either side. */
function rounded({ x, width }: Box, { bar, barHeight }: Sizes, left: number, right: number): string {
  const [l, r] = [Math.min(left, width / 2), Math.min(right, width / 2)];
  const n = (value: number) => Math.round(value * 100) / 100;
  const corner = (radius: number, dx: number, dy: number) =>
    radius ? `a${n(radius)} ${n(radius)} 0 0 1 ${n(dx)} ${n(dy)}` : '';
  return [
    `M${n(x + l)} ${n(bar)}H${n(x + width - r)}${corner(r, r, r)}`,
    `V${n(bar + barHeight - r)}${corner(r, -r, r)}`,
    `H${n(x + l)}${corner(l, -l, -l)}`,
    `V${n(bar + l)}${corner(l, l, -l)}Z`,
  ].join('');
}

/** By how much a bar ends later than was planned at first. */
export function slipOf({ ghosts: [ghost], until }: Plan, scale: TimeScale): Box | undefined {
  if (!ghost || ghost.until >= until) return undefined;
  const x = scale.end(ghost.until);
  return { x, width: scale.end(until) - x };
}
