import type { Board } from '../board.ts';
import type { Body, Card, CardID, Gate, Lane, LaneKey, Settings, StageID, Unit } from '../types.ts';
import type { Holidays } from './calendar.ts';

/** By what a card is told where it stands: the stages and rules of its board, the holidays of its country. */
export interface Rules {
  readonly lanes: readonly Lane[];
  readonly settings: Settings;
  readonly holidays: Holidays;
}

/** All of a board that its clocks are told from. */
export interface Portfolio extends Rules {
  readonly units: readonly Unit[];
  readonly gates: readonly Gate[];
  readonly bodies: readonly Body[];
  /** In lane, stage and rank order. */
  readonly cards: readonly Card[];
  readonly archive: readonly Card[];
}

/** A board as it is now, with the holidays of the country it has chosen. */
export function portfolio(board: Board, holidays: Holidays): Portfolio {
  const { lanes, settings, units, gates, bodies } = board;
  const cards = lanes.flatMap(({ key, stages }) =>
    stages.flatMap(({ id }) => board.order(key, id).map((card) => board.cards.get(card)!)),
  );
  const archive = [...board.archive].map((id) => board.cards.get(id)!);
  return { lanes, settings, holidays, units, gates, bodies, cards, archive };
}

export type At = Pick<Card, 'lane' | 'stage'>;

const stagesOf = (rules: Pick<Rules, 'lanes'>, lane: LaneKey) =>
  rules.lanes.find((l) => l.key === lane)?.stages ?? [];

/** Where in its lane a stage is; -1 when it is nowhere. */
export function orderOf(rules: Pick<Rules, 'lanes'>, lane: LaneKey, stage: StageID): number {
  return stagesOf(rules, lane).findIndex((s) => s.id === stage);
}

/** What the stage a card lies in means; empty for a stage of people's own. */
export function keyOf(rules: Pick<Rules, 'lanes'>, { lane, stage }: At): string {
  return stagesOf(rules, lane).find((s) => s.id === stage)?.key ?? '';
}

/** Whether a card lies in the stage of a key, or behind it. */
export function reached(rules: Pick<Rules, 'lanes'>, { lane, stage }: At, key: string): boolean {
  const stages = stagesOf(rules, lane);
  const at = stages.findIndex((s) => s.key === key);
  return at >= 0 && stages.findIndex((s) => s.id === stage) >= at;
}

/** Whether a pilot is scaled, adopted or stopped. One that is extended goes on. */
export function decided(rules: Pick<Rules, 'lanes'>, card: Card): boolean {
  if (card.lane !== 'sprint') return false;
  return reached(rules, card, 'decided') || (card.outcome !== undefined && card.outcome !== 'extend');
}

/** Whether the work on a card is over. */
export function done(rules: Pick<Rules, 'lanes'>, card: Card): boolean {
  if (card.lane === 'sprint') return decided(rules, card);
  return reached(rules, card, 'closed') || card.final_status !== undefined;
}

/** Whether a card is more than an idea and not done yet. */
export function inWork(rules: Pick<Rules, 'lanes'>, card: Card): boolean {
  const key = keyOf(rules, card);
  return key !== 'need' && key !== 'proposed' && !done(rules, card);
}

/** Whether there will be no contract. */
export const cameToNothing = ({ final_status }: Card): boolean =>
  final_status === 'cancelled' || final_status === 'unsuccessful';

export const byID = (cards: readonly Card[]): ReadonlyMap<CardID, Card> =>
  new Map(cards.map((card) => [card.id, card]));
