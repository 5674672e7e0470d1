import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { isEmpty, tracksOf, says, table } from './benefits.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('benefits');

test('the answer tells what was due and came, and what nobody has looked at', () => {
  expect(says(answer)).toBe('No benefit is due yet. 1 of 2 has never been checked in on.');
  expect(says({ ...answer, to: '2026-06-30' })).toContain('The one benefit due by now has not come in full.');
  const benefits = answer.data.benefits.map((one) => ({
    ...one,
    due: '2026-03-01',
    realised: 1000,
    checked: '2026-Q1' as const,
  }));
  expect(says(withData(answer, { benefits }))).toBe(
    '2 of 2 benefits due by now have come in full. Every one has been checked in on.',
  );
});

test('a row shows what has come of all that is promised, and what should have', () => {
  const [cost, time] = tracksOf(answer).rows;
  expect(cost).toMatchObject({ name: 'Avoided cost, SEK', told: '450 of 1,000', mark: 100 });
  expect(cost!.bars.map(({ to }) => to)).toEqual([100, 45]);
  expect(cost!.points.map(({ at, form, text }) => [at, form, text])).toEqual([
    [20, 'step', 'Avoided cost, SEK, Q1 2026: 200 has come, 0 was due.'],
    [45, 'full', 'Avoided cost, SEK, Q2 2026: 450 has come, 1,000 was due.'],
  ]);
  expect(time).toMatchObject({ name: 'Time saved, h', told: '0 of 6' });
  expect(time).not.toHaveProperty('mark');
});

test('what promises nothing has no share', () => {
  const sums = answer.data.sums.map((sum) => ({ ...sum, planned: 0 }));
  expect(tracksOf(withData(answer, { sums })).rows[0]!.bars.map(({ to }) => to)).toEqual([0, 0]);
});

test('the table has a row for each benefit', () => {
  expect(table(answer).rows).toEqual([
    [
      { text: 'Card m3', card: 'm3' },
      'Avoided cost',
      'Rent',
      'SEK',
      '30 Jun 2026',
      '1,000',
      '450',
      'Q2 2026',
    ],
    [{ text: 'Card m3', card: 'm3' }, 'Time saved', 'Hours of typing', 'h', '–', '6', '–', '–'],
  ]);
  expect(isEmpty(withData(answer, { benefits: [] }))).toBe(true);
});
