import { nextLegalDate, pilotState, slip, type LegalDate } from '../../board/pace/face.ts';
import type { Rules } from '../../board/pace/portfolio.ts';
import type { Card, Day, Gate } from '../../board/types.ts';
import { opens, verdictAt } from '../../board/needs.ts';
import { daysBetween, longDay } from '../dates.ts';
import { quarterName } from '../pace/quarters.ts';
import { currentLocale, t } from '../words.svelte.ts';

/** What a card's face says of the two clocks: its quarter, or the days that law and contract set. */
export interface Tick {
  readonly tone?: 'danger' | 'warn' | 'ok';
  readonly icon: 'calendar' | 'clock' | 'flag' | 'check';
  readonly text: string;
}

/** How many days ahead a legal date is shown. */
const soon = 90;

/** What time says of the card today; at most three things. */
export function ticksOf(rules: Rules, gates: readonly Gate[], card: Card, on: Day): Tick[] {
  const ticks = card.lane === 'sprint' ? pilotTicks(rules, card, on) : marathonTicks(rules, card, on);
  return [...ticks, ...gateTicks(rules, gates, card)];
}

function pilotTicks(rules: Rules, card: Card, on: Day): Tick[] {
  const pilot = pilotState(rules, card, on);
  if (!pilot.quarter || pilot.state === 'decided') return [];
  const quarter = quarterName(pilot.quarter);
  const weeks = pilot.weeks_left;
  const ticks: Readonly<Record<typeof pilot.state, Tick | undefined>> = {
    unplanned: undefined,
    on_track: { icon: 'calendar', text: t.card.quarterLeft({ quarter, weeks }) },
    in_place: { icon: 'check', tone: 'ok', text: t.card.inPlace({ quarter }) },
    at_risk: { icon: 'flag', tone: 'warn', text: t.card.quarterAtRisk({ quarter, weeks }) },
    late: { icon: 'flag', tone: 'danger', text: t.card.quarterLate({ quarter }) },
    past: { icon: 'flag', tone: 'danger', text: t.card.quarterPast({ quarter }) },
  };
  const tick = ticks[pilot.state];
  const carried: Tick = { icon: 'clock', tone: 'warn', text: t.card.carried({ count: pilot.carried }) };
  return [...(tick ? [tick] : []), ...(pilot.carried ? [carried] : [])];
}

function marathonTicks(rules: Rules, card: Card, on: Day): Tick[] {
  const next = nextLegalDate(rules, card, on);
  const days = slip(card) ?? 0;
  const ticks: Tick[] = [];
  if (next && daysBetween(on, next.on) <= soon)
    ticks.push({ icon: 'calendar', text: legalText(next.kind, longDay(next.on, currentLocale())) });
  if (days > 0) ticks.push({ icon: 'clock', tone: 'warn', text: t.card.slip({ days }) });
  return ticks;
}

/** A legal date in words. */
export function legalText(kind: LegalDate['kind'], date: string): string {
  switch (kind) {
    case 'tender_deadline':
      return t.card.tenderDeadline({ date });
    case 'standstill_end':
      return t.card.standstillEnd({ date });
    case 'earliest_signing':
      return t.card.earliestSigning({ date });
    case 'option_decide_by':
      return t.card.optionDecideBy({ date });
    case 'contract_end':
      return t.card.contractEnd({ date });
  }
}

/** What became of the last gate that the card has gone past without an approval, if that is on record. */
function gateTicks(rules: Rules, gates: readonly Gate[], card: Card): Tick[] {
  const stages = rules.lanes.find(({ key }) => key === card.lane)?.stages.map(({ id }) => id) ?? [];
  const here = stages.indexOf(card.stage);
  const behind = gates.filter((gate) => {
    const at = stages.indexOf(gate.stage);
    return gate.lane === card.lane && !gate.removed && at >= 0 && at <= here;
  });
  const open = behind.filter((gate) => !opens(verdictAt(card, gate.id)));
  if (open.some((gate) => verdictAt(card, gate.id)?.outcome === 'pending'))
    return [{ icon: 'flag', tone: 'warn', text: t.card.decisionPending() }];
  const passed = card.passes?.some(({ gates = [] }) =>
    gates.some((id) => open.some((gate) => gate.id === id)),
  );
  return passed ? [{ icon: 'flag', tone: 'warn', text: t.card.passedAnyway() }] : [];
}
