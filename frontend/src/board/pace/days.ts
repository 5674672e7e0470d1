import type { Day } from '../types.ts';

/** Reckoning with days. A day knows no time zone; earlier ones sort before later ones. */

const msPerDay = 86_400_000;

const midnight = (day: Day) => Date.parse(`${day}T00:00:00Z`);

/** Empty for what is no day, or lies outside the years 0 to 9999. */
function dayOf(ms: number): Day {
  const text = Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
  return /^\d/.test(text) ? text : '';
}

/** Midnight of a day; months and days beyond the last lead on. `Date.UTC` takes the year 26 for 1926. */
const utc = (year: number, month: number, day: number) => new Date(0).setUTCFullYear(year, month - 1, day);

/** So many days after a day; fewer than 0: before it. */
export const after = (day: Day, days: number): Day => dayOf(midnight(day) + days * msPerDay);

/** So many months after a day, at the latest the last day of its month. */
export function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(utc(year, month + months + 1, 0)).getUTCDate();
  return dayOf(utc(year, month + months, Math.min(date, last)));
}

/** Whole days from one day to another; fewer than 0 when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (midnight(to) - midnight(from)) / msPerDay;

/** 0 for Sunday to 6 for Saturday. */
export const weekday = (day: Day): number => new Date(midnight(day)).getUTCDay();

/** Orders by code unit, as the server does. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
