import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('waits anywhere between nothing and a bound that doubles up to half a minute', () => {
  expect(backoff(0, 0)).toBe(0);
  expect(backoff(0, 1)).toBe(500);
  expect(backoff(3, 1)).toBe(4_000);
  expect(backoff(3, 0.25)).toBe(1_000);
  expect(backoff(40, 1)).toBe(30_000);
});
