import { compare } from '../../board/pace/days.ts';
import type { Budget, Card, CardID } from '../../board/types.ts';
import type { Column } from './column.ts';

/** The list as it is shown: its columns, and its rows in their order. */
export interface Shape {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** A card, or the head of a group with the sums of its cards. */
export type Row = CardRow | GroupRow;

export interface CardRow {
  readonly kind: 'card';
  /** Unique among the rows: the card's id. */
  readonly key: CardID;
  readonly card: Card;
}

export interface GroupRow {
  readonly kind: 'group';
  /** Unique among the rows: `group:` and the group's own key. */
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly folded: boolean;
  readonly sums: Sums;
}

/** Of the columns that are summed, by their ids. */
export type Sums = ReadonlyMap<string, readonly Budget[]>;

/** A column that the list is sorted by. */
export interface Sort {
  readonly column: string;
  readonly down?: boolean;
}

/** A group of cards: the key it is folded by, and what it is called. */
export interface Group {
  readonly key: string;
  readonly name: string;
}

/** By what the cards are grouped: the groups in their order, and to which a card belongs. */
export interface Groups {
  readonly all: readonly Group[];
  readonly of: (card: Card) => string;
}

type Key = string | number | undefined;

/** Keys that have been told, by column and card: both are replaced when what they tell changes. */
const told = new WeakMap<Column, WeakMap<Card, { readonly key: Key }>>();

function keysOf(column: Column): (card: Card) => Key {
  const known = told.get(column) ?? new WeakMap<Card, { readonly key: Key }>();
  told.set(column, known);
  return (card) => {
    let found = known.get(card);
    if (!found) known.set(card, (found = { key: column.sortKey(card) }));
    return found.key;
  };
}

/** Orders the keys of a column; what is empty is last, whichever way. */
function comparer({ kind }: Column, down: boolean, collator: Intl.Collator): (a: Key, b: Key) => number {
  const texts = kind === 'day' || kind === 'quarter' ? compare : collator.compare;
  const way = down ? -1 : 1;
  return (a, b) => {
    if (a === b) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return typeof a === 'number' && typeof b === 'number' ? way * (a - b) : way * texts(String(a), String(b));
  };
}

/** A column that cards are sorted by. */
export interface Sorter {
  readonly column: Column;
  readonly down?: boolean;
}

/**
 * Cards by several columns, the first being the first that counts; what is equal stays as it was. Sorting anew is
 * quick when `last` tells how they were sorted before.
 */
export function sorted(
  cards: readonly Card[],
  sorts: readonly Sorter[],
  locale: string,
  last: readonly CardID[] = [],
): readonly Card[] {
  if (!sorts.length) return cards;
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const orders = sorts.map(({ column, down = false }) => comparer(column, down, collator));
  const keys = sorts.map(({ column }) => keysOf(column));
  const all = cards.map((card, place) => ({ card, place, keys: keys.map((key) => key(card)) }));
  const ordered = last.length ? asBefore(all, last) : all;
  ordered.sort((a, b) => {
    for (let at = 0; at < orders.length; at++) {
      const order = orders[at]!(a.keys[at], b.keys[at]);
      if (order) return order;
    }
    return a.place - b.place;
  });
  return ordered.map(({ card }) => card);
}

/** In an order of before, and behind it what is new. */
function asBefore<Entry extends { readonly card: Card }>(
  all: readonly Entry[],
  last: readonly CardID[],
): Entry[] {
  const left = new Map(all.map((entry) => [entry.card.id, entry]));
  const known = last.flatMap((id) => {
    const entry = left.get(id);
    left.delete(id);
    return entry ? [entry] : [];
  });
  return [...known, ...left.values()];
}

/** The sums of columns over cards, each currency and unit by itself; columns without any are left out. */
export function sumsOf(columns: readonly Column[], cards: readonly Card[]): Sums {
  const sums = new Map<string, readonly Budget[]>();
  for (const { id, amounts } of columns) {
    const by = new Map<string, number>();
    for (const card of amounts ? cards : [])
      for (const { amount, currency } of amounts!(card)) by.set(currency, (by.get(currency) ?? 0) + amount);
    if (by.size)
      sums.set(
        id,
        [...by].map(([currency, amount]) => ({ currency, amount: exact(amount) })),
      );
  }
  return sums;
}

/** Without what adding tenths leaves behind. */
const exact = (sum: number) => Math.round(sum * 100) / 100;

/** How rows are made of cards. */
export interface Rowing {
  readonly columns: readonly Column[];
  readonly groups?: Groups | undefined;
  /** The keys of the groups whose cards are hidden. */
  readonly folded?: ReadonlySet<string>;
  /** The card as it is shown, when it is sorted by what it was. */
  readonly now?: (card: Card) => Card;
}

/** The row of each card, one for as long as the card does not change. */
const made = new WeakMap<Card, CardRow>();

function rowOf(card: Card): CardRow {
  let row = made.get(card);
  if (!row) made.set(card, (row = { kind: 'card', key: card.id, card }));
  return row;
}

/** The rows of cards in their order: all of them, or below the heads of their groups. Empty groups have none. */
export function rowsOf(cards: readonly Card[], rowing: Rowing): readonly Row[] {
  const { columns, groups, folded, now = (card) => card } = rowing;
  if (!groups) return cards.map((card) => rowOf(now(card)));
  const members = new Map<string, Card[]>(groups.all.map(({ key }) => [key, []]));
  for (const card of cards) members.get(groups.of(card))?.push(now(card));
  return groups.all.flatMap(({ key, name }): Row[] => {
    const cards = members.get(key)!;
    if (!cards.length) return [];
    const head: GroupRow = {
      kind: 'group',
      key: groupKey(key),
      name,
      count: cards.length,
      folded: folded?.has(key) ?? false,
      sums: sumsOf(columns, cards),
    };
    return head.folded ? [head] : [head, ...cards.map(rowOf)];
  });
}

/** The key of the row that heads a group. */
const groupKey = (group: string) => `group:${group}`;

/** The group that a row heads. */
export const groupOf = ({ key }: GroupRow): string => key.slice(groupKey('').length);
