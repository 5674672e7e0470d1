import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { lanesOf, says, table, tracksOf } from './ageing.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('ageing');

test('the answer counts what is older than what is finished was, and names the oldest', () => {
  expect(says(answer).replaceAll('\u00a0', ' ')).toBe(
    'Marathon: None of 2 under way is older than 85 of 100 were when they came further; the oldest is Card m2, 120 days. ' +
      'Sprint: 1 of 2 under way is older than 85 of 100 were when they came further; the oldest is Card p5, 120 days.',
  );
});

test('a card lies in the row of its stage and leads to itself; what is too old has another shape', () => {
  const sprint = lanesOf(answer)[1]!;
  const [setup] = tracksOf(sprint).rows;
  expect(setup!.points.map(({ card, at, form }) => [card, at, form])).toEqual([
    ['p5', 120, expect.objectContaining({ shape: 'triangle' })],
    ['p3', 34, expect.objectContaining({ shape: 'diamond' })],
  ]);
  expect(setup!.lines!.map(({ at }) => at)).toEqual([29, 38]);
});

test('who waits is told', () => {
  const [first, ...rest] = answer.data.cards;
  const waiting = withData(answer, { cards: [{ ...first!, waiting_for: { party: 'Legal' } }, ...rest] });
  const texts = lanesOf(waiting).flatMap((lane) => tracksOf(lane).rows.flatMap(({ points }) => points));
  expect(texts.map(({ text }) => text)).toContainEqual(expect.stringMatching(/Waiting for Legal\.$/));
  expect(table(waiting).rows[0]!.at(-1)).toBe('Legal');
});

test('a card whose stage is gone is not lost', () => {
  const [first, ...rest] = answer.data.cards;
  const lost = withData(answer, { cards: [{ ...first!, stage: 'gone' }, ...rest] });
  expect(lanesOf(lost)[0]!.cards.map(({ card }) => card)).toEqual(['m2', 'm1']);
});
