/** Days, ISO weeks and quarters as people in the Nordic countries say them. A day is `YYYY-MM-DD` and knows no time zone. */

const msPerDay = 86_400_000;

/** Noon UTC of a day, so that nothing slips over midnight. NaN for what is not a day. */
function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** Today where the reader is. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The ISO 8601 week of a day: weeks begin on Monday, week 1 holds the first Thursday of its year. */
export function isoWeek(day: string): { year: number; week: number } {
  const thursday = new Date(noon(day));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const dayOfYear = (thursday.getTime() - Date.UTC(year, 0, 1, 12)) / msPerDay;
  return { year, week: 1 + Math.floor(dayOfYear / 7) };
}

export function quarter(day: string): { year: number; quarter: number } {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return { year, quarter: Math.ceil(month / 3) };
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to) - noon(from)) / msPerDay);
}

/** Whole days since an instant, by the calendar of the reader: yesterday evening is 1. */
export function daysSince(instant: string, now = new Date()): number {
  return Math.max(0, daysBetween(today(new Date(instant)), today(now)));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, style: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  let found = formats.get(key);
  if (!found)
    formats.set(key, (found = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options)));
  return found;
}

/** 3 March 2027, 3 mars 2027, 3. mars 2027, 3. marts 2027. Empty for what is not a day. */
export function longDay(day: string, locale: string): string {
  const at = noon(day);
  if (Number.isNaN(at)) return '';
  return format(locale, 'long', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** 3 Mar 2027, 3 mars 2027, 3. mars 2027, 3. mar. 2027. Empty for what is not a day. */
export function mediumDay(day: string, locale: string): string {
  const at = noon(day);
  if (Number.isNaN(at)) return '';
  return format(locale, 'medium', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

/** Date and time where the reader is. */
export function longTime(instant: string, locale: string): string {
  return format(locale, 'time', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));
}

/** The time of day where the reader is; with the date when it was not today. */
export function shortTime(instant: string, locale: string, now = new Date()): string {
  const at = new Date(instant);
  if (today(at) === today(now)) return format(locale, 'hour', { timeStyle: 'short' }).format(at);
  return format(locale, 'short', { dateStyle: 'short', timeStyle: 'short' }).format(at);
}

/** How long ago, in words: "now", "3 hours ago", "yesterday". */
export function ago(instant: string, locale: string, now = new Date()): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const minutes = Math.round((new Date(instant).getTime() - now.getTime()) / 60_000);
  if (minutes > -60) return words.format(Math.min(0, minutes), minutes > -1 ? 'second' : 'minute');
  const days = daysSince(instant, now);
  if (days === 0) return words.format(Math.round(minutes / 60), 'hour');
  if (days < 60) return words.format(-days, 'day');
  if (days < 700) return words.format(-Math.round(days / 30.4), 'month');
  return words.format(-Math.round(days / 365.25), 'year');
}

/** The figure and unit that a span of days is best told in. */
export function span(days: number): { unit: 'days' | 'months' | 'years'; count: number } {
  if (days < 100) return { unit: 'days', count: days };
  if (days < 731) return { unit: 'months', count: Math.round(days / 30.4) };
  return { unit: 'years', count: Math.round(days / 365.25) };
}
