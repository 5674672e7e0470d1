import { describe, expect, test } from 'vitest';
import {
  between,
  extended,
  gathered,
  inOrder,
  joined,
  kept,
  nothing,
  toggled,
  type Column,
} from './picking.ts';

const columns: readonly Column[] = [
  { lane: 'marathon', cards: ['a1', 'a2', 'a3', 'a4'] },
  { lane: 'marathon', cards: ['b1', 'b2'] },
  { lane: 'marathon', cards: ['c1', 'c2', 'c3'] },
  { lane: 'sprint', cards: ['s1', 's2'] },
];

describe('what lies between two cards', () => {
  test.each([
    ['a2', 'a4', ['a2', 'a3', 'a4']],
    ['a4', 'a2', ['a2', 'a3', 'a4']],
    ['a1', 'a1', ['a1']],
    ['a2', 'c3', ['a2', 'a3', 'b2', 'c2', 'c3']],
    ['c1', 'a1', ['a1', 'b1', 'c1']],
    ['a3', 's1', ['s1']],
    ['gone', 'b1', ['b1']],
  ])('%s and %s', (from, to, cards) => {
    expect(between(columns, from, to)).toEqual(cards);
  });
});

describe('picking', () => {
  test('one card more or less, told in the order in which they lie', () => {
    const some = ['c2', 'a3', 's1', 'a1', 'a3'].reduce(toggled, nothing);
    expect(inOrder(some, columns)).toEqual(['a1', 'c2', 's1']);
  });

  test('a range grows and shrinks, and what was picked before it stays', () => {
    const one = toggled(toggled(nothing, 's1'), 'a1');
    const longer = extended(extended(one, columns, 'a3'), columns, 'a4');
    expect(inOrder(longer, columns)).toEqual(['a1', 'a2', 'a3', 'a4', 's1']);
    expect(inOrder(extended(longer, columns, 'a2'), columns)).toEqual(['a1', 'a2', 's1']);
  });

  test('keys begin a range where the focus is', () => {
    const first = extended(nothing, columns, 'a2', 'a1');
    expect(inOrder(first, columns)).toEqual(['a1', 'a2']);
    expect(inOrder(extended(first, columns, 'a3', 'a2'), columns)).toEqual(['a1', 'a2', 'a3']);
    const elsewhere = extended(first, columns, 'c3', 'c2');
    expect(inOrder(elsewhere, columns)).toEqual(['a1', 'a2', 'c2', 'c3']);
  });

  test('a range without a beginning is the card itself', () => {
    expect(inOrder(extended(nothing, columns, 'b2'), columns)).toEqual(['b2']);
  });

  test('a card that comes to lie within a range is not picked by that', () => {
    const range = extended(toggled(nothing, 'a1'), columns, 'a3');
    const now = columns.with(0, { lane: 'marathon', cards: ['a1', 'new', 'a2', 'a3', 'a4'] });
    expect(inOrder(range, now)).toEqual(['a1', 'a2', 'a3']);
  });

  test('a card that others moved stays picked, one that is gone does not', () => {
    const some = joined(nothing, ['a1', 'b1']);
    const moved = [{ lane: 'sprint' as const, cards: ['s1', 'a1'] }];
    expect(inOrder(some, moved)).toEqual(['a1']);
    expect([...kept(some, (card) => card !== 'b1').cards]).toEqual(['a1']);
  });

  test('a card that is hidden is not meant, and is when it is shown again', () => {
    const some = joined(nothing, ['a1', 'a2']);
    expect(inOrder(some, [{ lane: 'marathon', cards: ['a2'] }])).toEqual(['a2']);
    expect(inOrder(some, columns)).toEqual(['a1', 'a2']);
  });
});

describe('gathering cards at a place', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];

  test.each([
    [['x', 'y'], { before: 'b' }, ['a', 'x', 'y', 'b', 'c', 'd', 'e'], 'b'],
    [['x', 'y'], { after: 'b' }, ['a', 'b', 'x', 'y', 'c', 'd', 'e'], 'c'],
    [['x', 'y'], {}, ['a', 'b', 'c', 'd', 'e', 'x', 'y'], undefined],
    [['x'], { after: 'e' }, ['a', 'b', 'c', 'd', 'e', 'x'], undefined],
    [['x'], { before: 'unknown', after: 'a' }, ['a', 'x', 'b', 'c', 'd', 'e'], 'b'],
    [['b', 'd'], { before: 'a' }, ['b', 'd', 'a', 'c', 'e'], 'a'],
    [['b', 'd'], { before: 'b' }, ['a', 'b', 'd', 'c', 'e'], 'c'],
    [['c', 'd'], { after: 'd' }, ['a', 'b', 'c', 'd', 'e'], 'e'],
    [['d', 'e'], { before: 'd' }, ['a', 'b', 'c', 'd', 'e'], undefined],
  ])('%j at %j', (cards, place, then, before) => {
    expect(gathered(order, cards, place)).toEqual({ order: then, before });
  });
});
