import { after, daysBetween } from '../../board/pace/days.ts';
import { quarterOf } from '../../board/pace/quarter.ts';
import type { Day, LaneKey } from '../../board/types.ts';
import type { Draft } from '../../board/verbs.ts';
import type { Grouping } from '../board/filter.svelte.ts';
import type { Row } from '../group/grouping.ts';
import type { Schedule } from './schedule.ts';
import { endBeside, nearestEnd, nearestStart, type Step } from './steps.ts';

/** What a new card gets from where on the timeline it was drawn. */

/**
 * The plan of a card that was drawn over some days: a marathon from the nearest beginning of a step to the nearest
 * end, a pilot the quarter that most of it lies in.
 */
export function drawnSchedule(lane: LaneKey, from: Day, until: Day, step: Step): Schedule {
  const [first, last] = from < until ? [from, until] : [until, from];
  if (lane === 'sprint') {
    const middle = after(first, Math.floor(daysBetween(first, last) / 2));
    return { start: '', end: '', quarter: quarterOf(middle) };
  }
  const start = nearestStart(first, step);
  const end = nearestEnd(last, step);
  return { start, end: end < start ? endBeside(after(start, -1), step, 1) : end, quarter: '' };
}

/** What makes a new card belong to a group; nothing for the group of the cards without a value. */
export function belonging(by: Grouping | undefined, { key, name }: Pick<Row, 'key' | 'name'>): Draft {
  if (!by || !key) return {};
  return by === 'anchor' ? { anchor: { for_whom: name } } : { [by]: key };
}

/** The fields of a plan that are set. */
export function draftOf({ start, end, quarter }: Schedule): Draft {
  return { ...(start && { start }), ...(end && { end }), ...(quarter && { quarter }) };
}
