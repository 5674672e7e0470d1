import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { barsOf, lanesOf, says, stepOf, table } from './throughput.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('throughput');

test('the answer tells the average over whole quarters, and the best of all', () => {
  expect(says(answer)).toBe(
    'Marathon: Most in Q2 2026: 1. Sprint: 1 a quarter on average, most in Q2 2026: 1.',
  );
});

test('pilots are divided by how they were decided; what is not over is open', () => {
  const { series, total, isOpen, level, say } = barsOf(answer, lanesOf(answer)[1]!);
  expect(series.map(({ name, values }) => [name, values])).toEqual([
    ['Adopt: into operations', [1, 0]],
    ['In place, not decided', [0, 1]],
  ]);
  expect([total!(0), isOpen!(0), isOpen!(1)]).toEqual(['1', false, true]);
  expect(level!.value).toBe(1);
  expect(say(series[0]!, 0)).toBe(
    'Q1 2026: 1 finished, 4 started, 4 created, 1 ended early. Adopt: into operations: 1.',
  );
});

test('a lane with nothing finished still tells what came in', () => {
  const steps = answer.data.steps.slice(0, 1);
  const only = withData(answer, { steps, lanes: answer.data.lanes.slice(0, 1) });
  expect(says(only)).toBe('Nothing has been finished in this period.');
  expect(barsOf(only, lanesOf(only)[0]!).series).toMatchObject([{ values: [0] }]);
});

test('short periods are told by the week', () => {
  expect(stepOf({ from: '2026-10-01', to: '2026-11-22' })).toBe('week');
  expect(stepOf({ from: '2025-11-22', to: '2026-11-22' })).toBe('quarter');
});

test('the table has a row for each part and lane', () => {
  expect(table(answer).rows).toHaveLength(4);
  expect(table(answer).rows[1]).toEqual(['Q1 2026', 'Sprint', '4', '4', '1', '1']);
});
