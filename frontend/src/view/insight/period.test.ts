import { expect, test } from 'vitest';
import { isPeriod, spanOf } from './period.ts';

const today = '2026-11-22';

test('periods end today', () => {
  expect(spanOf('quarter', today)).toEqual({ from: '2026-10-01', to: today });
  expect(spanOf('year', today)).toEqual({ from: '2025-11-22', to: today });
  expect(spanOf('years', today)).toEqual({ from: '2023-11-22', to: today });
});

test('own days may be turned round, and end today at the latest', () => {
  expect(spanOf('own', today, { from: '2026-03-01', to: '2026-06-30' })).toEqual({
    from: '2026-03-01',
    to: '2026-06-30',
  });
  expect(spanOf('own', today, { from: '2026-06-30', to: '2026-03-01' })).toEqual({
    from: '2026-03-01',
    to: '2026-06-30',
  });
  expect(spanOf('own', today, { from: '2026-03-01', to: '2027-01-01' })).toEqual({
    from: '2026-03-01',
    to: today,
  });
});

test('what is no day is the last year', () => {
  expect(spanOf('own', today, { from: 'once', to: '2026-13-40' })).toEqual({ from: '2025-11-22', to: today });
  expect(isPeriod('decade')).toBe(false);
});
