/** Reads the paths of drawings, as SVG has them, into straight lines. */

export type Point = readonly [x: number, y: number];

/** A line from point to point, and back to the first when it is closed. */
export interface Line {
  readonly points: readonly Point[];
  readonly closed: boolean;
}

/** How far a straight line may be from the curve that it stands for. */
export const tolerance = 0.03;

/** The lines of a path. Knows the commands that the drawings use: M, L, H, V, C, A and Z, absolute and relative. */
export function linesOf(path: string): Line[] {
  const lines: Line[] = [];
  let points: Point[] = [];
  let at: Point = [0, 0];
  const end = (closed: boolean) => {
    if (points.length > 1) lines.push(tidy(points, closed));
    points = [];
  };
  for (const { command, numbers, relative } of commandsOf(path)) {
    const from = at;
    const [dx, dy] = relative ? from : [0, 0];
    const point = (i: number): Point => [numbers[i]! + dx, numbers[i + 1]! + dy];
    const to = (...more: Point[]) => {
      if (!points.length) points.push(from);
      points.push(...more);
      at = more.at(-1)!;
    };
    if (command === 'M') {
      end(false);
      at = point(0);
    } else if (command === 'Z') {
      at = points[0] ?? at;
      end(true);
    } else if (command === 'L') to(point(0));
    else if (command === 'H') to([numbers[0]! + dx, from[1]]);
    else if (command === 'V') to([from[0], numbers[0]! + dy]);
    else if (command === 'C') to(...curve([from, point(0), point(2), point(4)]));
    else to(...arc(from, numbers, point(5)));
  }
  end(false);
  return lines;
}

interface Step {
  readonly command: string;
  readonly numbers: readonly number[];
  readonly relative: boolean;
}

/** How many numbers each command takes. */
const arity: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, A: 7, Z: 0 };

function* commandsOf(path: string): Generator<Step> {
  for (const [, letter, rest] of path.matchAll(/([a-z])([^a-z]*)/gi)) {
    let command = letter!.toUpperCase();
    const count = arity[command];
    if (count === undefined) throw new Error(`a drawing with the command ${letter}: ${path}`);
    const relative = letter !== command;
    const numbers = numbersOf(command, rest!);
    if (!count) yield { command, numbers, relative };
    else if (!numbers.length || numbers.length % count) throw new Error(`a drawing cut short: ${path}`);
    else
      for (let i = 0; i < numbers.length; i += count) {
        yield { command, numbers: numbers.slice(i, i + count), relative };
        if (command === 'M') command = 'L'; // as SVG has it: more points are lines
      }
  }
}

const number = String.raw`[-+]?(?:\d*\.\d+|\d+)`;
/** The flags of an arc may stand without anything between them. */
const arcs = new RegExp(
  String.raw`(${number})[\s,]*(${number})[\s,]*(${number})[\s,]*([01])[\s,]*([01])[\s,]*(${number})[\s,]*(${number})`,
  'g',
);

const numbersOf = (command: string, text: string): number[] =>
  command === 'A'
    ? [...text.matchAll(arcs)].flatMap((match) => match.slice(1).map(Number))
    : [...text.matchAll(new RegExp(number, 'g'))].map(Number);

function curve([a, b, c, d]: readonly [Point, Point, Point, Point]): Point[] {
  const count = Math.ceil(Math.sqrt((distance(a, b) + distance(b, c) + distance(c, d)) / tolerance / 4)) + 1;
  return Array.from({ length: count }, (_, i): Point => {
    const t = (i + 1) / count;
    const s = 1 - t;
    const at = (k: 0 | 1) =>
      s * s * s * a[k] + 3 * s * s * t * b[k] + 3 * s * t * t * c[k] + t * t * t * d[k];
    return [at(0), at(1)];
  });
}

/** An arc of a circle; the drawings have no other ellipses. After SVG 2, B.2.4. */
function arc(from: Point, [radius = 0, ry, , large, sweep]: readonly number[], to: Point): Point[] {
  if (radius !== ry) throw new Error('a drawing with an ellipse');
  const half = distance(from, to) / 2;
  const r = Math.max(radius, half);
  const away = Math.sqrt(r * r - half * half) * (large === sweep ? -1 : 1);
  const [nx, ny] = half ? [(from[1] - to[1]) / (2 * half), (to[0] - from[0]) / (2 * half)] : [0, 0];
  const center: Point = [(from[0] + to[0]) / 2 + nx * away, (from[1] + to[1]) / 2 + ny * away];
  const begin = angleOf(center, from);
  let turn = angleOf(center, to) - begin;
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  return [...around(center, r, begin, turn), to];
}

/** The points of a circle between two angles, without the first and the last. */
export function around([x, y]: Point, radius: number, begin: number, turn: number): Point[] {
  const step = 2 * Math.acos(Math.max(0, 1 - tolerance / radius));
  const count = Math.max(1, Math.ceil(Math.abs(turn) / step));
  return Array.from({ length: count - 1 }, (_, i): Point => {
    const angle = begin + (turn * (i + 1)) / count;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

const angleOf = (center: Point, at: Point) => Math.atan2(at[1] - center[1], at[0] - center[0]);

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

const near = (a: Point, b: Point) => distance(a, b) < 1e-4;

/** A line that ends where it began is closed, and no point stands twice. */
function tidy(points: readonly Point[], closed: boolean): Line {
  const distinct = points.filter((point, i) => !i || !near(point, points[i - 1]!));
  const home = distinct.length > 2 && near(distinct[0]!, distinct.at(-1)!);
  return { points: home ? distinct.slice(0, -1) : distinct, closed: closed || home };
}
