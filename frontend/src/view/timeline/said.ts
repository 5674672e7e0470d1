import { contractEnd } from '../../board/pace/face.ts';
import type { Contradiction } from '../../board/pace/pairs.ts';
import { quarterOf } from '../../board/pace/quarter.ts';
import type { Card, Day } from '../../board/types.ts';
import { legalText } from '../board/clock.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { laneName, stageName } from '../board/names.ts';
import { flagOf, isOverdue } from '../board/telling.ts';
import { ticksOf } from '../board/clock.ts';
import { isoWeek, mediumDay, quarter } from '../dates.ts';
import { gateName, outcomeName } from '../gate/names.ts';
import { quarterName } from '../pace/quarters.ts';
import { currentLocale, t } from '../words.svelte.ts';
import type { Mark } from './marks.ts';
import type { Plan, Segment, Span } from './plan.ts';
import type { Division } from './scale.ts';

/** What the timeline says in words: of its divisions, and of what is drawn. */

export const day = (on: Day) => mediumDay(on, currentLocale());

export const days = ({ from, until }: Span) => t.date.range({ start: day(from), end: day(until) });

const monthFormats = new Map<string, Intl.DateTimeFormat>();

function month(on: Day, length: 'long' | 'short' | 'narrow', year: boolean): string {
  const locale = currentLocale() === 'en' ? 'en-GB' : currentLocale();
  const key = `${locale} ${length} ${year}`;
  let format = monthFormats.get(key);
  if (!format) {
    const wanted: Intl.DateTimeFormatOptions = { month: length, timeZone: 'UTC' };
    if (year) wanted.year = 'numeric';
    monthFormats.set(key, (format = new Intl.DateTimeFormat(locale, wanted)));
  }
  const name = format.format(Date.parse(`${on}T12:00:00Z`));
  return name[0]!.toLocaleUpperCase(locale) + name.slice(1);
}

/** The name of a division that begins on a day, as long as there is room for; `rem` is the room in font sizes. */
export function divisionName(division: Division, on: Day, rem: number, large: boolean): string {
  switch (division) {
    case 'week':
      return t.date.week(isoWeek(on));
    case 'month':
      if (large) return month(on, rem < 9 ? 'short' : 'long', true);
      return month(on, rem > 6.5 ? 'long' : rem > 2.4 ? 'short' : 'narrow', false);
    case 'quarter':
      if (large && rem > 4.5) return t.date.quarter(quarter(on));
      return rem > 1.6 ? t.timeline.quarter(quarter(on)) : '';
    case 'year':
      return on.slice(0, 4);
  }
}

/** The stages that a segment stands for. */
export function segmentName(card: Card, { stages }: Segment): string {
  const names = [stages[0]!, ...(stages.length > 1 ? [stages.at(-1)!] : [])];
  return names.map((stage) => stageName(card.lane, stage)).join(' – ');
}

/** A card's dates in full. */
export function dates({ from, until, openStart, openEnd }: Plan): string {
  const open = [openStart && t.timeline.openStart(), openEnd && t.timeline.openEnd()].filter(Boolean);
  return [days({ from, until }), ...open].join(', ');
}

export function markText(desk: Desk, card: Card, mark: Mark): string {
  const date = day(mark.on);
  const gate = (id: string) => {
    const known = desk.store.gates.find((one) => one.id === id);
    return known ? gateName(known) : id;
  };
  switch (mark.kind) {
    case 'decision':
      return t.timeline.decided({ gate: gate(mark.gate), outcome: outcomeName(mark.outcome), date });
    case 'awaited':
      return t.timeline.awaited({ gate: gate(mark.gate), date });
    case 'notice':
      return t.timeline.notice({ notice: t.choice.notice[mark.notice](), date });
    case 'in_place':
      return t.timeline.inPlace({ date });
    case 'option_decide_by': {
      const name = card.options?.find(({ id }) => id === mark.option)?.name;
      return name ? `${name}: ${legalText(mark.kind, date)}` : legalText(mark.kind, date);
    }
    default:
      return legalText(mark.kind, date);
  }
}

/** What is the matter with a card, worst first. */
export interface Flag {
  readonly icon: 'warning' | 'flag' | 'clock' | 'waiting';
  readonly tone: 'danger' | 'warn';
  readonly text: string;
}

export function flagsOf(desk: Desk, card: Card, conflicts: readonly Contradiction[]): readonly Flag[] {
  const own = flagOf(card);
  const flags: Flag[] = conflicts.map((one) => ({
    icon: 'warning',
    tone: 'danger',
    text: conflictText(desk, card, one),
  }));
  if (isOverdue(card))
    flags.push({ icon: 'clock', tone: 'danger', text: t.timeline.overdue({ date: day(card.end!) }) });
  if (own) flags.push({ icon: own.icon, tone: own.tone, text: own.text });
  for (const { icon, tone, text } of ticksOf(desk.clock, desk.store.gates, card, desk.today))
    if (tone === 'danger' || tone === 'warn')
      flags.push({ icon: icon === 'clock' ? 'clock' : 'flag', tone, text });
  return flags;
}

/** A contradiction as one of its two cards has it. */
export function conflictText(
  desk: Desk,
  card: Card,
  { kind, card: id, other, from, to }: Contradiction,
): string {
  const end = desk.store.card(id === card.id ? other : id)?.record.title ?? '';
  const text = `${t.pair.contradicts[kind]()}: ${end}`;
  return from && to ? `${text} (${t.pair.contradictsDates({ from: day(from), to: day(to) })})` : text;
}

/** All that a row shows of a card, in one sentence after the other. */
export function described(
  desk: Desk,
  { card, plan }: { readonly card: Card; readonly plan: Plan },
  marks: readonly Mark[],
  flags: readonly Flag[],
): string {
  const stage = desk.store.stage(card.lane, card.stage)?.record;
  const contract = plan.contract && { from: plan.contract.from, until: contractEnd(card)! };
  return [
    t.stage.withLane({ lane: laneName(card.lane), stage: stage ? stageName(card.lane, stage) : card.stage }),
    dates(plan),
    ...flags.map(({ text }) => text),
    card.quarter && t.timeline.target({ quarter: quarterName(card.quarter) }),
    ...(plan.segments.length > 1
      ? plan.segments.map((segment) =>
          t.timeline.stages({ stages: segmentName(card, segment), dates: days(segment) }),
        )
      : []),
    ...ghostTexts(card, plan),
    ...marks.map((mark) => markText(desk, card, mark)),
    contract && t.timeline.contract({ dates: days(contract) }),
    plan.option && t.timeline.option({ date: day(plan.option.until) }),
  ]
    .filter(Boolean)
    .join('. ');
}

function ghostTexts({ lane }: Card, { ghosts }: Plan): readonly string[] {
  return ghosts.map(({ from, until }) =>
    lane === 'marathon'
      ? t.timeline.baseline({ date: day(until) })
      : t.timeline.firstQuarter({ quarter: quarterName(quarterOf(from)) }),
  );
}
