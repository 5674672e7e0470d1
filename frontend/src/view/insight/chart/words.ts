import { isoWeek, mediumDay } from '../../dates.ts';
import { quarterName } from '../../pace/quarters.ts';
import { currentLocale, t } from '../../words.svelte.ts';

/** Figures, days and parts of a period as the reader's language says them. */

const speaker = () => (currentLocale() === 'en' ? 'en-GB' : currentLocale());

/** A number with at most so many decimals. */
export const figure = (number: number, decimals = 1): string =>
  new Intl.NumberFormat(speaker(), { maximumFractionDigits: decimals }).format(number);

/** A large number in few characters, such as 1.2m, for axes. */
export const shortFigure = (number: number): string =>
  Math.abs(number) < 10_000
    ? figure(number)
    : new Intl.NumberFormat(speaker(), { notation: 'compact', maximumFractionDigits: 1 }).format(number);

/** A share between 0 and 1 in per cent. */
export const percent = (share: number): string =>
  new Intl.NumberFormat(speaker(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const dayName = (day: string): string => mediumDay(day, currentLocale());

export const weekName = (day: string): string => t.date.week({ week: isoWeek(day).week });

/** Nov, nov., of a day. */
export const monthName = (day: string, year = false): string =>
  new Intl.DateTimeFormat(speaker(), {
    month: 'short',
    ...(year && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T12:00:00Z`));

/** What a part of a period is called, as the server names it: 2026-10-01, 2026-W40, 2026-10 or 2026-Q4. */
export function spanName(name: string): string {
  const [year = '', part = '', day] = name.split('-');
  if (day) return dayName(name);
  if (part.startsWith('Q')) return quarterName(name);
  if (part.startsWith('W')) return `${t.date.week({ week: Number(part.slice(1)) })} ${year}`;
  return monthName(`${name}-15`, true);
}
