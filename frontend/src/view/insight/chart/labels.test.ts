import { expect, test } from 'vitest';
import type { Room } from './drawing.ts';
import { apart, worded } from './labels.ts';

/** A type of 10 pixels whose letters are all as wide. */
const room: Room = { width: 400, em: 10, measure: (text) => text.length * 5 };

test('words stay where they belong while there is room', () => {
  expect(apart([20, 60, 90], [10, 10, 10], 0, 100)).toEqual([20, 60, 90]);
});

test('words that would lie on each other move as little as needed, and stay inside', () => {
  expect(apart([50, 50, 50], [10, 10, 10], 0, 100)).toEqual([50, 60, 70]);
  expect(apart([95, 96, 97], [10, 10, 10], 0, 100)).toEqual([75, 85, 95]);
  expect(apart([2, 1], [10, 10], 0, 100)).toEqual([15, 5]);
});

test('long names are cut into lines, and no names take no room', () => {
  const { lines, height } = worded(['Preparation and market dialogue', 'Need'], room);
  expect(lines[0]!.length).toBeGreaterThan(1);
  expect(lines[1]).toEqual(['Need']);
  expect(height).toBeGreaterThan(39);
  expect(worded([], room)).toEqual({ lines: [], width: 0, height: 0 });
});
