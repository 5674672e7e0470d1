import { after, monthsAfter } from '../../board/pace/days.ts';
import { firstDay, quarterOf } from '../../board/pace/quarter.ts';
import type { Day } from '../../board/types.ts';
import type { Filter } from '../board/filter.svelte.ts';
import type { Question } from './answers.ts';

/** What the figures are about, as it is chosen and kept in the address. */

export const periods = ['quarter', 'year', 'years', 'own'] as const;

export type Period = (typeof periods)[number];

/** What is chosen unless anything else is. */
export const usual: Period = 'year';

export const isPeriod = (name: string | undefined): name is Period => periods.includes(name as Period);

export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The days of a period that ends today at the latest. */
export function spanOf(period: Period, today: Day, own: Partial<Span> = {}): Span {
  switch (period) {
    case 'quarter':
      return { from: firstDay(quarterOf(today)), to: today };
    case 'years':
      return { from: monthsAfter(today, -36), to: today };
    case 'own':
      return inOrder(own, today);
  }
  return { from: after(today, -365), to: today };
}

/** Two days, whichever comes first; what is no day, or is to come, is as in the last year. */
function inOrder({ from = '', to = '' }: Partial<Span>, today: Day): Span {
  const last = isDay(to) && to < today ? to : today;
  const first = isDay(from) && from < today ? from : after(last, -365);
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The period that an address names. */
export function periodIn(filter: Filter): Period {
  const name = filter.setting('period');
  return isPeriod(name) ? name : usual;
}

/** What is asked of every figure: of the filter's choices only a lane and a unit, if it is one. */
export function questionOf(filter: Filter, today: Day): Question {
  const own = { from: filter.setting('from') ?? '', to: filter.setting('to') ?? '' };
  const [lane, otherLane] = filter.values('lane');
  const [unit, otherUnit] = filter.values('unit');
  return {
    ...spanOf(periodIn(filter), today, own),
    ...((lane === 'marathon' || lane === 'sprint') && !otherLane && { lane }),
    ...(unit && !otherUnit && { unit }),
  };
}
