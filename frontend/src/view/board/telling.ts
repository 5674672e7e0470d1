import type { Card, Day, LaneKey } from '../../board/types.ts';
import { daysBetween, daysSince, isoWeek, longDay, quarter, span, today } from '../dates.ts';
import { ticksOf } from './clock.ts';
import type { Desk } from './desk.svelte.ts';
import { currentLocale, t } from '../words.svelte.ts';
import { personName } from './names.ts';

/** How a card's facts are told: years and quarters in the marathon lane, weeks in the sprint lane. */

/** The card's dates in a few characters; empty when it has none. */
export function shortDates({ lane, start, end }: Card): string {
  if (start && end) return lane === 'sprint' ? weeks(start, end) : quarters(start, end);
  if (end) return t.date.until({ end: shortDay(lane, end) });
  return start ? t.date.from({ start: shortDay(lane, start) }) : '';
}

function shortDay(lane: LaneKey, day: Day): string {
  if (lane === 'marathon') return t.date.quarter(quarter(day));
  const { year, week } = isoWeek(day);
  const name = t.date.week({ week });
  return year === isoWeek(today()).year ? name : `${name} ${year}`;
}

function weeks(start: Day, end: Day): string {
  const [a, b] = [isoWeek(start), isoWeek(end)];
  if (a.year !== b.year)
    return t.date.range({ start: shortDay('sprint', start), end: shortDay('sprint', end) });
  const name = a.week === b.week ? t.date.week(a) : t.date.weeks({ from: a.week, to: b.week });
  return a.year === isoWeek(today()).year ? name : `${name} ${a.year}`;
}

function quarters(start: Day, end: Day): string {
  const [a, b] = [t.date.quarter(quarter(start)), t.date.quarter(quarter(end))];
  return a === b ? a : t.date.range({ start: a, end: b });
}

/** A day in full with its week and quarter, for beside a date field. */
export function spelledDay(day: Day): string {
  return t.date.spell({
    date: longDay(day, currentLocale()),
    week: t.date.week(isoWeek(day)),
    quarter: t.date.quarter(quarter(day)),
  });
}

/** Whether the card should have been finished by now. */
export function isOverdue(card: Card): boolean {
  return !!card.end && !resting(card) && daysBetween(card.end, today()) > 0;
}

/** The last stages are where a card may stay. */
const resting = (card: Card) => ['benefits', 'closed', 'decided'].includes(card.stage);

/** Days in a stage after which a card is one to ask about. */
const patience: Readonly<Record<LaneKey, number>> = { marathon: 270, sprint: 42 };

export const daysInStage = (card: Card) => daysSince(card.since);

export const hasAged = (card: Card) => !resting(card) && daysInStage(card) > patience[card.lane];

/** Time in a few characters: 34 d, 7 mo, 2 y. */
export function shortSpan(days: number): string {
  const { unit, count } = span(days);
  if (unit === 'days') return count === 0 ? t.card.today() : t.card.daysShort({ days: count });
  return unit === 'months' ? t.card.monthsShort({ months: count }) : t.card.yearsShort({ years: count });
}

export interface Flag {
  readonly tone: 'danger' | 'warn';
  readonly icon: 'flag' | 'waiting';
  readonly text: string;
  /** Whether it has been so for long. */
  readonly strong?: boolean;
}

/** After so many days of waiting a card is marked, and after so many more strongly. */
const longWait = 14;
const tooLong = 30;

/** What is wrong with the card, worst first; at most one is told. */
export function flagOf(card: Card, brief = false): Flag | undefined {
  if (card.risk?.level === 'high') return { tone: 'danger', icon: 'flag', text: t.card.riskHigh() };
  if (card.waiting_for) {
    const days = daysOfWaiting(card);
    const tone = days >= tooLong ? 'danger' : 'warn';
    return { tone, icon: 'waiting', text: waiting(card, brief), strong: days >= longWait };
  }
  return card.risk?.level === 'medium'
    ? { tone: 'warn', icon: 'flag', text: t.card.riskMedium() }
    : undefined;
}

const daysOfWaiting = ({ waiting_for }: Card) =>
  waiting_for?.since ? Math.max(0, daysBetween(waiting_for.since, today())) : 0;

function waiting(card: Card, brief: boolean): string {
  const party = card.waiting_for?.party || t.common.unknown();
  const days = daysOfWaiting(card);
  if (!days) return t.card.waiting({ party });
  return brief ? `${t.card.waiting({ party })}, ${shortSpan(days)}` : t.card.waitingDays({ party, days });
}

/** Finds what may be too wide for a card and yet nowhere to be broken: letters that are no single ones of ours. */
export const unbreakable = /[^\p{Script=Latin}\p{Script=Common}]/u;

/** All that the card shows, in one sentence after the other. */
export function described(desk: Desk, card: Card): string {
  const { store } = desk;
  const ticks = ticksOf(desk.clock, store.gates, card, desk.today).map((tick) => tick.text);
  const days = daysInStage(card);
  const dates = shortDates(card);
  const labels = (card.labels ?? [])
    .map((id) => store.labels.find((label) => label.id === id)?.name)
    .filter(Boolean);
  const done = card.checklist?.filter((item) => item.done).length ?? 0;
  return [
    flagOf(card)?.text,
    desk.notes?.conflicts.get(card.id),
    ...ticks,
    dates && t.card.dates({ dates }) + (isOverdue(card) ? `, ${t.card.overdue()}` : ''),
    days ? t.card.inStage({ time: shortSpan(days) }) : t.card.newToday(),
    card.owner && desk.notes?.busy.get(card.owner),
    card.owner ? t.card.owner({ name: personName(store, card.owner) }) : t.card.noOwner(),
    labels.length && t.card.labels({ names: labels.join(', ') }),
    card.checklist && t.card.checklist({ done, count: card.checklist.length }),
    card.votes && t.card.votes({ count: card.votes.length }),
    card.recognitions && t.card.recognitions({ count: card.recognitions.length }),
    card.comments && t.card.comments({ count: card.comments.length }),
  ]
    .filter(Boolean)
    .join('. ');
}
