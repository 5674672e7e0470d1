import type { Day } from '../types.ts';
import { after, weekday } from './days.ts';

/**
 * The days of a country on which no time limit ends, besides Saturdays and Sundays, with the key of each one's
 * name. `GET /api/calendar/{country}` has them; without them only weekends are off.
 */
export type Holidays = ReadonlyMap<Day, string>;

/** Why a day is no working day: the key of a holiday, `saturday`, `sunday`, or empty for a working day. */
export function off(holidays: Holidays, day: Day): string {
  const at = weekday(day);
  return holidays.get(day) ?? (at === 6 ? 'saturday' : at === 0 ? 'sunday' : '');
}

/** The first working day from a day on. */
export function nextWorkingDay(holidays: Holidays, from: Day): Day {
  return off(holidays, from) ? nextWorkingDay(holidays, after(from, 1)) : from;
}

/** The last working day up to a day. */
export function lastWorkingDay(holidays: Holidays, upTo: Day): Day {
  return off(holidays, upTo) ? lastWorkingDay(holidays, after(upTo, -1)) : upTo;
}
