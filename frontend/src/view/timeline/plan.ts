import { opens } from '../../board/needs.ts';
import { lastWorkingDay } from '../../board/pace/calendar.ts';
import { after, compare } from '../../board/pace/days.ts';
import { contractEnd } from '../../board/pace/face.ts';
import { done, orderOf, reached, type Rules } from '../../board/pace/portfolio.ts';
import { firstDay, isQuarter, lastDay } from '../../board/pace/quarter.ts';
import type { Card, Day, Gate, LaneKey, Quarter, Stage } from '../../board/types.ts';

/** What of a card lies where in time. */

/** From a day until another, both included. */
export interface Span {
  readonly from: Day;
  readonly until: Day;
}

/**
 * A part of a bar. What a card has been through and when is in its history, not on the card: a segment lies between
 * two days on the card that tell of stages (see `entries`), and stands for the stages of which one of them is the
 * first and that no other day sets apart.
 */
export interface Segment extends Span {
  readonly stages: readonly Stage[];
  /** Whether the card has left the stages, lies in one, or is to: what is after today is always ahead. */
  readonly state: 'past' | 'now' | 'ahead';
}

/** A card on the timeline. */
export interface Plan extends Span {
  readonly segments: readonly Segment[];
  /** The card names no start, or no end: the bar is as long as its other days tell. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** The quarter a pilot is to be in place in. */
  readonly target?: Span;
  /** What was planned at first: until the baseline, or the quarters a pilot was taken out of. */
  readonly ghosts: readonly Span[];
  /** The contract after the work, and what options not yet decided would prolong it by. */
  readonly contract?: Span;
  readonly option?: Span;
  /** The days beyond its end of a card that is not done. */
  readonly overdue?: Span;
  /** There is nothing left to do. */
  readonly over: boolean;
}

/** What a card's place in time is told from. */
export interface Sources {
  readonly rules: Rules;
  readonly gates: readonly Gate[];
  readonly today: Day;
}

/** Where a card lies in time; undefined when nothing on it says so. */
export function planOf(sources: Sources, card: Card): Plan | undefined {
  const { rules, today } = sources;
  const target = targetOf(card);
  const known = workDays(card);
  const begin = card.start || target?.from || known[0] || card.end;
  const last =
    card.end || (target && lastWorkingDay(rules.holidays, target.until)) || known.at(-1) || card.start;
  if (!begin || !last) return undefined;
  const from = !card.start && last < begin ? last : begin;
  const until = last < from ? from : last;
  const over = isOver(rules, card);
  const late = card.end && card.end < today && !over;
  return {
    from,
    until,
    openStart: !card.start && !target,
    openEnd: !card.end && !target,
    over,
    segments: segmentsOf(sources, card, { from, until }, over),
    ghosts: ghostsOf(card, from),
    ...(target && { target }),
    ...(late && { overdue: { from: after(until, 1), until: today } }),
    ...contractOf(card, until),
  };
}

const targetOf = ({ lane, quarter }: Card): Span | undefined =>
  lane === 'sprint' && isQuarter(quarter) ? wholeOf(quarter) : undefined;

const wholeOf = (quarter: Quarter): Span => ({ from: firstDay(quarter), until: lastDay(quarter) });

/** The work is over once benefits are realised, even if the card stays open for them. */
const isOver = (rules: Rules, card: Card) =>
  done(rules, card) || (card.lane === 'marathon' && reached(rules, card, 'benefits'));

/** The days on a card that lie in the time of its work, in order. */
function workDays({ lane, notices = [], tender_deadline, award, contract, ...card }: Card): readonly Day[] {
  const days =
    lane === 'sprint'
      ? [card.in_place_on]
      : [
          ...notices.map(({ on }) => on),
          tender_deadline,
          award?.notified_on,
          contract?.signed,
          contract?.start,
        ];
  return days.filter((day): day is Day => !!day).sort(compare);
}

function ghostsOf(card: Card, from: Day): readonly Span[] {
  if (card.lane === 'marathon')
    return card.baseline_end && card.baseline_end >= from ? [{ from, until: card.baseline_end }] : [];
  const left = [...(card.carried ?? []), ...(card.extended ?? [])].map((carry) => carry.from);
  return [...new Set(left)]
    .filter((quarter) => isQuarter(quarter) && quarter !== card.quarter)
    .map((quarter) => wholeOf(quarter!))
    .sort((a, b) => compare(a.from, b.from));
}

function contractOf(card: Card, end: Day): Pick<Plan, 'contract' | 'option'> {
  const until = card.lane === 'marathon' ? contractEnd(card) : undefined;
  if (!until) return {};
  const begins = [after(end, 1), card.contract?.start ?? ''].sort(compare)[1]!;
  const prolonged = (card.options ?? [])
    .flatMap((option) => (option.used || !option.until ? [] : [option.until]))
    .sort(compare)
    .at(-1);
  return {
    ...(begins <= until && { contract: { from: begins, until } }),
    ...(prolonged && prolonged > until && { option: { from: after(until, 1), until: prolonged } }),
  };
}

/** That a card enters a stage, or did, on a day. */
interface Entry {
  /** The stage, counted from the first of the lane. */
  readonly stage: number;
  readonly on: Day;
}

