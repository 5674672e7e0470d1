import { expect, test } from 'vitest';
import { endBeside, nearestEnd, nearestStart, startBeside, stepped, stepsIn } from './steps.ts';

test('days are told as the whole steps they come nearest to', () => {
  expect(stepsIn(10, 'week')).toBe(1);
  expect(stepsIn(-11, 'week')).toBe(-2);
  expect(stepsIn(44, 'month')).toBe(1);
  expect(stepsIn(-1, 'quarter')).toBe(0);
});

test('months keep the day, and the end of a month stays one', () => {
  expect(stepped('2026-01-15', 'month', 1)).toBe('2026-02-15');
  expect(stepped('2026-01-31', 'month', 1)).toBe('2026-02-28');
  expect(stepped('2026-02-28', 'month', 1)).toBe('2026-03-31');
  expect(stepped('2026-12-31', 'quarter', -1)).toBe('2026-09-30');
  expect(stepped('2026-11-22', 'week', 2)).toBe('2026-12-06');
  expect(stepped('2026-12-31', 'day', 1)).toBe('2027-01-01');
});

test('a start snaps to the nearest beginning, an end to the nearest end', () => {
  expect(nearestStart('2026-11-12', 'day')).toBe('2026-11-12');
  expect(nearestStart('2026-11-12', 'week')).toBe('2026-11-09');
  expect(nearestStart('2026-11-13', 'week')).toBe('2026-11-16');
  expect(nearestStart('2026-11-17', 'month')).toBe('2026-12-01');
  expect(nearestStart('2026-11-10', 'quarter')).toBe('2026-10-01');
  expect(nearestEnd('2026-11-12', 'week')).toBe('2026-11-15');
  expect(nearestEnd('2026-11-10', 'month')).toBe('2026-10-31');
  expect(nearestEnd('2026-11-30', 'month')).toBe('2026-11-30');
  expect(nearestEnd('2026-12-20', 'quarter')).toBe('2026-12-31');
});

test('the next beginning or end is never the day itself', () => {
  expect(startBeside('2026-11-16', 'week', 1)).toBe('2026-11-23');
  expect(startBeside('2026-11-16', 'week', -1)).toBe('2026-11-09');
  expect(startBeside('2026-11-17', 'week', -1)).toBe('2026-11-16');
  expect(startBeside('2026-11-17', 'day', -1)).toBe('2026-11-16');
  expect(endBeside('2026-11-30', 'month', 1)).toBe('2026-12-31');
  expect(endBeside('2026-11-30', 'month', -1)).toBe('2026-10-31');
  expect(endBeside('2026-11-12', 'month', 1)).toBe('2026-11-30');
  expect(endBeside('2026-11-12', 'quarter', -1)).toBe('2026-09-30');
});
