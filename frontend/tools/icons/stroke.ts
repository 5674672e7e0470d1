import { around, type Line, type Point } from './path.ts';

/**
 * The outlines of a line drawn with a round pen: what is inside of them by the nonzero rule is what the pen covers.
 * They may cross themselves.
 */
export function strokeOf({ points, closed }: Line, width: number): Point[][] {
  const back = points.toReversed();
  if (closed) return [sideOf([...points, points[0]!], width, true), sideOf([...back, back[0]!], width, true)];
  return [[...sideOf(points, width, false), ...sideOf(back, width, false)]];
}

/** One side of a line, with the round end of one that is not closed. */
function sideOf(points: readonly Point[], width: number, closed: boolean): Point[] {
  const radius = width / 2;
  const angles = points.slice(1).map((to, i) => Math.atan2(to[1] - points[i]![1], to[0] - points[i]![0]));
  return angles.flatMap((angle, i) => {
    const to = points[i + 1]!;
    const next = angles[i + 1] ?? (closed ? angles[0]! : undefined);
    const run = [beside(points[i]!, angle, radius), beside(to, angle, radius)];
    if (next === undefined) return [...run, ...around(to, radius, angle - Math.PI / 2, Math.PI)];
    const turn = Math.atan2(Math.sin(next - angle), Math.cos(next - angle));
    // Outside of a bend the pen turns on the spot; inside, by way of the point itself the outline covers no less.
    return turn > 0 ? [...run, ...around(to, radius, angle - Math.PI / 2, turn)] : [...run, to];
  });
}

const beside = ([x, y]: Point, angle: number, radius: number): Point => [
  x + radius * Math.sin(angle),
  y - radius * Math.cos(angle),
];
