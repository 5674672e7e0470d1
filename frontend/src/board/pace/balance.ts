import type { Budget, Card, LaneKey, PersonID, StageID, UnitID } from '../types.ts';
import { compare } from './days.ts';
import { inWork, type Portfolio } from './portfolio.ts';

/** How many cards are somewhere, against a limit. Cards that wait for somebody leave the count. */
export interface Count {
  readonly cards: number;
  readonly waiting: number;
  /** 0 for none. */
  readonly limit: number;
  readonly over: boolean;
}

/** What some cards take: people, and money by currency. */
export interface Load {
  readonly cards: number;
  readonly effort: number;
  /** One for each currency, by its code. */
  readonly money: readonly Budget[];
}

/** What lies in a stage. */
export interface StageLoad {
  readonly lane: LaneKey;
  readonly stage: StageID;
  readonly count: Count;
  readonly load: Load;
}

/** What is in work in a lane: no ideas (need, proposed), and nothing that is done. */
export interface LaneLoad {
  readonly lane: LaneKey;
  readonly count: Count;
  readonly load: Load;
}

/** What a person has in work, in both lanes. */
export interface OwnerLoad {
  readonly owner: PersonID;
  readonly marathon: number;
  readonly sprint: number;
  readonly count: Count;
}

/** What a unit has in work in each lane; the unit is empty for cards without one. */
export interface UnitLoad {
  readonly unit: UnitID;
  readonly marathon: Load;
  readonly sprint: Load;
}

/** How something is divided between the lanes. Per cent; -1 where there is nothing to divide, an aim of 0 is none. */
export interface Share {
  readonly marathon: number;
  readonly sprint: number;
  readonly share: number;
  readonly aim: number;
}

export type MoneyShare = Share & { readonly currency: string };

/** What lies on a board, and how it is divided. */
export interface Balance {
  readonly stages: readonly StageLoad[];
  readonly lanes: readonly LaneLoad[];
  readonly owners: readonly OwnerLoad[];
  readonly units: readonly UnitLoad[];
  readonly people: Share;
  readonly money: readonly MoneyShare[];
  readonly cards: Share;
}

export const waits = ({ waiting_for }: Card): boolean => waiting_for !== undefined;

export function balance(board: Portfolio): Balance {
  const busy = board.cards.filter((card) => inWork(board, card));
  const marathon = load(busy.filter((card) => card.lane === 'marathon'));
  const sprint = load(busy.filter((card) => card.lane === 'sprint'));
  const aim = board.settings.balance;
  return {
    stages: stageLoads(board),
    lanes: laneLoads(board, busy),
    owners: ownerLoads(board, busy),
    units: unitLoads(board, busy),
    people: share(marathon.effort, sprint.effort, aim.people),
    money: moneyShares(marathon.money, sprint.money, aim.money),
    cards: share(marathon.cards, sprint.cards, aim.cards),
  };
}

export function count(cards: readonly Card[], limit = 0): Count {
  const waiting = cards.filter(waits).length;
  const counted = cards.length - waiting;
  return { cards: counted, waiting, limit, over: limit > 0 && counted > limit };
}

export function load(cards: readonly Card[]): Load {
  const sums = new Map<string, number>();
  let effort = 0;
  for (const card of cards) {
    effort += card.effort ?? 0;
    const { amount, currency } = moneyOf(card) ?? { amount: 0, currency: '' };
    if (currency) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  const money = [...sums].map(([currency, amount]) => ({ amount, currency }));
  return { cards: cards.length, effort, money: money.sort((a, b) => compare(a.currency, b.currency)) };
}

/** A card's budget, or what a pilot without one costs. */
function moneyOf({ lane, budget, cost }: Card): Budget | undefined {
  return budget ?? (lane === 'sprint' ? cost : undefined);
}

function share(marathon: number, sprint: number, aim: number): Share {
  const all = marathon + sprint;
  return { marathon, sprint, share: all > 0 ? Math.floor((100 * marathon) / all + 0.5) : -1, aim };
}

function moneyShares(
  marathon: readonly Budget[],
  sprint: readonly Budget[],
  aim: number,
): readonly MoneyShare[] {
  const currencies = [...new Set([...marathon, ...sprint].map(({ currency }) => currency))].sort(compare);
  const amount = (sums: readonly Budget[], currency: string) =>
    sums.find((sum) => sum.currency === currency)?.amount ?? 0;
  return currencies.map((currency) => ({
    currency,
    ...share(amount(marathon, currency), amount(sprint, currency), aim),
  }));
}

function stageLoads({ lanes, cards }: Portfolio): readonly StageLoad[] {
  const here = groups(cards, ({ lane, stage }) => `${lane}/${stage}`);
  return lanes.flatMap(({ key, stages }) =>
    stages.map(({ id, limit }) => {
      const inStage = here.get(`${key}/${id}`) ?? [];
      return { lane: key, stage: id, count: count(inStage, limit), load: load(inStage) };
    }),
  );
}

function laneLoads({ lanes, settings }: Portfolio, busy: readonly Card[]): readonly LaneLoad[] {
  return lanes.map(({ key }) => {
    const inLane = busy.filter((card) => card.lane === key);
    return { lane: key, count: count(inLane, settings.lane_limits[key]), load: load(inLane) };
  });
}

function ownerLoads({ settings }: Portfolio, busy: readonly Card[]): readonly OwnerLoad[] {
  const owned = groups(busy, ({ owner = '' }) => owner);
  owned.delete('');
  return [...owned]
    .sort(([a], [b]) => compare(a, b))
    .map(([owner, cards]) => {
      const marathon = cards.filter((card) => card.lane === 'marathon').length;
      const sprint = cards.length - marathon;
      return { owner, marathon, sprint, count: count(cards, settings.owner_limit) };
    });
}

function unitLoads({ units }: Portfolio, busy: readonly Card[]): readonly UnitLoad[] {
  const known = new Set(units.map(({ id }) => id));
  const theirs = groups(busy, ({ unit = '' }) => (known.has(unit) ? unit : ''));
  return [...known, ''].flatMap((unit) => {
    const cards = theirs.get(unit) ?? [];
    const of = (lane: LaneKey) => load(cards.filter((card) => card.lane === lane));
    return cards.length > 0 ? [{ unit, marathon: of('marathon'), sprint: of('sprint') }] : [];
  });
}

function groups(cards: readonly Card[], by: (card: Card) => string): Map<string, Card[]> {
  const found = new Map<string, Card[]>();
  for (const card of cards) {
    const group = found.get(by(card));
    if (group) group.push(card);
    else found.set(by(card), [card]);
  }
  return found;
}
