import { expect, test } from 'vitest';
import type { Card } from '../../board/types.ts';
import type { Grouping } from '../board/filter.svelte.ts';
import { card } from '../testing/opened.ts';
import { cellsOf, into, rowOf, rowsOf, type Registers } from './grouping.ts';

const registers: Registers = {
  units: [
    { id: 'it', name: 'Infrastructure' },
    { id: 'old', name: 'Typing pool', removed: true },
    { id: 'gone', name: 'Telegraph', removed: true },
    { id: 'data', name: 'Data' },
  ],
  clusters: [{ id: 'care', name: 'Care' }],
  nameOf: (person) => ({ ann: 'Ann Ek', bob: 'Bob Dahl' })[person] ?? person,
};

const cards: readonly Card[] = [
  card('Telephony', 'a0', { unit: 'it', owner: 'bob', anchor: { for_whom: 'Pupils', now: 'Paper' } }),
  card('Payroll', 'a1', { unit: 'old', owner: 'ann', cluster: 'care' }),
  card('Chat', 'a0', { lane: 'sprint', stage: 'proposed', unit: 'it', anchor: { for_whom: ' pupils ' } }),
  card('Robot', 'a1', { lane: 'sprint', stage: 'proposed', anchor: { now: 'Slow' } }),
];

const rows = (by: Grouping) =>
  rowsOf(by, cards, registers).map(({ name, count }) => [name, count.marathon, count.sprint]);

test('a register gives its rows in its order, and keeps one that was removed while cards have it', () => {
  expect(rows('unit')).toEqual([
    ['Infrastructure', 1, 1],
    ['Data', 0, 0],
    ['Typing pool', 1, 0],
    ['', 0, 1],
  ]);
  expect(rows('cluster')).toEqual([
    ['Care', 1, 0],
    ['', 1, 2],
  ]);
});

test('people and anchors are rows by name, and case and spaces tell no anchors apart', () => {
  expect(rows('owner')).toEqual([
    ['Ann Ek', 1, 0],
    ['Bob Dahl', 1, 0],
    ['', 0, 2],
  ]);
  expect(rows('anchor')).toEqual([
    ['Pupils', 1, 1],
    ['', 1, 1],
  ]);
});

test('a board without cards has its registers, and the last row', () => {
  expect(rowsOf('unit', [], registers).map(({ key }) => key)).toEqual(['it', 'data', '']);
  expect(rowsOf('anchor', [], registers).map(({ key }) => key)).toEqual(['']);
});

test('putting a card into a row sets what the row stands for, unless the card has it', () => {
  const [telephony, payroll] = cards as [Card, Card];
  expect(into('unit', [telephony, payroll], { key: 'it', name: 'Infrastructure' })).toEqual([
    { cmd: 'card.change', card: 'Payroll', set: { unit: 'it' } },
  ]);
  expect(into('owner', [telephony], { key: '', name: '' })).toEqual([
    { cmd: 'card.change', card: 'Telephony', set: { owner: '' } },
  ]);
});

test('an anchor keeps what it says of the experience', () => {
  const was = { for_whom: 'Pupils', now: 'Paper' };
  expect(into('anchor', [cards[0]!], { key: 'parents', name: 'Parents' })).toEqual([
    {
      cmd: 'card.change',
      card: 'Telephony',
      set: { anchor: { for_whom: 'Parents', now: 'Paper' } },
      was: { anchor: was },
    },
  ]);
});

test('the cards of a stage lie in their rows in their order', () => {
  const units: Readonly<Record<string, string>> = { a: 'it', b: '', c: 'it' };
  const cells = cellsOf(['a', 'b', 'c'], (id) => units[id]!);
  expect([...cells]).toEqual([
    ['it', ['a', 'c']],
    ['', ['b']],
  ]);
  expect(rowOf('anchor', cards[2]!)).toBe('pupils');
});
