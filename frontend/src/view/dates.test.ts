import { expect, test } from 'vitest';
import { ago, daysBetween, daysSince, isoWeek, longDay, quarter, span, today } from './dates.ts';

test.each([
  ['2025-12-28', 2025, 52],
  ['2025-12-29', 2026, 1],
  ['2026-01-01', 2026, 1],
  ['2026-12-31', 2026, 53],
  ['2027-01-03', 2026, 53],
  ['2027-01-04', 2027, 1],
  ['2024-02-29', 2024, 9],
  ['2021-01-01', 2020, 53],
])('%s lies in week %i-%i', (day, year, week) => {
  expect(isoWeek(day)).toEqual({ year, week });
});

test('a quarter has three months', () => {
  expect(
    ['01', '03', '04', '06', '07', '09', '10', '12'].map((m) => quarter(`2026-${m}-15`).quarter),
  ).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

test('days are counted across the change to summer time', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
});

test('yesterday evening is a day ago, and the future is not yet', () => {
  const now = new Date(2026, 10, 21, 8);
  expect(daysSince(new Date(2026, 10, 20, 23).toISOString(), now)).toBe(1);
  expect(daysSince(new Date(2026, 10, 22).toISOString(), now)).toBe(0);
});

test('today is the day of the reader', () => {
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
});

test('a day is written as each language writes it', () => {
  expect(longDay('2027-03-03', 'en')).toBe('3 March 2027');
  expect(longDay('2027-03-03', 'sv')).toBe('3 mars 2027');
  expect(longDay('2027-03-03', 'nb')).toBe('3. mars 2027');
  expect(longDay('2027-03-03', 'da')).toBe('3. marts 2027');
  expect(longDay('soon', 'en')).toBe('');
});

test('a time not long ago is told in words', () => {
  const now = new Date(2026, 10, 21, 12);
  const at = (ms: number) => new Date(now.getTime() - ms).toISOString();
  expect(ago(at(5_000), 'en', now)).toBe('now');
  expect(ago(at(5 * 60_000), 'sv', now)).toBe('för 5 minuter sedan');
  expect(ago(at(3 * 3_600_000), 'en', now)).toBe('3 hours ago');
  expect(ago(at(24 * 3_600_000), 'nb', now)).toBe('i går');
  expect(ago(at(-5_000), 'en', now)).toBe('now');
});

test('a long span is told in months or years', () => {
  expect([0, 99, 100, 730, 731, 1400].map(span)).toEqual([
    { unit: 'days', count: 0 },
    { unit: 'days', count: 99 },
    { unit: 'months', count: 3 },
    { unit: 'months', count: 24 },
    { unit: 'years', count: 2 },
    { unit: 'years', count: 4 },
  ]);
});
