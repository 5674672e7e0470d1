import { legalDates, type LegalDate } from '../../board/pace/face.ts';
import { contradictions, type Contradiction } from '../../board/pace/pairs.ts';
import { decided, type Portfolio, type Rules } from '../../board/pace/portfolio.ts';
import { quarterOf } from '../../board/pace/quarter.ts';
import type { Card, CardPatch, Command, Day } from '../../board/types.ts';
import { scheduleFields, scheduleOf, sameSchedule, type Schedule } from './schedule.ts';

/** What a new plan means for a card: what is asked before it is made, what no longer fits, and the commands of it. */

/** A card as it would be by a plan. What is empty is not there. */
export function plannedAs(card: Card, { start, end, quarter }: Schedule): Card {
  const { start: _s, end: _e, quarter: _q, ...rest } = card;
  return { ...rest, ...(start && { start }), ...(end && { end }), ...(quarter && { quarter }) };
}

/** Whether a pilot would leave a quarter that has begun, undecided: that is put on record, with a reason. */
export function leavesQuarter(
  rules: Pick<Rules, 'lanes'>,
  card: Card,
  schedule: Schedule,
  today: Day,
): boolean {
  const { quarter } = scheduleOf(card);
  if (!quarter || schedule.quarter <= quarter || decided(rules, card)) return false;
  return quarter <= quarterOf(today);
}

/** Whether a plan changes an end that was promised by a baseline. */
export const slipsBaseline = (card: Card, schedule: Schedule): boolean =>
  !!card.baseline_end && schedule.end !== (card.end ?? '');

/** Whether a reason is asked for. */
export const wantsReason = (
  rules: Pick<Rules, 'lanes'>,
  card: Card,
  schedule: Schedule,
  today: Day,
): boolean => slipsBaseline(card, schedule) || leavesQuarter(rules, card, schedule, today);

/** A legal date that stays where it is and does not fit a plan. */
export interface Misfit {
  readonly date: LegalDate;
  /** Before the plan starts; after it ends; or, for the end of a contract, before the plan ends. */
  readonly how: 'before_start' | 'after_end' | 'before_end';
}

/**
 * The legal dates that do not fit a plan. Tender, standstill and signing belong between its start and end. Contracts
 * and their options reach beyond it, so these are out of place only before it starts, or when a contract ends while
 * the work still goes on.
 */
export function misfits(rules: Rules, card: Card, schedule: Schedule): readonly Misfit[] {
  return legalDates(rules, card).flatMap((date): Misfit[] => {
    const how = misfit(date, schedule);
    return how ? [{ date, how }] : [];
  });
}

function misfit({ kind, on }: LegalDate, { start, end }: Schedule): Misfit['how'] | undefined {
  if (start && on < start) return 'before_start';
  if (kind === 'contract_end') return end && on < end ? 'before_end' : undefined;
  return end && on > end && kind !== 'option_decide_by' ? 'after_end' : undefined;
}

/** What a plan makes of the dates around a card. */
export interface Meaning {
  readonly misfits: readonly Misfit[];
  /** Those that fit until now. */
  readonly news: readonly Misfit[];
  /** Contradictions of pairs that the plan brings about. */
  readonly begun: readonly Contradiction[];
  /** Contradictions that it ends. */
  readonly ended: readonly Contradiction[];
}

export function meaningOf(board: Portfolio, card: Card, schedule: Schedule): Meaning {
  const now = scheduleOf(card);
  const then = plannedAs(card, schedule);
  const before = misfits(board, card, now);
  const all = misfits(board, then, schedule);
  const had = around(board, card);
  const has = around(
    { ...board, cards: board.cards.map((other) => (other.id === card.id ? then : other)) },
    card,
  );
  return {
    misfits: all,
    news: all.filter(({ date, how }) => !before.some((b) => b.how === how && alike(b.date, date))),
    begun: has.filter((one) => !had.some((other) => sameConflict(one, other))),
    ended: had.filter((one) => !has.some((other) => sameConflict(one, other))),
  };
}

const alike = (a: LegalDate, b: LegalDate) => a.kind === b.kind && a.on === b.on && a.option === b.option;

const around = (board: Portfolio, { id }: Card) =>
  contradictions(board).filter(({ card, other }) => card === id || other === id);

const sameConflict = (a: Contradiction, b: Contradiction) =>
  a.kind === b.kind && a.card === b.card && a.other === b.other;

/** How a pilot leaves its quarter: without a decision, or by one. */
export type Leaving = 'carry' | 'extend';

/** The commands of a plan, to be one step; none when it is the card's own. */
export function replanCommands(
  card: Card,
  schedule: Schedule,
  { leaving, reason = '' }: { readonly leaving?: Leaving | undefined; readonly reason?: string } = {},
): readonly Command[] {
  const now = scheduleOf(card);
  if (sameSchedule(now, schedule)) return [];
  const why = reason.trim();
  const later: Command[] = leaving
    ? [{ cmd: `card.${leaving}`, card: card.id, quarter: schedule.quarter, reason: why }]
    : [];
  const fields = scheduleFields.filter(
    (field) => schedule[field] !== now[field] && !(leaving && field === 'quarter'),
  );
  if (fields.length === 0) return later;
  const set: CardPatch = Object.fromEntries(fields.map((field) => [field, schedule[field]]));
  const said = why && slipsBaseline(card, schedule) ? { reason: why } : {};
  return [...later, { cmd: 'card.change', card: card.id, set, ...said }];
}
