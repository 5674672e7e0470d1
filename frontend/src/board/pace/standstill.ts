import type { Award, Day, Settings } from '../types.ts';
import { off, type Holidays } from './calendar.ts';
import { after } from './days.ts';

/** A day that is no working day, and the key of its name. */
export interface DayOff {
  readonly on: Day;
  readonly name: string;
}

/** The time after the notification of an award in which no contract may be concluded, with its working. */
export interface Standstill {
  /** Day 0. */
  readonly notified_on: Day;
  /** Day 1. */
  readonly first_day: Day;
  /** Calendar days counted, and why so many. */
  readonly days: number;
  readonly why: 'electronically' | 'otherwise' | 'stated';
  /** Days stated where the law asks for more, else 0. */
  readonly too_short: number;
  /** The last of the days counted. */
  readonly counted_to: Day;
  /** Days the end moved past, and why. */
  readonly moved: readonly DayOff[];
  readonly end: Day;
  /** The day after. */
  readonly earliest_signing: Day;
  /** What says so, in the language of the country. */
  readonly law: string;
}

const laws: Readonly<Record<Settings['country'], string>> = {
  SE: 'LOU (2016:1145) 20 kap. 1 §; lag (1930:173) om beräkning av lagstadgad tid 2 §',
  NO: 'anskaffelsesforskriften (FOR-2016-08-12-974) §§ 25-2 og 7-6; FOR-1992-12-04-910 (forordning 1182/71) artikkel 3',
  DK: 'lov om Klagenævnet for Udbud § 3; forordning 1182/71 artikel 3',
};

/** The standstill of an award; none before it is notified. A shorter time than the law's does not count. */
export function standstill(
  country: Settings['country'],
  holidays: Holidays,
  award: Award | undefined,
): Standstill | undefined {
  const notified_on = award?.notified_on;
  if (!notified_on) return undefined;
  const least = award.electronic ? 10 : 15;
  const stated = award.days ?? 0;
  const days = Math.max(least, stated);
  const counted_to = after(notified_on, days);
  const moved = daysOffFrom(holidays, counted_to);
  const end = after(counted_to, moved.length);
  return {
    notified_on,
    first_day: after(notified_on, 1),
    days,
    why: stated > least ? 'stated' : award.electronic ? 'electronically' : 'otherwise',
    too_short: stated < least ? stated : 0,
    counted_to,
    moved,
    end,
    earliest_signing: after(end, 1),
    law: laws[country],
  };
}

/** The days off that follow each other from a day on. */
function daysOffFrom(holidays: Holidays, day: Day): readonly DayOff[] {
  const name = off(holidays, day);
  return name ? [{ on: day, name }, ...daysOffFrom(holidays, after(day, 1))] : [];
}
