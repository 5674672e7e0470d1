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

/** Cards by several columns, the first being the first that counts; what is equal stays as it was. */
export function sorted(
  cards: readonly Card[],
  sorts: readonly { readonly column: Column; readonly down?: boolean }[],
  locale: string,
): readonly Card[] {
  if (!sorts.length) return cards;
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const orders = sorts.map(({ column, down = false }) => comparer(column, down, collator));
  const keyed = cards.map((card) => ({ card, keys: sorts.map(({ column }) => column.sortKey(card)) }));
  keyed.sort((a, b) => {
    for (let at = 0; at < orders.length; at++) {
      const order = orders[at]!(a.keys[at], b.keys[at]);
      if (order) return order;
    }
    return 0;
  });
  return keyed.map(({ card }) => card);
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

/** The rows of cards in their order: all of them, or below the heads of their groups. Empty groups have none. */
export function rowsOf(
  cards: readonly Card[],
  columns: readonly Column[],
  groups?: Groups,
  folded: ReadonlySet<string> = new Set(),
): readonly Row[] {
  const row = (card: Card): CardRow => ({ kind: 'card', key: card.id, card });
  if (!groups) return cards.map(row);
  const members = new Map<string, Card[]>(groups.all.map(({ key }) => [key, []]));
  for (const card of cards) members.get(groups.of(card))?.push(card);
  return groups.all.flatMap(({ key, name }): Row[] => {
    const cards = members.get(key)!;
    if (!cards.length) return [];
    const closed = folded.has(key);
    const sums = sumsOf(columns, cards);
    const head: GroupRow = {
      kind: 'group',
      key: `group:${key}`,
      name,
      count: cards.length,
      folded: closed,
      sums,
    };
    return closed ? [head] : [head, ...cards.map(row)];
  });
}
