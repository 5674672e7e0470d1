import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { isEmpty, tracksOf, says, table } from './recognition.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('recognition');

test('the answer weighs the long work against the quick', () => {
  expect(says(answer)).toBe('The long work was recognised once, the quick 2 times; 1 time for a brave stop.');
});

test('the long work lies left, the quick right', () => {
  const [first, second] = tracksOf(answer).rows;
  expect(first).toMatchObject({ name: 'Q1 2026', told: '1 : 0', bars: [{ to: -1 }, { to: 0 }] });
  expect(second!.points.map(({ at, text }) => [at, text])).toEqual([
    [-0, 'Q2 2026, Marathon: 0 recognitions'],
    [2, 'Q2 2026, Sprint: 2 recognitions'],
  ]);
});

test('of one lane only that lane is told of', () => {
  const { rows, key } = tracksOf({ ...answer, lane: 'sprint' });
  expect(key!.map(({ name }) => name)).toEqual(['Sprint']);
  expect(rows.map(({ told }) => told)).toEqual(['0', '2']);
  expect(says(withData({ ...answer, lane: 'sprint' }, { marathon: 0 }))).toBe(
    'Sprint: recognised 2 times in this period.',
  );
});

test('the table has a row for each step', () => {
  expect(table(answer).rows).toEqual([
    ['Q1 2026', '1', '0', '1', '0', '0'],
    ['Q2 2026', '0', '2', '0', '1', '1'],
  ]);
  expect(isEmpty(withData(answer, { marathon: 0, sprint: 0 }))).toBe(true);
});
