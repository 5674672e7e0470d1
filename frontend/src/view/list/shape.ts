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

type Value = string | number | undefined;

/** What a card is sorted by in a column. */
interface Key {
  readonly value: Value;
  /** The currency of money. */
  readonly currency: string;
}

/** Keys that have been told, by column and card: both are replaced when what they tell changes. */
const told = new WeakMap<Column, WeakMap<Card, Key>>();

function keysOf(column: Column): (card: Card) => Key {
  const known = told.get(column) ?? new WeakMap<Card, Key>();
  told.set(column, known);
  return (card) => {
    let found = known.get(card);
    if (!found) known.set(card, (found = keyOf(column, card)));
    return found;
  };
}

const keyOf = ({ sortKey, currency }: Column, card: Card): Key => ({
  value: sortKey(card),
  currency: currency?.(card) ?? '',
});

/** Orders the keys of a column; what is empty is last, whichever way. */
function comparer({ kind }: Column, down: boolean, collator: Intl.Collator): (a: Key, b: Key) => number {
  const texts = kind === 'day' || kind === 'quarter' ? compare : collator.compare;
  const way = down ? -1 : 1;
  return ({ value: a, currency }, { value: b, currency: other }) => {
    if (a === b && currency === other) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    if (currency !== other) return compare(currency, other);
    return typeof a === 'number' && typeof b === 'number' ? way * (a - b) : way * texts(String(a), String(b));
  };
}

const collators = new Map<string, Intl.Collator>();

function collatorOf(locale: string): Intl.Collator {
  let collator = collators.get(locale);
  if (!collator)
    collators.set(locale, (collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })));
  return collator;
}

/** A column that cards are sorted by. */
export interface Sorter {
  readonly column: Column;
  readonly down?: boolean;
}

/** A card with its place among all, which decides where its keys do not. */
interface Entry {
  readonly card: Card;
  readonly place: number;
}

/** More cards than this are sorted at once; fewer find each their place. */
const few = 32;

/**
 * Cards by several columns, the first being the first that counts; what is equal stays as it was. When `before` is what
 * came of it the last time, for the same sorters, locale and order of stages, only cards that are new or have changed
 * are looked at.
 */
export function sorted(
  cards: readonly Card[],
  sorts: readonly Sorter[],
  locale: string,
  before: readonly Card[] = [],
): readonly Card[] {
  if (!sorts.length) return cards;
  const order = ordering(sorts, locale);
  const left = new Map(cards.map((card, place): [Card, Entry] => [card, { card, place }]));
  const ordered = before.flatMap((card) => {
    const entry = left.get(card);
    left.delete(card);
    return entry ?? [];
  });
  const fresh = [...left.values()];
  if (fresh.length > few) return [...ordered, ...fresh].sort(order).map(({ card }) => card);
  for (const entry of fresh) ordered.splice(placeAmong(ordered, entry, order), 0, entry);
  return ordered.map(({ card }) => card);
}

function ordering(sorts: readonly Sorter[], locale: string): (a: Entry, b: Entry) => number {
  const collator = collatorOf(locale);
  const columns = sorts.map(({ column, down = false }) => ({
    key: keysOf(column),
    order: comparer(column, down, collator),
  }));
  return (a, b) => {
    for (const { key, order } of columns) {
      const found = order(key(a.card), key(b.card));
      if (found) return found;
    }
    return a.place - b.place;
  };
}

/** Where an entry belongs among ordered ones. */
function placeAmong(ordered: readonly Entry[], entry: Entry, order: (a: Entry, b: Entry) => number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(ordered[middle]!, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
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
