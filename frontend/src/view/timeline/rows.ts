import type { Card, CardID, LaneKey } from '../../board/types.ts';
import { cellsOf, rowOf, rowsOf, type Registers } from '../group/grouping.ts';
import type { Grouping } from '../board/filter.svelte.ts';
import type { Plan } from './plan.ts';

/** The rows of a timeline, from top to bottom. */

/** A card that has a place in time. */
export interface CardRow {
  readonly kind: 'card';
  readonly id: CardID;
  readonly card: Card;
  readonly plan: Plan;
}

export interface GroupRow {
  readonly kind: 'group';
  readonly id: string;
  /** Empty for the cards without a value. */
  readonly name: string;
  /** The lane it stands for, where nothing else divides the cards. */
  readonly lane?: LaneKey;
  readonly count: number;
  readonly folded: boolean;
}

export type Row = CardRow | GroupRow;

/** What decides in which order the cards of a group come: see `Places`. */
export type Order = (a: CardRow, b: CardRow) => number;

const lanes: readonly LaneKey[] = ['marathon', 'sprint'];

/** The rows of some cards: by lane, or by what they are grouped by and then by lane. Groups without cards are left out. */
export function rowsFor(
  cards: readonly CardRow[],
  by: Grouping | undefined,
  registers: Registers,
  order: Order,
  isFolded: (group: string) => boolean,
): readonly Row[] {
  const rows: Row[] = [];
  const add = (group: Omit<GroupRow, 'kind' | 'count' | 'folded'>, members: readonly CardRow[]) => {
    if (!members.length) return;
    const folded = isFolded(group.id);
    rows.push({ kind: 'group', ...group, count: members.length, folded });
    if (!folded) rows.push(...members);
  };
  for (const { id, name, lane, members } of groupsOf(cards, by, registers))
    add({ id, name, ...(lane && { lane }) }, members.toSorted(order));
  return rows;
}

interface Group extends Pick<GroupRow, 'id' | 'name'> {
  readonly lane?: LaneKey;
  readonly members: readonly CardRow[];
}

function groupsOf(
  cards: readonly CardRow[],
  by: Grouping | undefined,
  registers: Registers,
): readonly Group[] {
  const ofLane = (lane: LaneKey, among: readonly CardRow[]) => among.filter(({ card }) => card.lane === lane);
  if (!by) return lanes.map((lane) => ({ id: `lane:${lane}`, name: '', lane, members: ofLane(lane, cards) }));
  const known = new Map(cards.map((one) => [one.card.id, one]));
  const records = cards.map(({ card }) => card);
  const cells = cellsOf([...known.keys()], (id) => rowOf(by, known.get(id)!.card));
  return rowsOf(by, records, registers).map(({ key, name }) => {
    const here = (cells.get(key) ?? []).map((id) => known.get(id)!);
    return { id: `${by}:${key}`, name, members: lanes.flatMap((lane) => ofLane(lane, here)) };
  });
}

/**
 * Keeps rows where they are. Cards come in the order of their beginnings, those that are over last; a card has the
 * place that it had when it was first seen, so that a new plan moves its bar but not its row.
 */
export class Places {
  readonly #first = new Map<CardID, string>();

  readonly order: Order = (a, b) =>
    laneOrder(a) - laneOrder(b) || (this.#key(a) < this.#key(b) ? -1 : this.#key(a) > this.#key(b) ? 1 : 0);

  #key({ card, plan }: CardRow): string {
    let key = this.#first.get(card.id);
    if (key === undefined)
      this.#first.set(card.id, (key = `${plan.over ? 1 : 0} ${plan.from} ${plan.until} ${card.id}`));
    return key;
  }
}

const laneOrder = ({ card }: CardRow) => lanes.indexOf(card.lane);

/** How tall rows are, in CSS pixels. */
export interface Heights {
  readonly card: number;
  readonly group: number;
}

/** Where each row begins, and last where all end. */
export function topsOf(rows: readonly Row[], heights: Heights): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  rows.forEach(({ kind }, i) => (tops[i + 1] = tops[i]! + heights[kind]));
  return tops;
}

/** The rows, from the first until before the second, that lie between two heights. */
export function rowsBetween(
  tops: Float64Array,
  from: number,
  until: number,
): readonly [first: number, end: number] {
  const rows = tops.length - 1;
  const first = Math.min(Math.max(lastAt(tops, from), 0), rows);
  const end = Math.min(lastAt(tops, until) + 1, rows);
  return [first, Math.max(first, end)];
}

/** The row that lies at a height; undefined where none does. */
export function rowAt(rows: readonly Row[], tops: Float64Array, height: number): Row | undefined {
  return rows[lastAt(tops, height)];
}

/** The last of some growing numbers that is not above a limit; -1 when all are. */
function lastAt(numbers: Float64Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
