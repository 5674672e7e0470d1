import { expect, test } from 'vitest';
import { leadsTo, windowOf } from './grid.ts';

// A head, ten rows, the sums; five columns.
const size = { rows: 12, columns: 5, page: 4 };
const from = (row: number, column: number, key: string, ctrl = false) => {
  const to = leadsTo({ key, ctrl }, { row, column }, size);
  return to && [to.row, to.column];
};

test('arrows lead to the next cell, and stop at the edges', () => {
  expect(from(3, 2, 'ArrowUp')).toEqual([2, 2]);
  expect(from(3, 2, 'ArrowDown')).toEqual([4, 2]);
  expect(from(3, 2, 'ArrowLeft')).toEqual([3, 1]);
  expect(from(3, 2, 'ArrowRight')).toEqual([3, 3]);
  expect(from(0, 0, 'ArrowUp')).toEqual([0, 0]);
  expect(from(0, 0, 'ArrowLeft')).toEqual([0, 0]);
  expect(from(11, 4, 'ArrowDown')).toEqual([11, 4]);
  expect(from(11, 4, 'ArrowRight')).toEqual([11, 4]);
});

test('Home and End lead along the row, with Ctrl to the first and the last card', () => {
  expect(from(3, 2, 'Home')).toEqual([3, 0]);
  expect(from(3, 2, 'End')).toEqual([3, 4]);
  expect(from(3, 2, 'Home', true)).toEqual([1, 0]);
  expect(from(3, 2, 'End', true)).toEqual([10, 4]);
  expect(from(3, 2, 'ArrowDown', true)).toEqual([10, 2]);
  expect(from(3, 2, 'ArrowRight', true)).toEqual([3, 4]);
});

test('Page Up and Page Down lead as far as one sees, within the cards', () => {
  expect(from(3, 2, 'PageDown')).toEqual([7, 2]);
  expect(from(8, 2, 'PageDown')).toEqual([10, 2]);
  expect(from(3, 2, 'PageUp')).toEqual([1, 2]);
});

test('other keys lead nowhere, and a list without cards has its head and sums', () => {
  expect(from(3, 2, 'a')).toBeUndefined();
  const none = { rows: 2, columns: 3, page: 4 };
  expect(leadsTo({ key: 'End', ctrl: true }, { row: 0, column: 0 }, none)).toEqual({ row: 1, column: 2 });
});

test('rows in view are drawn with some beyond them, in steps', () => {
  expect(windowOf(0, 400, 40, 5000)).toEqual({ first: 0, end: 16 });
  expect(windowOf(4000, 400, 40, 5000)).toEqual({ first: 92, end: 116 });
  expect(windowOf(4030, 400, 40, 5000)).toEqual({ first: 92, end: 120 });
  expect(windowOf(0, 400, 40, 3)).toEqual({ first: 0, end: 3 });
  expect(windowOf(9999, 400, 40, 0)).toEqual({ first: 0, end: 0 });
});
