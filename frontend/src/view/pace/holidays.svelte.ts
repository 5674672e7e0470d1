import { SvelteMap } from 'svelte/reactivity';
import type { Holidays } from '../../board/pace/calendar.ts';
import type { Day, Settings } from '../../board/types.ts';
import { today } from '../dates.ts';

/** The public holidays of the countries that boards follow, as the server knows them. */

type Country = Settings['country'];

interface Answer {
  readonly days: readonly { readonly on: Day; readonly name: string }[];
}

/** What the server has a calendar for, and how many years it tells at once. */
const firstYear = 2005;
const lastYear = 2200;
const years = { back: 10, ahead: 39 };

const weekendsOnly: Holidays = new Map();
const known = new SvelteMap<Country, Holidays>();
const asked: Partial<Record<Country, Promise<void>>> = {};

/**
 * The holidays of a country. They are fetched once, when somebody first asks; until then, and while the server cannot
 * be reached, only weekends are off.
 */
export function holidaysOf(country: Country): Holidays {
  if (!known.has(country)) asked[country] ??= fetchHolidays(country);
  return known.get(country) ?? weekendsOnly;
}

/** Whether the holidays of a country have come. */
export const knowsHolidays = (country: Country): boolean => known.has(country);

/** Who could not be answered may ask again. */
async function fetchHolidays(country: Country): Promise<void> {
  const year = Number(today().slice(0, 4));
  const from = Math.max(firstYear, year - years.back);
  const to = Math.min(lastYear, year + years.ahead);
  try {
    const response = await fetch(`/api/calendar/${country}?from=${from}&to=${to}`);
    if (!response.ok) throw new Error(response.statusText);
    const { days } = (await response.json()) as Answer;
    known.set(country, new Map(days.map(({ on, name }) => [on, name])));
  } catch {
    delete asked[country];
  }
}
