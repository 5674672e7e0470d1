import { expect, test } from 'vitest';
import type { Card } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { rowsOf, sorted, sumsOf } from './shape.ts';
import { budget, column, title } from './testing.ts';

const end = column({ id: 'end', kind: 'day', sortKey: ({ end }) => end });
const effort = column({
  id: 'effort',
  kind: 'number',
  sortKey: ({ effort }) => effort,
  amounts: ({ effort }) => (effort ? [{ amount: effort, currency: '' }] : []),
});

const sek = (amount: number) => ({ amount, currency: 'SEK' });
const cards: readonly Card[] = [
  card('Öl', 'a0', { end: '2027-03-01', unit: 'it', effort: 0.1 }),
  card('Zon', 'a1', { end: '2026-12-01', budget: sek(200), unit: 'it', effort: 0.2 }),
  card('Ask', 'a2', { budget: sek(100), unit: 'data' }),
  card('Bok', 'a3', { end: '2027-03-01', budget: { amount: 5, currency: 'EUR' }, unit: 'it' }),
];
const ids = (list: readonly Card[]) => list.map(({ id }) => id);

test('texts are sorted by the alphabet of the reader, days by the calendar, and what is empty comes last', () => {
  expect(ids(sorted(cards, [{ column: title }], 'sv'))).toEqual(['Ask', 'Bok', 'Zon', 'Öl']);
  expect(ids(sorted(cards, [{ column: title }], 'en'))).toEqual(['Ask', 'Bok', 'Öl', 'Zon']);
  expect(ids(sorted(cards, [{ column: end }], 'sv'))).toEqual(['Zon', 'Öl', 'Bok', 'Ask']);
  expect(ids(sorted(cards, [{ column: end, down: true }], 'sv'))).toEqual(['Öl', 'Bok', 'Zon', 'Ask']);
});

test('what is equal by one column is sorted by the next, else it stays as it was', () => {
  expect(ids(sorted(cards, [{ column: end }, { column: title }], 'sv'))).toEqual(['Zon', 'Bok', 'Öl', 'Ask']);
  expect(ids(sorted(cards, [], 'sv'))).toEqual(ids(cards));
});

test('sorting anew looks for the places of what has changed, and comes to the same', () => {
  const sorts = [{ column: end }, { column: title }];
  const before = sorted(cards, sorts, 'sv');
  const changed = cards.map((card) => (card.id === 'Zon' ? { ...card, end: '2028-01-01' } : card));
  const more = [...changed, card('Ny', 'a4', { end: '2027-01-01' })];
  expect(ids(sorted(more, sorts, 'sv', before))).toEqual(['Ny', 'Bok', 'Öl', 'Zon', 'Ask']);
  const many = [...more, ...Array.from({ length: 40 }, (_, i) => card(`c${i}`, 'a5', { end: '2026-01-01' }))];
  expect(sorted(many, sorts, 'sv', before)).toEqual(sorted(many, sorts, 'sv'));
  expect(ids(sorted(cards.slice(0, 2), sorts, 'sv', before))).toEqual(['Zon', 'Öl']);
});

test('money is sorted within its currency, the currencies by their codes whichever way', () => {
  expect(ids(sorted(cards, [{ column: budget }], 'sv'))).toEqual(['Bok', 'Ask', 'Zon', 'Öl']);
  expect(ids(sorted(cards, [{ column: budget, down: true }], 'sv'))).toEqual(['Bok', 'Zon', 'Ask', 'Öl']);
});

test('each currency is summed by itself, and tenths stay tenths', () => {
  expect([...sumsOf([title, budget, effort], cards)]).toEqual([
    [
      'budget',
      [
        { currency: 'SEK', amount: 300 },
        { currency: 'EUR', amount: 5 },
      ],
    ],
    ['effort', [{ currency: '', amount: 0.3 }]],
  ]);
});

test('groups have their heads with counts and sums; a folded one hides its cards, an empty one is left out', () => {
  const groups = {
    all: [
      { key: 'it', name: 'Infrastructure' },
      { key: 'law', name: 'Law' },
      { key: 'data', name: 'Data' },
    ],
    of: ({ unit = '' }: Card) => unit,
  };
  const rows = rowsOf(cards, { columns: [title, budget], groups, folded: new Set(['data']) });
  expect(rows.map(({ key }) => key)).toEqual(['group:it', 'Öl', 'Zon', 'Bok', 'group:data']);
  const [head] = rows;
  expect(head).toMatchObject({ kind: 'group', name: 'Infrastructure', count: 3, folded: false });
  expect(rows.at(-1)).toMatchObject({ count: 1, folded: true });
  expect(head?.kind === 'group' && head.sums.get('budget')).toHaveLength(2);
  expect(rowsOf(cards, { columns: [title] }).map(({ key }) => key)).toEqual(ids(cards));
});
