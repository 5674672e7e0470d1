import { expect, test } from 'vitest';
import { moved, readColumns, readSorts, sortedBy, writeColumns, writeSorts } from './layout.ts';

const known = (id: string) => ['title', 'end', 'budget', 'waiting_for'].includes(id);

test('columns are written into an address and read from it', () => {
  const columns = [{ id: 'title', width: 30 }, { id: 'waiting_for' }, { id: 'end' }];
  expect(writeColumns(columns)).toBe('title-30.waiting_for.end');
  expect(readColumns('title-30.waiting_for.end', known)).toEqual(columns);
  expect(new URLSearchParams({ columns: writeColumns(columns) }).toString()).toBe(
    'columns=title-30.waiting_for.end',
  );
});

test('an address that was tampered with shows what can be shown', () => {
  expect(readColumns('end.nonsense.end.title-9999.budget-x', known)).toEqual([
    { id: 'end' },
    { id: 'title', width: 60 },
    { id: 'budget', width: 4 },
  ]);
  expect(readColumns('', known)).toEqual([]);
  expect(readSorts('-end.end.-nonsense.budget', known)).toEqual([
    { column: 'end', down: true },
    { column: 'budget' },
  ]);
});

test('sorting by a column goes up, down, and away', () => {
  const up = sortedBy([{ column: 'budget' }], 'end');
  expect(writeSorts(up)).toBe('end');
  const down = sortedBy(up, 'end');
  expect(writeSorts(down)).toBe('-end');
  expect(sortedBy(down, 'end')).toEqual([]);
});

test('with more columns each keeps its place', () => {
  const two = sortedBy(sortedBy([], 'end'), 'budget', true);
  expect(writeSorts(two)).toBe('end.budget');
  expect(writeSorts(sortedBy(two, 'end', true))).toBe('-end.budget');
  expect(writeSorts(sortedBy(sortedBy(two, 'end', true), 'end', true))).toBe('budget');
});

test('a column is moved, but none before the first', () => {
  const columns = ['title', 'end', 'budget'].map((id) => ({ id }));
  const order = (id: string, to: number) => moved(columns, id, to).map((column) => column.id);
  expect(order('budget', 1)).toEqual(['title', 'budget', 'end']);
  expect(order('budget', 0)).toEqual(['title', 'budget', 'end']);
  expect(order('end', 9)).toEqual(['title', 'budget', 'end']);
  expect(order('title', 2)).toEqual(['title', 'end', 'budget']);
});
