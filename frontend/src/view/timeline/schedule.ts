import { firstDay, isQuarter, lastDay, quarterOf, quartersBetween } from '../../board/pace/quarter.ts';
import type { Card, Day, Quarter } from '../../board/types.ts';
import { endBeside, nearestEnd, nearestStart, startBeside, stepped, type Step } from './steps.ts';

/** When a card is planned for. What is empty is not set. */
export interface Schedule {
  readonly start: Day | '';
  readonly end: Day | '';
  /** Of a pilot. */
  readonly quarter: Quarter | '';
}

export const scheduleFields = ['start', 'end', 'quarter'] as const satisfies readonly (keyof Schedule)[];

/** What of a bar is in hand: all of it, or one end. */
export type Part = 'whole' | 'start' | 'end';

export function scheduleOf({ lane, start = '', end = '', quarter }: Card): Schedule {
  return { start, end, quarter: lane === 'sprint' && isQuarter(quarter) ? quarter : '' };
}

/** The days that a plan reaches from and to; a pilot without days of its own fills its quarter. */
export function reach({ start, end, quarter }: Schedule): {
  readonly from: Day | '';
  readonly until: Day | '';
} {
  const until = end || (quarter && lastDay(quarter));
  const from = start || (quarter && !(end && end < firstDay(quarter)) ? firstDay(quarter) : '');
  return { from, until };
}

export const sameSchedule = (a: Schedule, b: Schedule): boolean =>
  scheduleFields.every((field) => a[field] === b[field]);

/** Whether a plan ends before it starts. */
export const crossed = ({ start, end }: Schedule): boolean => start !== '' && end !== '' && end < start;

/** By how much a plan is moved where a step is looked at: what is planned by quarters alone goes by quarters. */
export function stepOf({ quarter, end }: Schedule, step: Step): Step {
  return quarter && (!end || step === 'month') ? 'quarter' : step;
}

/** The plan moved as a whole; the quarter of a pilot goes where its end goes. */
export function moved(schedule: Schedule, step: Step, count: number): Schedule {
  const by = (day: Day | '') => day && stepped(day, step, count);
  const { until } = reach(schedule);
  return {
    start: by(schedule.start),
    end: by(schedule.end),
    quarter: along(schedule.quarter, until, by(until)),
  };
}

/** The quarter that lies as many quarters from another as one day does from another. */
function along(quarter: Quarter | '', from: Day, to: Day): Quarter | '' {
  if (!quarter || !from) return quarter;
  return quarterOf(stepped(firstDay(quarter), 'quarter', quartersBetween(quarterOf(from), quarterOf(to))));
}

/** The plan with one end laid on the beginning or end of a step that is nearest to a day; never past the other end. */
export function resized(schedule: Schedule, part: 'start' | 'end', day: Day, step: Step): Schedule {
  return part === 'start'
    ? startingOn(schedule, nearestStart(day, step))
    : endingOn(schedule, nearestEnd(day, step));
}

/** The plan with one end a step later (1) or earlier (-1); a plan that lacks that end is left as it is. */
export function nudged(schedule: Schedule, part: 'start' | 'end', step: Step, way: 1 | -1): Schedule {
  const { from, until } = reach(schedule);
  if (part === 'start') return from ? startingOn(schedule, startBeside(from, step, way)) : schedule;
  return until ? endingOn(schedule, endBeside(until, step, way)) : schedule;
}

function startingOn(schedule: Schedule, day: Day): Schedule {
  const { until } = reach(schedule);
  return { ...schedule, start: until && until < day ? until : day };
}

function endingOn(schedule: Schedule, day: Day): Schedule {
  const { from, until } = reach(schedule);
  const end = day < from ? from : day;
  return { ...schedule, end, quarter: along(schedule.quarter, until, end) };
}

/** What a person planned, on top of what others have planned meanwhile: only what the person changed is theirs. */
export function rebased(mine: Schedule, base: Schedule, now: Schedule): Schedule {
  const of = <F extends keyof Schedule>(field: F): Schedule[F] =>
    (mine[field] === base[field] ? now : mine)[field];
  return { start: of('start'), end: of('end'), quarter: of('quarter') };
}

/** What both have changed since, and not alike. */
export function disputed(mine: Schedule, base: Schedule, now: Schedule): readonly (keyof Schedule)[] {
  return scheduleFields.filter(
    (field) => now[field] !== base[field] && mine[field] !== base[field] && mine[field] !== now[field],
  );
}
