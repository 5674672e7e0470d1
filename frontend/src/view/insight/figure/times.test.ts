import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { lanesOf, says, scatterOf, table } from './times.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('times');

test('the answer tells what half and most of each lane took, by either clock', () => {
  expect(says(answer, 'cycle').replaceAll('\u00a0', ' ')).toBe(
    'Marathon: Half took at most 106 days, 85 of 100 at most 106 days. ' +
      'Sprint: Half took at most 29 days, 85 of 100 at most 38 days.',
  );
  expect(says(answer, 'lead')).toMatch(/Sprint: Half took at most 57/);
});

test('every finished card is a dot that leads to it, and every percentile a line', () => {
  const sprint = lanesOf(answer, 'cycle')[1]!;
  const { dots, levels, from } = scatterOf(answer, sprint, 'cycle');
  expect(from).toBe('2026-01-01');
  expect(dots.map(({ card, on, value }) => [card, on, value])).toEqual([
    ['p1', '2026-03-02', 29],
    ['p2', '2026-04-15', 38],
  ]);
  expect(dots[0]!.text.replaceAll('\u00a0', ' ')).toBe('Card p1: 29 days, done 2 Mar 2026');
  expect(levels!.map(({ value }) => value)).toEqual([29, 38, 38]);
  expect(new Set(levels!.map(({ paint }) => paint.stroke)).size).toBe(3);
});

test('a lane in which nothing was finished is left out', () => {
  const cards = answer.data.cards.filter(({ lane }) => lane === 'sprint');
  expect(lanesOf(withData(answer, { cards }), 'cycle').map(({ lane }) => lane)).toEqual(['sprint']);
});

test('the table begins with what was finished last', () => {
  expect(table(answer).rows[0]).toEqual([
    { text: 'Card m3', card: 'm3' },
    'Marathon',
    '20 Apr 2026',
    '106',
    '106',
  ]);
});
