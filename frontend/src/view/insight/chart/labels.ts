import { line, widest, wrapped } from './axis.ts';
import type { Box, Label, Paint, Room } from './drawing.ts';

/** Words that stand right of what they name, where they do not lie on each other. */

export interface Named {
  readonly name: string;
  readonly paint: Paint;
}

/** Names cut into lines, and how much room they take at most. */
export interface Worded {
  readonly lines: readonly (readonly string[])[];
  /** With the swatch before them. */
  readonly width: number;
  /** Below each other, close. */
  readonly height: number;
}

/** The swatch and the space around it, in em. */
export const swatch = 1.9;

/** The largest share of the width that words beside a chart may take. */
const share = 0.36;

export function worded(names: readonly string[], { width, em, measure }: Room): Worded {
  if (!names.length) return { lines: [], width: 0, height: 0 };
  const lines = names.map((name) => wrapped(name, Math.min(share * width - swatch * em, 15 * em), measure));
  return {
    lines,
    width: Math.max(0, ...lines.map((each) => widest(each, measure))) + swatch * em,
    height: lines.reduce((sum, each) => sum + tall(each.length, em), 0),
  };
}

const tall = (lines: number, em: number) => (lines * line + 0.25) * em;

/** Puts words right of a plot, beside the heights they belong to, moved as little as needed. */
export function placed(
  named: readonly Named[],
  heights: readonly number[],
  words: Worded,
  { right, top, bottom }: Box,
  { em }: Room,
): Label[] {
  const sizes = words.lines.map(({ length }) => tall(length, em));
  const centres = apart(heights, sizes, top - 0.5 * line * em, bottom + 0.5 * line * em);
  return named.map(({ paint }, i) => ({
    lines: words.lines[i]!,
    x: right + 0.6 * em,
    y: centres[i]!,
    from: heights[i]!,
    paint,
  }));
}

/** Centres for things of some size, near to where they are wanted and not on each other. */
export function apart(
  wanted: readonly number[],
  sizes: readonly number[],
  top: number,
  bottom: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const centres: number[] = [];
  let free = top;
  for (const i of order) {
    const half = sizes[i]! / 2;
    centres[i] = Math.max(wanted[i]!, free + half);
    free = centres[i]! + half;
  }
  free = bottom;
  for (const i of order.toReversed()) {
    const half = sizes[i]! / 2;
    centres[i] = Math.min(centres[i]!, free - half);
    free = centres[i]! - half;
  }
  return centres;
}
