import { scaleLinear, scaleUtc, type ScaleLinear, type ScaleTime } from 'd3-scale';
import type { Day } from '../../../board/types.ts';
import { quarterName } from '../../pace/quarters.ts';
import type { Measure, Room, Tick } from './drawing.ts';
import { monthName, shortFigure, weekName } from './words.ts';

/** Axes whose words never touch each other. */

/** The space between words on an axis, in em. */
const gap = 0.9;

/** The height of a line of words, in em. */
export const line = 1.3;

/** Cuts a text into lines of at most a width; a word that is wider stands alone. */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The width of the widest line. */
export const widest = (lines: readonly string[], measure: Measure): number =>
  Math.max(0, ...lines.map(measure));

export interface Values {
  readonly scale: ScaleLinear<number, number>;
  readonly ticks: readonly Tick[];
}

/**
 * A scale for values, with zero in it, and marks at round ones: about one for every three lines of the height. One
 * that lies goes little further than its values, for there are few marks on a narrow one.
 */
export function values(
  data: Iterable<number>,
  [from, to]: readonly [number, number],
  room: Room,
  {
    whole = false,
    write = shortFigure,
  }: { whole?: boolean | undefined; write?: ((value: number) => string) | undefined } = {},
): Values {
  const all = [0, ...data];
  const most = Math.max(...all);
  const least = Math.min(...all);
  const upright = from > to;
  const count = Math.max(2, Math.floor(Math.abs(to - from) / (room.em * (upright ? 3 : 6))));
  const scale = scaleLinear([least, most === least ? least + 1 : most], [from, to]).nice(
    upright ? count : 4 * count,
  );
  const marks = scale.ticks(count).filter((value) => !whole || Number.isInteger(value));
  const anchor = upright ? ('end' as const) : ('middle' as const);
  return { scale, ticks: marks.map((value) => ({ at: scale(value), lines: [write(value)], anchor })) };
}

/** How much room the words of an upright axis take. */
export const marginOf = (ticks: readonly Tick[], { em, measure }: Room): number =>
  Math.max(0, ...ticks.map(({ lines }) => widest(lines, measure))) + 0.6 * em;

/** Noon of a day, which no zone moves to another day. */
export const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);

const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

export interface Calendar {
  readonly scale: ScaleTime<number, number>;
  readonly ticks: readonly Tick[];
}

/** A scale for days, with marks at the finest of weeks, months, quarters and years that there is room for. */
export function calendar(
  first: Day,
  last: Day,
  [from, to]: readonly [number, number],
  { em, measure }: Room,
): Calendar {
  const scale = scaleUtc([noon(first), Math.max(noon(last), noon(first) + 1)], [from, to]);
  let ticks: Tick[] = [];
  for (const { days, name } of steps) {
    ticks = days(first, last).map((day) => ({ at: scale(noon(day)), lines: [name(day)], anchor: 'start' }));
    ticks = ticks.filter(({ at, lines }) => at + widest(lines, measure) <= to + em);
    const close = ticks.some(
      ({ at, lines }, i) => i + 1 < ticks.length && at + measure(lines[0]!) + gap * em > ticks[i + 1]!.at,
    );
    if (ticks.length && !close) break;
  }
  return { scale, ticks };
}

interface Division {
  readonly days: (first: Day, last: Day) => Day[];
  readonly name: (day: Day) => string;
}

const months = (each: number) => (first: Day, last: Day) =>
  walk(first, last, (at) => at.setUTCMonth(Math.floor(at.getUTCMonth() / each) * each + each, 1));

const quarterOf = (day: Day) => quarterName(`${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`);

const steps: readonly Division[] = [
  {
    days: (first, last) =>
      walk(first, last, (at) => at.setUTCDate(at.getUTCDate() + 7 - ((at.getUTCDay() + 6) % 7))),
    name: weekName,
  },
  { days: months(1), name: (day) => monthName(day, day.slice(5, 7) === '01') },
  { days: months(3), name: quarterOf },
  { days: months(6), name: quarterOf },
  { days: months(12), name: (day) => day.slice(0, 4) },
  { days: months(24), name: (day) => day.slice(0, 4) },
  { days: months(60), name: (day) => day.slice(0, 4) },
];

/** The days after the first, up to the last, that a step forward leads to. */
function walk(first: Day, last: Day, forward: (at: Date) => unknown): Day[] {
  const found: Day[] = [];
  const at = new Date(noon(first) - 86_400_000);
  for (forward(at); at.getTime() <= noon(last); forward(at)) found.push(dayOf(at));
  return found;
}

/** Marks in the middle of bands beside each other. Of names that do not fit, every second or third is left out. */
export function bands(
  names: readonly string[],
  centre: (at: number) => number,
  width: number,
  { em, measure }: Room,
): Tick[] {
  for (let each = 1; ; each++) {
    const room = each * width - gap * em;
    const shown = names
      .map((name, at) => ({ name, at }))
      .filter(({ at }) => (names.length - 1 - at) % each === 0);
    const ticks = shown.map(({ name, at }) => ({
      at: centre(at),
      lines: wrapped(name, room, measure),
      anchor: 'middle' as const,
    }));
    if (each >= names.length || ticks.every(({ lines }) => widest(lines, measure) <= room)) return ticks;
  }
}

/** How tall the words below a chart are. */
export const depthOf = (ticks: readonly Tick[], { em }: Room): number =>
  (0.6 + line * Math.max(1, ...ticks.map(({ lines }) => lines.length))) * em;
