import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { areaOf, isEmpty, isSaid, says, table } from './balance.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('balance');
const nothing = { cards: 0, people: 0, money: 0 };
const idle = answer.data.steps.map((step) => ({ ...step, marathon: nothing, sprint: nothing }));

test('the answer holds the share of the marathons against the aim', () => {
  const last = answer.data.steps.at(-1)!;
  const share = Math.round((100 * last.marathon.cards) / (last.marathon.cards + last.sprint.cards));
  expect(says(answer, 'cards')).toBe(
    `${share}% of the cards in work were with marathons on 4 May 2026. ` +
      `That is ${share - 40} points above the aim of 40%.`,
  );
  expect(says(withData(answer, { wished: { cards: share, people: 0, money: 0 } }), 'cards')).toMatch(
    /That is the aim\.$/,
  );
  expect(says(withData(answer, { wished: nothing }), 'people')).toContain('No aim is set for it');
  expect(says(withData(answer, { left_out: 2 }), 'money')).toMatch(
    /2 cards have money in another currency than SEK, which is left out\.$/,
  );
});

test('the lanes share each day between them, under the aim', () => {
  const { bands, levels, days, say } = areaOf(answer, 'people');
  expect(bands.map(({ name }) => name)).toEqual(['Marathon', 'Sprint']);
  for (const at of days.keys()) expect(bands[0]!.values[at]! + bands[1]!.values[at]!).toBeCloseTo(100);
  expect(levels).toMatchObject([{ value: 60, name: 'aim 60%' }]);
  expect(say(bands[0]!, days.length - 1)).toBe('4 May 2026, Marathon: 100%, 3 people');
  expect(areaOf(withData(answer, { wished: nothing }), 'people').levels).toBeUndefined();
});

test('days without anything in work are left out', () => {
  const steps = [idle[0]!, ...answer.data.steps.slice(-2)];
  expect(areaOf(withData(answer, { steps }), 'cards').days).toHaveLength(2);
  expect(isEmpty(answer)).toBe(false);
  expect(isEmpty(withData(answer, { steps: idle }))).toBe(true);
});

test('what nobody has filled in is said to be so', () => {
  const steps = answer.data.steps.map(({ marathon, sprint, ...span }) => ({
    ...span,
    marathon: { ...marathon, people: 0 },
    sprint: { ...sprint, people: 0 },
  }));
  const silent = withData(answer, { steps });
  expect(isSaid(silent, 'people')).toBe(false);
  expect(isSaid(silent, 'cards')).toBe(true);
  expect(says(silent, 'people')).toBe(
    'No card in work says how many people it takes. “Effort” on a card says so.',
  );
});

test('the table has a row for each step and lane', () => {
  const { rows } = table(answer);
  expect(rows).toHaveLength(2 * answer.data.steps.length);
  expect(rows.at(-2)!.slice(1)).toEqual(['4 May 2026', 'Marathon', '2', '3', '900']);
});
