import { expect, test } from 'vitest';
import type { Budget } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { sheetOf } from './export.ts';
import type { Row, Sums } from './shape.ts';
import { column } from './testing.ts';

const columns = [
  column({ id: 'title', sortKey: ({ title }) => title }),
  column({ id: 'end', kind: 'day', sortKey: ({ end }) => end, text: () => '1 March 2027' }),
  column({ id: 'days', kind: 'number', sortKey: ({ carried }) => carried?.length }),
  column({
    id: 'budget',
    kind: 'money',
    sortKey: ({ budget }) => budget?.amount,
    amounts: ({ budget }) => (budget ? [budget] : []),
  }),
];
const sek = (amount: number): Budget => ({ amount, currency: 'SEK' });
const a = card('=a', 'a0', { end: '2027-03-01', budget: sek(10.5) });
const b = card('b', 'a1', { budget: { amount: 5, currency: 'EUR' } });
const sums: Sums = new Map([['budget', [sek(10.5), { amount: 5, currency: 'EUR' }]]]);
const words = {
  title: 'Portfolio',
  total: 'All',
  named: ({ name, count }: { name: string; count: number }) => `${name} (${count})`,
};

test('each currency has a column, a group the sums of its cards, and a folded one nothing below it', () => {
  const rows: Row[] = [
    { kind: 'group', key: 'group:it', name: 'IT', count: 2, folded: false, sums },
    { kind: 'card', key: '=a', card: a },
    { kind: 'card', key: 'b', card: b },
    {
      kind: 'group',
      key: 'group:law',
      name: 'Law',
      count: 3,
      folded: true,
      sums: new Map([['budget', [sek(7)]]]),
    },
  ];
  expect(sheetOf({ columns, rows }, sums, words)).toEqual({
    title: 'Portfolio',
    columns: [
      { name: 'title', kind: 'text' },
      { name: 'end', kind: 'date' },
      { name: 'days', kind: 'number' },
      { name: 'budget (SEK)', kind: 'number' },
      { name: 'budget (EUR)', kind: 'number' },
    ],
    rows: [
      { cells: ['IT (2)', null, null, 10.5, 5], group: true },
      { cells: ['=a', '2027-03-01', null, 10.5, null], level: 1 },
      { cells: ['b', null, null, null, 5], level: 1 },
      { cells: ['Law (3)', null, null, 7, null], group: true },
      { cells: ['All', null, null, 10.5, 5], group: true },
    ],
  });
});

test('a list without groups and sums is a plain table', () => {
  const rows: Row[] = [{ kind: 'card', key: 'b', card: b }];
  expect(sheetOf({ columns: columns.slice(0, 2), rows }, new Map(), words).rows).toEqual([
    { cells: ['b', null] },
  ]);
});
