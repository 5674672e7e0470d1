import { expect, test } from 'vitest';
import { beginning, nearest, spotAt, stepped, type Drawing } from './drawing.ts';

const spot = (x: number, y: number) => ({ x, y, text: `${x},${y}` });

const drawing: Drawing = {
  height: 100,
  plot: { left: 0, right: 100, top: 0, bottom: 100 },
  across: [],
  up: [],
  labels: [],
  spots: [[spot(0, 10), spot(50, 10), spot(100, 10)], [], [spot(40, 80), spot(90, 70)]],
  reach: 'column',
};

test('keys lead along a series and stop at its ends', () => {
  const at = { series: 0, spot: 1 };
  expect(stepped(drawing, 'ArrowLeft', at)).toEqual({ series: 0, spot: 0 });
  expect(stepped(drawing, 'ArrowLeft', { series: 0, spot: 0 })).toEqual({ series: 0, spot: 0 });
  expect(stepped(drawing, 'End', at)).toEqual({ series: 0, spot: 2 });
  expect(stepped(drawing, 'PageDown', at)).toEqual({ series: 0, spot: 2 });
  expect(stepped(drawing, 'Home', at)).toEqual({ series: 0, spot: 0 });
  expect(stepped(drawing, 'x', at)).toBeUndefined();
});

test('keys lead to what lies nearest in the next series that has anything', () => {
  expect(stepped(drawing, 'ArrowDown', { series: 0, spot: 2 })).toEqual({ series: 2, spot: 1 });
  expect(stepped(drawing, 'ArrowUp', { series: 2, spot: 0 })).toEqual({ series: 0, spot: 1 });
  expect(stepped(drawing, 'ArrowDown', { series: 2, spot: 0 })).toEqual({ series: 2, spot: 0 });
});

test('reading begins at the latest of the first series that has anything', () => {
  expect(beginning(drawing)).toEqual({ series: 0, spot: 2 });
  expect(beginning({ ...drawing, spots: [[], []] })).toBeUndefined();
  expect(spotAt(drawing, { series: 0, spot: 9 })).toBeUndefined();
});

test('pointing finds the column first, or the row, or whatever is near', () => {
  expect(nearest(drawing, 46, 12)).toEqual({ series: 0, spot: 1 });
  expect(nearest(drawing, 44, 12)).toEqual({ series: 2, spot: 0 });
  expect(nearest({ ...drawing, reach: 'row' }, 0, 72)).toEqual({ series: 2, spot: 1 });
  expect(nearest({ ...drawing, reach: 'point' }, 95, 30)).toEqual({ series: 0, spot: 2 });
});

test('pointing into a box means what is in it', () => {
  const box = { left: 60, right: 80, top: 0, bottom: 40 };
  const boxed = { ...drawing, spots: [[{ ...spot(70, 0), box }], [spot(66, 90)]] };
  expect(nearest({ ...boxed, reach: 'point' }, 62, 38)).toEqual({ series: 0, spot: 0 });
  expect(nearest({ ...boxed, reach: 'point' }, 66, 80)).toEqual({ series: 1, spot: 0 });
});
