import type { Card, CardID, Day, Quarter } from '../types.ts';
import { compare, daysBetween } from './days.ts';
import { cameToNothing, decided, keyOf, reached, type Rules } from './portfolio.ts';
import { inPlaceBy, isQuarter, lastDay, weeksLeft } from './quarter.ts';
import { standstill } from './standstill.ts';

/** What the face of a card shows of the two clocks. */

/** Where a sprint card stands on a day; the server says the same (`pace.PilotState`). */
export interface PilotState {
  readonly card: CardID;
  readonly state: 'unplanned' | 'on_track' | 'at_risk' | 'late' | 'in_place' | 'past' | 'decided';
  /** Empty when none is set. */
  readonly quarter: Quarter;
  /** The quarter's last working day. */
  readonly in_place_by: Day;
  /** When it came into use; empty when it has not or nobody knows. */
  readonly in_place_on: Day;
  readonly in_time: boolean;
  /** Whole weeks until it is to be in place. */
  readonly weeks_left: number;
  /** How often it was taken over a quarter's end. */
  readonly carried: number;
  /** It has been extended, which is done once. */
  readonly extended: boolean;
}

export function pilotState(rules: Rules, card: Card, on: Day): PilotState {
  const quarter = isQuarter(card.quarter) ? card.quarter : '';
  const by = quarter && inPlaceBy(rules.holidays, quarter);
  const inPlaceOn = inPlaceSince(rules, card, on);
  const left = quarter ? weeksLeft(rules.holidays, quarter, on) : 0;
  return {
    card: card.id,
    state: stateOf(rules, card, on, { quarter, by, left, inPlaceOn }),
    quarter,
    in_place_by: by,
    in_place_on: inPlaceOn,
    in_time: inPlaceOn !== '' && quarter !== '' && inPlaceOn <= by,
    weeks_left: left,
    carried: card.carried?.length ?? 0,
    extended: (card.extended?.length ?? 0) > 0,
  };
}

type Times = { quarter: Quarter; by: Day; left: number; inPlaceOn: Day };

function stateOf(
  rules: Rules,
  card: Card,
  on: Day,
  { quarter, by, left, inPlaceOn }: Times,
): PilotState['state'] {
  if (decided(rules, card)) return 'decided';
  if (!quarter) return 'unplanned';
  if (on > lastDay(quarter)) return 'past';
  if (inPlaceOn || reached(rules, card, 'running')) return 'in_place';
  if (on > by) return 'late';
  return left < rules.settings.at_risk_weeks ? 'at_risk' : 'on_track';
}

/** Since when a pilot has been in use on a day. */
function inPlaceSince(rules: Rules, card: Card, on: Day): Day {
  const day = card.in_place_on || (keyOf(rules, card) === 'running' ? card.since.slice(0, 10) : '');
  return day > on ? '' : day;
}

/** Days the planned end is later than the baseline; fewer than 0 when earlier, none where one is not set. */
export function slip({ baseline_end, end }: Card): number | undefined {
  return baseline_end && end ? daysBetween(baseline_end, end) : undefined;
}

/** A day that law or contract gives a meaning. */
export interface LegalDate {
  readonly card: CardID;
  readonly on: Day;
  readonly kind: (typeof legalKinds)[number];
  /** The option to decide, else empty. */
  readonly option: string;
}

/** Which of several dates on one day comes first. */
const legalKinds = [
  'tender_deadline',
  'standstill_end',
  'earliest_signing',
  'option_decide_by',
  'contract_end',
] as const;

/** The legal dates of a card, in order: none of what came to nothing, no standstill of a signed contract. */
export function legalDates(rules: Rules, card: Card): readonly LegalDate[] {
  if (card.lane !== 'marathon' || cameToNothing(card)) return [];
  const award = card.contract?.signed
    ? undefined
    : standstill(rules.settings.country, rules.holidays, card.award);
  const open = (card.options ?? []).filter((option) => !option.used);
  const dates: [LegalDate['kind'], Day | undefined, string?][] = [
    ['tender_deadline', card.tender_deadline],
    ['standstill_end', award?.end],
    ['earliest_signing', award?.earliest_signing],
    ...open.map(({ id, decide_by }): [LegalDate['kind'], Day | undefined, string] => [
      'option_decide_by',
      decide_by,
      id,
    ]),
    ['contract_end', contractEnd(card)],
  ];
  return dates
    .flatMap(([kind, on, option = '']) => (on ? [{ card: card.id, on, kind, option }] : []))
    .sort(byDay);
}

export function byDay(a: LegalDate, b: LegalDate): number {
  const kind = ({ kind }: LegalDate) => legalKinds.indexOf(kind);
  return compare(a.on, b.on) || kind(a) - kind(b) || compare(a.card, b.card);
}

/** The next legal date of a card from a day on. */
export function nextLegalDate(rules: Rules, card: Card, on: Day): LegalDate | undefined {
  return legalDates(rules, card).find((date) => date.on >= on);
}

/** When a contract ends, options that are used included. */
export function contractEnd({ contract, options }: Card): Day | undefined {
  const used = (options ?? []).filter((option) => option.used === 'yes');
  return contract?.end && used.reduce((end, { until = '' }) => (until > end ? until : end), contract.end);
}

/** For how many days a card has waited for somebody on a day; 0 when nobody knows. */
export function waited({ waiting_for }: Card, on: Day): number {
  return waiting_for?.since ? Math.max(0, daysBetween(waiting_for.since, on)) : 0;
}
