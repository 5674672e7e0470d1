import { beforeAll, expect, test } from 'vitest';
import { kept } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import type { Forecast } from '../answers.ts';
import { askedOf, chances, dayOf, isEmpty, manyOf, method, says, table, whenOf } from './forecast.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('forecast');
const withForecast = (data: Partial<Forecast>) => ({ ...answer, data: { ...answer.data, ...data } });

const many: Forecast['how_many'] = {
  by: '2026-06-30',
  p50: 2,
  p85: 1,
  p95: 0,
  chance: 0.6,
  chart: [
    { cards: 0, share: 0.1 },
    { cards: 1, share: 0.3 },
    { cards: 2, share: 0.597 },
    { cards: 3, share: 0.003 },
  ],
};

const when: Forecast['when'] = {
  cards: 10,
  p50: '2026-07-01',
  chart: [{ day: '2026-06-01', share: 0.5 }, { day: '2026-07-01', share: 0.35 }, { share: 0.15 }],
};

test('how likely at least so many are is added up from the top, and what is next to impossible left out', () => {
  expect(chances(many).map(({ cards, share }) => [cards, Math.round(1000 * share)])).toEqual([
    [1, 900],
    [2, 600],
  ]);
  const hundred = Array.from({ length: 101 }, (_, cards) => ({ cards, share: 1 / 101 }));
  const told = chances({ ...many, chart: hundred, p85: 15 }).map(({ cards }) => cards);
  expect(told.length).toBeLessThan(16);
  expect(told).toContain(15);
  const sure = [{ cards: 40, share: 1 }];
  expect(chances({ ...many, chart: sure })).toEqual([{ cards: 40, share: 1 }]);
});

test('the rows agree with the percentiles of the server', () => {
  const { how_many: told, when: then } = answer.data;
  const sure = chances(told).findLast(({ share }) => share >= 0.85);
  expect(sure?.cards ?? 0).toBe(told.p85);
  expect(dayOf(then, 50)).toBe(then.p50);
  expect(dayOf(then, 85)).toBe(then.p85);
  expect(dayOf(then, 95)).toBe(then.p95);
  const [first] = manyOf(answer.data).rows;
  expect(first!.points[0]!.text).toMatch(/^At least 1: \d+% likely by 30 Jun 2026$/);
});

test('days are told for several certainties, also when they are too far ahead', () => {
  const { rows } = whenOf(withForecast({ when }));
  expect(rows.map(({ name, told }) => [name, told])).toEqual([
    ['25%', '1 Jun 2026'],
    ['50%', '1 Jun 2026'],
    ['75%', '1 Jul 2026'],
    ['85%', '1 Jul 2026'],
    ['95%', 'later than in five years'],
  ]);
  expect(rows[2]!.points[0]!.text).toBe('By 1 Jul 2026: 75% likely');
});

test('the answer is told with 85 per cent certainty, and how little it stands on', () => {
  expect(says(withForecast({ how_many: many, when: { ...when, p85: '2026-07-01' }, finished: 12 }))).toBe(
    'In 85 of 100 cases at least 1 pilot is in place by 30 Jun 2026. The next 10 are finished by 1 Jul 2026 at the latest.',
  );
  expect(says(withForecast({ how_many: many, when, lane: 'marathon', finished: 3 }))).toBe(
    'In 85 of 100 cases at least 1 marathon is handed over by 30 Jun 2026. The next 10 are not finished within five years. ' +
      'Only 3 were finished in the period: take it as a hint.',
  );
  expect(says(withForecast({ how_many: { ...many, p85: 0 } }))).toMatch(
    /^It is not certain that any pilot is in place by 30 Jun 2026\./,
  );
  expect(method(answer)).toMatch(/^Simulated 10,000 times \(Monte Carlo\): .* 124 days .* 2 were finished\./);
});

test('only what can be asked is asked', () => {
  const question = { to: '2026-05-04' };
  expect(askedOf(question, '2026-06-30', '10')).toEqual({ ...question, by: '2026-06-30', cards: 10 });
  for (const [by, cards] of [
    ['2026-05-04', '0'],
    ['2046-05-04', '2.5'],
    ['soon', '99999'],
  ])
    expect(askedOf(question, by, cards)).toEqual(question);
});

test('the table has a row for each number and each day, and nothing is made of nothing', () => {
  const { rows } = table(withForecast({ how_many: many, when }));
  expect(rows).toHaveLength(7);
  expect(rows[2]).toEqual(['How many', '2', '30 Jun 2026', '59.7']);
  expect(rows[6]).toEqual(['When', '10', 'later than in five years', '15']);
  expect(isEmpty(answer)).toBe(false);
  expect(isEmpty(withForecast({ finished: 0 }))).toBe(true);
});
