import { beforeAll, expect, test } from 'vitest';
import { kept } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { lanesOf, says, table, tracksOf } from './stages.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('stages');

test('the answer names the stage that takes most time on average', () => {
  expect(says(answer).replaceAll('\u00a0', ' ')).toBe(
    'Marathon: Contract and implementation takes longest: 105 days on average, half of the stays at most 105 days. ' +
      'Sprint: Ready to start takes longest: 63 days on average, half of the stays at most 63 days.',
  );
});

test('the bars of a stage lie one after the other, thinner and thinner', () => {
  const sprint = lanesOf(answer)[1]!;
  const setup = tracksOf(sprint).rows.find(({ name }) => name === 'Setting up')!;
  expect(setup.bars.map(({ from, to }) => [from, to])).toEqual([
    [0, 28],
    [28, 37],
    [37, 37],
  ]);
  const thin = setup.bars.map((bar) => bar.thin!);
  expect(thin).toEqual(thin.toSorted((a, b) => b - a));
  expect(setup.bars[1]!.text!.replaceAll('\u00a0', ' ')).toBe(
    'Setting up: 85 of 100 stays took at most 37 days',
  );
});

test('stages that nothing has left are only in the table', () => {
  const names = lanesOf(answer).flatMap(({ stages }) => stages.map(({ stage }) => stage));
  expect(names).not.toContain('concept');
  const concept = table(answer).rows.find(([name]) => name === 'Marathon: Concept and business case')!;
  expect(concept.slice(1)).toEqual(['0', '–', '–', '–', '–', '1', '91']);
});