function segmentsOf(sources: Sources, card: Card, bar: Span, over: boolean): readonly Segment[] {
  const { rules, today } = sources;
  const stages = rules.lanes.find(({ key }) => key === card.lane)?.stages ?? [];
  const here = orderOf(rules, card.lane, card.stage);
  const found = entries(sources, card, stages, here);
  const first = found[0];
  const starts = first && first.stage > 0 ? [{ stage: 0, on: bar.from }, ...found] : found;
  const last = Math.max(here, lastAtWork(card.lane, stages));
  return starts.flatMap(({ stage, on }, i) => {
    const next = starts[i + 1];
    const span = within(bar, { from: i ? on : bar.from, until: next ? after(next.on, -1) : bar.until });
    const end = Math.max(next?.stage ?? last + 1, stage + 1);
    const told = (from: number) => stages.slice(from, end).filter((at) => !skipped(card, at));
    if (!span || !told(stage).length) return [];
    if (over || end <= here) return [{ ...span, stages: told(stage), state: 'past' }];
    return here < stage
      ? [{ ...span, stages: told(stage), state: 'ahead' }]
      : sinceThen(span, told(here), today);
  });
}

/** The time in the stage where a card lies now, and what comes after today, which may be in later ones. */
function sinceThen({ from, until }: Span, stages: readonly Stage[], today: Day): readonly Segment[] {
  const ahead = from > today ? from : after(today, 1);
  const now = until < today ? until : today;
  return [
    ...(from <= now ? [{ from, until: now, stages: stages.slice(0, 1), state: 'now' } as const] : []),
    ...(ahead <= until ? [{ from: ahead, until, stages, state: 'ahead' } as const] : []),
  ];
}

function within<S extends Span>(bar: Span, span: S): S | undefined {
  const from = span.from < bar.from ? bar.from : span.from;
  const until = span.until > bar.until ? bar.until : span.until;
  return from <= until ? { ...span, from, until } : undefined;
}

/** What of a plan lies in some time; undefined when nothing does. Where it goes on beyond, its end is open. */
export function cut(plan: Plan, time: Span): Plan | undefined {
  const { target, contract, option, overdue, ...rest } = plan;
  const part = (of: Span | undefined) => of && within(time, of);
  const parts = {
    target: part(target),
    contract: part(contract),
    option: part(option),
    overdue: part(overdue),
  };
  const there = Object.fromEntries(Object.entries(parts).filter(([, span]) => span));
  const bar = within(time, { from: plan.from, until: plan.until });
  if (!bar && !Object.keys(there).length) return undefined;
  return {
    ...rest,
    ...bar,
    ...there,
    openStart: plan.openStart || plan.from < time.from,
    openEnd: plan.openEnd || plan.until > time.until,
    segments: plan.segments.flatMap((segment) => within(time, segment) ?? []),
    ghosts: plan.ghosts.flatMap((ghost) => within(time, ghost) ?? []),
  };
}

/** Benefits are realised after the work on a marathon card, and a pilot is decided when it ends. */
function lastAtWork(lane: LaneKey, stages: readonly Stage[]): number {
  const after = stages.findIndex(({ key }) => key === (lane === 'marathon' ? 'benefits' : 'decided'));
  return (after < 0 ? stages.length : after) - 1;
}

/** There is no tender where nothing is bought. */
const skipped = ({ procurement }: Card, { key }: Stage) =>
  procurement === 'not_required' && ['tender', 'evaluation', 'standstill'].includes(key);

/**
 * When a card enters its stages, as far as it says so, in the order of the stages: on the day of a notice, a deadline,
 * an award or a contract, else on that of the decision that opened the gate before; its own stage at the latest when
 * it came there. No stage is entered before one that precedes it, and none that lies ahead before today.
 */
function entries({ gates, today }: Sources, card: Card, stages: readonly Stage[], here: number): Entry[] {
  const told = tellingDays(card);
  const since = card.since.slice(0, 10);
  let least = '';
  return stages.flatMap(({ id, key }, stage) => {
    const said = told[key] || decidedOn(gates, card, id);
    const on = stage === here && (!said || said > since) ? since : said;
    if (!on) return [];
    const held = stage > here && on < today ? today : stage < here && on > since ? since : on;
    least = held > least ? held : least;
    return [{ stage, on: least }];
  });
}

/** The days on a card that begin a stage, by its key. */
function tellingDays(card: Card): Readonly<Record<string, Day | undefined>> {
  if (card.lane === 'sprint') return { running: card.in_place_on };
  const tenders = (card.notices ?? []).flatMap(({ kind, on }) => (kind === 'tender' && on ? [on] : []));
  return {
    tender: tenders.sort(compare)[0],
    evaluation: card.tender_deadline,
    standstill: card.award?.notified_on,
    implementation: card.contract?.signed || card.contract?.start,
  };
}

/** When a gate before a stage was opened. */
function decidedOn(gates: readonly Gate[], card: Card, stage: string): Day | undefined {
  const before = gates.filter((gate) => gate.lane === card.lane && gate.stage === stage).map(({ id }) => id);
  const opened = (card.decisions ?? []).filter((verdict) => before.includes(verdict.gate) && opens(verdict));
  return opened.flatMap(({ on }) => (on ? [on] : [])).sort(compare)[0];
}
