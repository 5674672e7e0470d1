import { after, daysBetween, monthsAfter } from '../../board/pace/days.ts';
import { lastDay, quarterOf } from '../../board/pace/quarter.ts';
import type { Day } from '../../board/types.ts';
import { beginning, type Unit } from './scale.ts';

/** By how much a plan is moved at once: the finer one looks, the finer. */
export type Step = 'day' | 'week' | 'month' | 'quarter';

/** The step that each look at the time goes by. */
export const stepIn: Readonly<Record<Unit, Step>> = {
  month: 'day',
  quarter: 'week',
  year: 'week',
  years2: 'month',
  years5: 'month',
};

const daysIn: Readonly<Record<Step, number>> = {
  day: 1,
  week: 7,
  month: 365.2425 / 12,
  quarter: 365.2425 / 4,
};

const monthsIn = { month: 1, quarter: 3 } as const;

/** How many whole steps a number of days comes nearest to. */
export const stepsIn = (days: number, step: Step): number => Math.round(days / daysIn[step]) || 0;

/** So many steps after a day. What is the last day of a month remains that. */
export function stepped(day: Day, step: Step, count: number): Day {
  if (step === 'day' || step === 'week') return after(day, count * daysIn[step]);
  const to = monthsAfter(day, count * monthsIn[step]);
  return day === monthEnd(day) ? monthEnd(to) : to;
}

const monthEnd = (day: Day): Day => after(monthsAfter(`${day.slice(0, 7)}-01`, 1), -1);

/** The first day of the day, week, month or quarter that a day lies in. */
const began = (day: Day, step: Step): Day => (step === 'day' ? day : beginning(step, day));

/** The first day of the one after it. */
function nextBeginning(day: Day, step: Step): Day {
  if (step === 'quarter') return after(lastDay(quarterOf(day)), 1);
  return step === 'month' ? after(monthEnd(day), 1) : after(began(day, step), daysIn[step]);
}

/** The day nearest to a day on which a step begins. */
export function nearestStart(day: Day, step: Step): Day {
  const [before, behind] = [began(day, step), nextBeginning(day, step)];
  return daysBetween(before, day) <= daysBetween(day, behind) ? before : behind;
}

/** The day nearest to a day on which a step ends. */
export const nearestEnd = (day: Day, step: Step): Day => after(nearestStart(after(day, 1), step), -1);

/** The next day later (1) or earlier (-1) than a day on which a step begins. */
export function startBeside(day: Day, step: Step, way: 1 | -1): Day {
  if (way > 0) return nextBeginning(day, step);
  const here = began(day, step);
  return here < day ? here : began(after(day, -1), step);
}

/** The next day later (1) or earlier (-1) than a day on which a step ends. */
export const endBeside = (day: Day, step: Step, way: 1 | -1): Day =>
  after(startBeside(after(day, 1), step, way), -1);
