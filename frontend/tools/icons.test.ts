import { describe, expect, test } from 'vitest';
import { icons } from '../src/view/icons.ts';
import { firstCharacter, fontOf } from './icons/font.ts';
import { linesOf, type Point } from './icons/path.ts';
import { strokeOf } from './icons/stroke.ts';
import { styleOf } from './icons.ts';

describe('a path', () => {
  test('is read from point to point, absolute and relative', () => {
    expect(linesOf('M5 12h14V2l-1 -1 2 0M8 2v3')).toEqual([
      { points: [[5, 12], [19, 12], [19, 2], [18, 1], [20, 1]], closed: false }, // prettier-ignore
      { points: [[8, 2], [8, 5]], closed: false }, // prettier-ignore
    ]);
  });

  test('that only moves draws nothing', () => {
    expect(linesOf('M0 0m9 11 3 3')).toEqual([{ points: [[9, 11], [12, 14]], closed: false }]); // prettier-ignore
  });

  test('is closed where it says so, and where it comes back', () => {
    expect(linesOf('M1 1h4v4z')[0]).toEqual({ points: [[1, 1], [5, 1], [5, 5]], closed: true }); // prettier-ignore
    expect(linesOf('M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0')[0]!.closed).toBe(true);
  });

  test('has arcs whose flags stand close', () => {
    const close = linesOf('M15 4a1.5 1.5 0 00-2.4-1.5')[0]!.points;
    expect(close).toEqual(linesOf('M15 4a1.5 1.5 0 0 0 -2.4 -1.5')[0]!.points);
    expect(close.at(-1)!.map((n) => Math.round(n * 10) / 10)).toEqual([12.6, 2.5]);
  });

  test('of a circle keeps its distance', () => {
    for (const [x, y] of linesOf('M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0')[0]!.points)
      expect(Math.hypot(x - 12, y - 12)).toBeCloseTo(10, 6);
  });

  test.each(['M1 1q2 2 3 3', 'M1 1l2', 'M1 1a2 3 0 0 0 1 1'])('%s is none of ours', (path) => {
    expect(() => linesOf(path)).toThrow('a drawing');
  });
});

describe('a stroke', () => {
  const area = (outline: readonly Point[]) =>
    outline.reduce((sum, [x, y], i) => {
      const [nx, ny] = outline[(i + 1) % outline.length]!;
      return sum + (x * ny - nx * y) / 2;
    }, 0);

  test('of a line has round ends', () => {
    const [outline, ...more] = strokeOf({ points: [[5, 12], [15, 12]], closed: false }, 2); // prettier-ignore
    expect(more).toEqual([]);
    expect(Math.abs(area(outline!))).toBeCloseTo(20 + Math.PI, 0);
    expect(Math.min(...outline!.map(([x]) => x))).toBeCloseTo(4, 1);
  });

  test('of a ring leaves its middle free', () => {
    const [ring] = linesOf('M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0');
    const areas = strokeOf(ring!, 2).map(area);
    expect(areas.map(Math.sign).toSorted()).toEqual([-1, 1]);
    expect(Math.abs(areas[0]! + areas[1]!) / (40 * Math.PI)).toBeCloseTo(1, 1);
  });
});

test('all drawings fit into a font, in which each has its character', () => {
  const font = fontOf('Takt Icons', Object.values(icons));
  expect(font.equals(fontOf('Takt Icons', Object.values(icons)))).toBe(true);
  expect(font.readUInt32BE(0)).toBe(0x10000);
  const last = (firstCharacter + Object.keys(icons).length - 1).toString(16);
  expect(styleOf(Object.keys(icons), './icons.ttf')).toContain(`::before{content:'\\${last}'}`);
});
