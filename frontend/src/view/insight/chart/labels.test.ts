import { expect, test } from 'vitest';
import type { Box, Room } from './drawing.ts';
import { apart, poles, worded } from './labels.ts';

/** A type of 10 pixels whose letters are all as wide. */
const room: Room = { width: 400, em: 10, measure: (text) => text.length * 5 };
const plot: Box = { left: 0, right: 300, top: 50, bottom: 200 };

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

test('words above lines stand on rows of their own where they would meet', () => {
  const drawn = poles(
    [
      { x: 100, text: 'at least 4' },
      { x: 110, text: 'at least 5' },
      { x: 250, text: 'at least 9' },
    ],
    plot,
    room,
  );
  const at = (x: number) => drawn.find((pole) => pole.x === x)!;
  expect(at(110).y).toBe(at(250).y);
  expect(at(100).y).toBeLessThan(at(110).y); // so that its words are above the other's line
  expect(at(250)).toMatchObject({ anchor: 'end' });
  expect(at(100)).toMatchObject({ anchor: 'start' });
});
