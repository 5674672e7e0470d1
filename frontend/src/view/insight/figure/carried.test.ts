import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import type { Room } from '../chart/drawing.ts';
import { speak } from '../../words.svelte.ts';
import { isEmpty, tracksOf, says, table } from './carried.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('carried');
const room: Room = { width: 600, em: 14, measure: (text) => text.length * 8 };

test('the answer counts pilots, and how they went on', () => {
  expect(says(answer)).toBe(
    '2 pilots were taken into a later quarter: 3 times without a decision, once by decision. ' +
      '1 has been carried more than once.',
  );
});

test('a pilot has one row, from quarter to quarter, the one carried most first', () => {
  const { rows, axis } = tracksOf(answer);
  expect(rows.map(({ name, told }) => [name, told])).toEqual([
    ['Card p5', 'carried 2 times, extended'],
    ['Card p2', 'carried once'],
  ]);
  expect(rows[0]!.bars.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(rows[0]!.points.at(-1)!.text).toBe(
    'Card p5: extended by decision, from Q2 2026 to Q3 2026. one more winter',
  );
  const { scale, ticks } = axis([100, 500], room);
  expect(scale(0)).toBe(150);
  expect(ticks.map(({ lines }) => lines.join(' '))).toEqual(['Q4 2025', 'Q1 2026', 'Q2 2026', 'Q3 2026']);
});

test('the table has a row for each time', () => {
  expect(table(answer).rows).toHaveLength(4);
  expect(table(answer).rows[1]).toEqual([
    '31 Mar 2026',
    { text: 'Card p2', card: 'p2' },
    'carried without a decision',
    'Q1 2026',
    'Q2 2026',
    'staff',
  ]);
});

test('a period in which none was carried has nothing to draw', () => {
  expect(isEmpty(answer)).toBe(false);
  expect(isEmpty(withData(answer, { carries: [] }))).toBe(true);
});
