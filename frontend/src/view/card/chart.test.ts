import { describe, expect, test } from 'vitest';
import { apart, chartOf, size } from './chart.ts';

describe('the chart of a benefit', () => {
  test('has its least value at the bottom and its greatest at the top', () => {
    const chart = chartOf([{ quarter: '2026-Q4', value: 50 }], 0, 100);
    expect(chart.baseline).toBe(size.height - size.bottom);
    expect(chart.target).toBe(size.top);
    expect(chart.points[0]!.y).toBe((chart.baseline! + chart.target!) / 2);
  });

  test('tells time: a quarter left out leaves a gap', () => {
    const [a, b, c] = chartOf([
      { quarter: '2026-Q3', value: 1 },
      { quarter: '2026-Q4', value: 2 },
      { quarter: '2027-Q2', value: 3 },
    ]).points;
    expect(a!.x).toBe(size.left);
    expect(c!.x).toBe(size.width - size.right);
    expect((c!.x - b!.x) / (b!.x - a!.x)).toBeCloseTo(2, 1);
  });

  test('draws a line where all is the same, and nothing that is not known', () => {
    const chart = chartOf([{ quarter: '2026-Q4', value: 7 }], 7);
    expect(chart.points[0]!.y).toBe(chart.baseline);
    expect(chart.points[0]!.x).toBeLessThan(size.width - size.right);
    expect(chart.target).toBeUndefined();
  });

  test('keeps the words of two lines apart', () => {
    expect(apart(20, 100)).toEqual([20, 100]);
    expect(apart(50, 54)).toEqual([45, 59]);
    expect(apart(54, 50)).toEqual([59, 45]);
  });
});
