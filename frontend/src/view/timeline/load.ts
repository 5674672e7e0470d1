import { waits } from '../../board/pace/balance.ts';
import { done, inWork, type Portfolio } from '../../board/pace/portfolio.ts';
import { nextQuarter, quarterOf, quartersBetween } from '../../board/pace/quarter.ts';
import type { Card, CardID, Day, LaneKey, PersonID, Quarter } from '../../board/types.ts';

/** What each quarter carries, against the limits of the board. */

/** What a lane carries in a quarter. */
export interface LaneLoad {
  /** In the board's order, those that wait left out. */
  readonly cards: readonly CardID[];
  readonly waiting: readonly CardID[];
  /** People. */
  readonly effort: number;
  /** Most cards there should be; 0 for none. */
  readonly limit: number;
  /** How many cards there are beyond the limit. */
  readonly over: number;
}

/** Somebody who has more cards in a quarter than the board's limit for owners. */
export interface BusyOwner {
  readonly owner: PersonID;
  readonly cards: number;
  readonly limit: number;
}

export interface QuarterLoad {
  readonly quarter: Quarter;
  readonly lanes: Readonly<Record<LaneKey, LaneLoad>>;
  /** The busiest first. */
  readonly owners: readonly BusyOwner[];
}

/** The first and the last day of a card on the timeline; undefined for one that has no place on it. */
export type SpanOf = (card: Card) => { readonly from: Day; readonly until: Day } | undefined;

/**
 * What the quarters from one to another carry, each the cards whose time reaches into it. A quarter that is over
 * carried all of them. The running one carries what is in work, and as with every limit what waits for somebody
 * is not counted. A later one carries what is planned and not done already, ideas among them.
 */
export function loads(
  board: Portfolio,
  spanOf: SpanOf,
  from: Quarter,
  until: Quarter,
  today: Day,
): readonly QuarterLoad[] {
  const running = quarterOf(today);
  const tallies = quartersOf(from, until).map((quarter) => new Tally(quarter));
  for (const card of board.cards) {
    const span = spanOf(card);
    if (!span) continue;
    const first = Math.max(quartersBetween(from, quarterOf(span.from)), 0);
    const end = quartersBetween(from, quarterOf(span.until)) + 1;
    const [working, over] = [inWork(board, card), done(board, card)];
    for (const tally of tallies.slice(first, Math.max(end, 0))) {
      const at = tally.quarter;
      if (at < running || (at === running ? working : !over)) tally.add(card, at === running && waits(card));
    }
  }
  return tallies.map((tally) => tally.load(board));
}

function quartersOf(from: Quarter, until: Quarter): readonly Quarter[] {
  const quarters: Quarter[] = [];
  for (let at = from; at <= until; at = nextQuarter(at)) quarters.push(at);
  return quarters;
}

/** The cards of one quarter while they are counted. */
class Tally {
  readonly quarter: Quarter;
  readonly #cards: Record<LaneKey, Card[]> = { marathon: [], sprint: [] };
  readonly #waiting: Record<LaneKey, CardID[]> = { marathon: [], sprint: [] };
  readonly #owners = new Map<PersonID, number>();

  constructor(quarter: Quarter) {
    this.quarter = quarter;
  }

  add(card: Card, waiting: boolean): void {
    if (waiting) {
      this.#waiting[card.lane].push(card.id);
      return;
    }
    this.#cards[card.lane].push(card);
    if (card.owner) this.#owners.set(card.owner, (this.#owners.get(card.owner) ?? 0) + 1);
  }

  load({ settings }: Pick<Portfolio, 'settings'>): QuarterLoad {
    const lane = (key: LaneKey) => this.#lane(key, settings.lane_limits[key]);
    const limit = settings.owner_limit;
    const owners = [...this.#owners]
      .filter(([, cards]) => limit > 0 && cards > limit)
      .map(([owner, cards]) => ({ owner, cards, limit }))
      .sort((a, b) => b.cards - a.cards);
    return { quarter: this.quarter, lanes: { marathon: lane('marathon'), sprint: lane('sprint') }, owners };
  }

  #lane(key: LaneKey, limit: number): LaneLoad {
    const cards = this.#cards[key];
    // Efforts have one decimal, which a sum of many would lose.
    const effort = Math.round(cards.reduce((sum, card) => sum + (card.effort ?? 0), 0) * 10) / 10;
    const over = limit > 0 ? Math.max(0, cards.length - limit) : 0;
    return { cards: cards.map(({ id }) => id), waiting: this.#waiting[key], effort, limit, over };
  }
}
