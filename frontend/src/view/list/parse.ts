import { daysBetween, monthsAfter } from '../../board/pace/days.ts';
import type { Budget, Day, Quarter } from '../../board/types.ts';
import { folded } from '../board/search.ts';
import { mediumDay } from '../dates.ts';

/** What people write into a cell, or paste from elsewhere, as values. Undefined for what means nothing. */

/** A number as it is written in any of the languages: 1200000, 1 200 000, 1.200.000, 1,5. */
export function numberOf(text: string, locale: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, '').replace('\u2212', '-');
  const number = /^-?\d[\d.,]*$/.test(plain) ? Number(pointed(plain, locale)) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A number without signs between its thousands, and with a point before its decimals. */
function pointed(text: string, locale: string): string {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return text;
  const sign = text[last]!;
  const other = sign === '.' ? ',' : '.';
  const whole = text.slice(0, last);
  const decimals = text.slice(last + 1);
  const groups = /^-?\d{1,3}([.,]\d{3})+$/.test(text);
  const parts = whole.includes(sign) || (groups && !whole.includes(other) && sign === groupSign(locale));
  return parts ? text.replaceAll(sign, '') : `${whole.replaceAll(other, '')}.${decimals}`;
}

/** What stands between thousands where it is not a space. */
const groupSign = (locale: string): string => ({ en: ',', da: '.' })[locale] ?? ' ';

/** An amount, with its currency before or behind it; without one, or with kr, in the currency given. */
export function moneyOf(text: string, locale: string, usual: string): Budget | undefined {
  const found = /^(?:([a-z]{2,3})\.?\s*)?(-?[\d\s.,'’\u00a0\u202f]+?)\s*(?:([a-z]{2,3})\.?)?$/i.exec(
    text.trim(),
  );
  if (!found) return undefined;
  const amount = numberOf(found[2]!, locale);
  const named = (found[1] ?? found[3] ?? '').toUpperCase();
  if (amount === undefined || (found[1] && found[3])) return undefined;
  if (named.length === 2 && named !== 'KR') return undefined;
  return { amount, currency: named.length === 3 ? named : usual };
}

/** A day: 2027-03-12, 12.3.2027, 12/3 2027, 12 mars 2027. Without a year it is the next such day. */
export function dayOf(text: string, locale: string, today: Day): Day | undefined {
  const plain = text.trim();
  const iso = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:T.*)?$/.exec(plain);
  if (iso) return dayFrom(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const figures = /^(\d{1,2})[./-]\s*(\d{1,2})(?:[./ -]+(\d{2}|\d{4}))?\.?$/.exec(plain);
  if (figures) return near(Number(figures[1]), Number(figures[2]), figures[3], today);
  const named = /^(\d{1,2})\.?\s+([^\d\s.]+)\.?(?:,?\s+(\d{2}|\d{4}))?$/.exec(plain);
  const month = named ? monthOf(named[2]!, locale) : 0;
  return named && month ? near(Number(named[1]), month, named[3], today) : undefined;
}

function near(day: number, month: number, year: string | undefined, today: Day): Day | undefined {
  if (year) return dayFrom(Number(year) + (year.length === 2 ? 2000 : 0), month, day);
  const found = dayFrom(Number(today.slice(0, 4)), month, day);
  return found && daysBetween(today, found) < 0 ? monthsAfter(found, 12) : found;
}

function dayFrom(year: number, month: number, day: number): Day | undefined {
  const two = (n: number) => String(n).padStart(2, '0');
  const text = `${year}-${two(month)}-${two(day)}`;
  const at = new Date(`${text}T12:00:00Z`);
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return real && year >= 1970 && year < 2200 ? text : undefined;
}

/** The month that begins with some letters, at least three; 0 for none. */
function monthOf(text: string, locale: string): number {
  const start = folded(text).slice(0, 3);
  for (const language of [locale, 'en', 'sv', 'nb', 'da'])
    for (let month = 1; month <= 12; month++) {
      const [, name = ''] = mediumDay(dayFrom(2026, month, 1)!, language).split(/\s+/);
      if (start.length === 3 && folded(name).startsWith(start)) return month;
    }
  return 0;
}

/** A quarter: Q4 2026, 2026-Q4, kv. 4 2026, 4/2026. */
export function quarterIn(text: string): Quarter | undefined {
  const found =
    /^\D{0,10}([1-4])\W+(\d{4})$/.exec(text.trim()) ?? /^(\d{4})\W*\D{0,10}([1-4])$/.exec(text.trim());
  if (!found) return undefined;
  const [year, quarter] = found[1]!.length === 4 ? [found[1], found[2]] : [found[2], found[1]];
  return `${year}-Q${quarter}`;
}

/** Something that has a name. */
export interface Named {
  readonly value: string;
  readonly name: string;
}

/** The one of a list that a text names: in full, by its key, or by how it alone begins. */
export function namedBy<N extends Named>(text: string, list: readonly N[]): N | 'none' | 'several' {
  const wanted = folded(text.trim());
  const whole = list.filter(({ name }) => folded(name) === wanted);
  const [only, another] = whole.length ? whole : list.filter(({ name }) => folded(name).startsWith(wanted));
  if (only) return another ? 'several' : only;
  return list.find(({ value }) => value === text.trim()) ?? 'none';
}
