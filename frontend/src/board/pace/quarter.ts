import type { Day, Quarter } from '../types.ts';
import { lastWorkingDay, type Holidays } from './calendar.ts';
import { after, daysBetween, monthsAfter } from './days.ts';

export const isQuarter = (text: string | undefined): text is Quarter => /^\d{4}-Q[1-4]$/.test(text ?? '');

export function quarterOf(day: Day): Quarter {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

export function firstDay(quarter: Quarter): Day {
  const month = String(3 * Number(quarter[6]) - 2).padStart(2, '0');
  return `${quarter.slice(0, 4)}-${month}-01`;
}

export const lastDay = (quarter: Quarter): Day => after(monthsAfter(firstDay(quarter), 3), -1);

export const nextQuarter = (quarter: Quarter): Quarter => quarterOf(monthsAfter(firstDay(quarter), 3));

/** The day by which what is planned for a quarter is to be in place. */
export const inPlaceBy = (holidays: Holidays, quarter: Quarter): Day =>
  lastWorkingDay(holidays, lastDay(quarter));

/** Whole weeks from a day until the quarter's last working day, 0 when it has passed. */
export function weeksLeft(holidays: Holidays, quarter: Quarter, on: Day): number {
  return Math.floor(Math.max(0, daysBetween(on, inPlaceBy(holidays, quarter))) / 7);
}

/** How many quarters lie from one to another. */
export function quartersBetween(from: Quarter, to: Quarter): number {
  const index = (quarter: Quarter) => 4 * Number(quarter.slice(0, 4)) + Number(quarter[6]);
  return index(to) - index(from);
}
