import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { barsOf, isEmpty, says, table } from './on-time.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('on-time');

const { quarters } = answer.data;

test('the answer tells the share of those whose time is up, and how many have time left', () => {
  expect(says(answer)).toBe('2 of 4 pilots were in place on time, 50%. 2 more have time left.');
  const open = quarters.map((quarter) => ({ ...quarter, on_time: 0, late: 0, missing: 0 }));
  expect(says(withData(answer, { quarters: open }))).toBe(
    'No deadline has passed yet; 2 pilots have time left.',
  );
});

test('bars begin with the first quarter that anything was promised for', () => {
  const before = {
    quarter: '2025-Q4',
    deadline: '2025-12-31',
    on_time: 0,
    late: 0,
    missing: 0,
    open: 0,
    dropped: 0,
  };
  const { bands, series, total, say } = barsOf(withData(answer, { quarters: [before, ...quarters] }));
  expect(bands).toEqual(['Q1 2026', 'Q2 2026']);
  expect(series.map(({ name }) => name)).toEqual(['On time', 'Late', 'Not in place', 'There is time left']);
  expect(new Set(series.map(({ paint }) => paint.pattern ?? 'plain')).size).toBe(series.length);
  expect([total!(0), total!(1)]).toEqual(['33%', '100%']);
  expect(say(series[1]!, 0)).toBe('Q1 2026, Late: 1 pilot');
  expect(isEmpty(withData(answer, { quarters: [before] }))).toBe(true);
});

test('the table counts those that ended early too', () => {
  expect(table(answer).rows[0]).toEqual(['Q1 2026', '31 Mar 2026', '1', '1', '1', '0', '1', '33%']);
});
