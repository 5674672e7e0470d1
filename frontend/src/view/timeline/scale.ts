import { scaleLinear } from 'd3-scale';
import { after, daysBetween, monthsAfter, weekday } from '../../board/pace/days.ts';
import { firstDay, quarterOf } from '../../board/pace/quarter.ts';
import type { Day } from '../../board/types.ts';

/** Where days lie on the timeline, in CSS pixels from its left end. */

/** How much time fills the view, from the nearest to the farthest look. */
export const units = ['month', 'quarter', 'year', 'years2', 'years5'] as const;

export type Unit = (typeof units)[number];

/** The one that a timeline opens with. */
export const usualUnit: Unit = 'year';

export const isUnit = (text: string | undefined): text is Unit => units.includes(text as Unit);

/** How many days fill the view. */
export const daysOf: Readonly<Record<Unit, number>> = {
  month: 31,
  quarter: 92,
  year: 366,
  years2: 731,
  years5: 1827,
};

export interface TimeScale {
  /** Where a day begins; beyond the ends for days that lie there. */
  x(day: Day): number;
  /** Where a day ends. */
  end(day: Day): number;
  /** The day that lies at a place. */
  day(x: number): Day;
  /** The first and the last day that are shown. */
  readonly from: Day;
  readonly until: Day;
  readonly unit: Unit;
  readonly width: number;
  /** How wide a day is. */
  readonly perDay: number;
}

/** The time from a day until another, of which a unit fills a view of so many pixels. */
export function timeScale(unit: Unit, from: Day, until: Day, view: number): TimeScale {
  const perDay = Math.max(view, 1) / daysOf[unit];
  const days = daysBetween(from, until) + 1;
  const width = days * perDay;
  const linear = scaleLinear([0, days], [0, width]);
  return {
    x: (day) => linear(daysBetween(from, day)),
    end: (day) => linear(daysBetween(from, day) + 1),
    day: (x) => after(from, Math.floor(linear.invert(x) + 1e-6)),
    from,
    until,
    unit,
    width,
    perDay,
  };
}

/** The unit next to one: nearer for a step of -1, farther for 1. */
export function zoomed(unit: Unit, step: number): Unit {
  const at = units.indexOf(unit) + step;
  return units[Math.min(Math.max(at, 0), units.length - 1)]!;
}

/** Nobody plans so far off; a mistyped year makes the timeline no longer than this. */
const years = { back: 10, ahead: 20 };

/**
 * The first and the last day of a timeline that shows some days, and today: whole years, with room on either side for
 * as much time as fills the view.
 */
export function boundsOf(days: Iterable<Day>, today: Day, unit: Unit): readonly [from: Day, until: Day] {
  const earliest = monthsAfter(today, -12 * years.back);
  const latest = monthsAfter(today, 12 * years.ahead);
  let [from, until] = [today, today];
  for (const day of days) {
    if (day < from) from = day < earliest ? earliest : day;
    if (day > until) until = day > latest ? latest : day;
  }
  const room = daysOf[unit];
  return [`${after(from, -room).slice(0, 4)}-01-01`, `${after(until, room).slice(0, 4)}-12-31`];
}

/** What the time is divided into. */
export type Division = 'week' | 'month' | 'quarter' | 'year';

/** The larger and the smaller division that each unit is shown with. */
export const divisions: Readonly<Record<Unit, readonly [large: Division, small: Division]>> = {
  month: ['month', 'week'],
  quarter: ['month', 'week'],
  year: ['quarter', 'month'],
  years2: ['quarter', 'month'],
  years5: ['year', 'quarter'],
};

/** The first days of the divisions that a time lies in, the one that begins after its end included. */
export function ticks(division: Division, from: Day, until: Day): readonly Day[] {
  const found = [beginning(division, from)];
  while (found.at(-1)! <= until) found.push(next(division, found.at(-1)!));
  return found;
}

/** The first day of the division that a day lies in. Weeks begin on Monday. */
export function beginning(division: Division, day: Day): Day {
  switch (division) {
    case 'week':
      return after(day, -((weekday(day) + 6) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return firstDay(quarterOf(day));
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

function next(division: Division, day: Day): Day {
  return division === 'week' ? after(day, 7) : monthsAfter(day, monthsIn[division]);
}
