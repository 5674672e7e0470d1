import { mediumDay } from '../dates.ts';
import { quarterName } from '../pace/quarters.ts';
import { currentLocale, t } from '../words.svelte.ts';
import type { Schedule } from './schedule.ts';

/** A plan in words: the quarter of a pilot, and its days. */
export function scheduleText({ start, end, quarter }: Schedule): string {
  const named = quarter && quarterName(quarter);
  const days = daysText(mediumDay(start, currentLocale()), mediumDay(end, currentLocale()));
  return [named, days].filter(Boolean).join(', ') || t.replan.undated();
}

function daysText(start: string, end: string): string {
  if (start && end) return t.date.range({ start, end });
  if (start) return t.date.from({ start });
  return end && t.date.until({ end });
}
