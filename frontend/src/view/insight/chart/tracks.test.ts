import { describe, expect, test } from 'vitest';
import { values } from './axis.ts';
import type { Room } from './drawing.ts';
import { trackDrawing, type Track, type TrackData } from './tracks.ts';

/** A type of 10 pixels whose letters are all as wide. */
const room = (width: number): Room => ({ width, em: 10, measure: (text) => text.length * 5 });

const row = (name: string, value: number): Track => ({
  name,
  card: name,
  bars: [{ from: 0, to: value, paint: { tone: 'warn' } }],
  points: [{ at: value, form: 'full', text: `${name} ${value}` }],
  told: `${value} days`,
});

const data: TrackData = {
  unit: 'days',
  key: [
    { name: 'late', sign: { tone: 'warn' } },
    { name: 'a new plan', sign: 'step' },
  ],
  origin: 0,
  axis: (span, room) => values([100, -20], span, room, { write: String }),
  rows: [row('A system for all of the schools', 100), row('Telephony', -20)],
};

describe('where there is room', () => {
  const drawing = trackDrawing(data, room(600));

  test('names stand before the rows, and nothing lies beside the chart', () => {
    expect(drawing.up.map(({ lines }) => lines)).toEqual([
      ['A system for all of the schools'],
      ['Telephony'],
    ]);
    expect(drawing.rows.every(({ above }) => above === undefined)).toBe(true);
    expect(drawing.plot.left).toBeGreaterThanOrEqual(31 * 5);
    for (const { told } of drawing.rows) {
      expect(told!.x).toBeGreaterThan(drawing.plot.left);
      expect(told!.x + told!.lines[0]!.length * 5).toBeLessThanOrEqual(600);
    }
  });

  test('bars begin at the origin, whichever way they go', () => {
    const [late, early] = drawing.rows.map(({ bars }) => bars[0]!.box);
    expect(late!.left).toBe(drawing.origin);
    expect(early!.right).toBe(drawing.origin);
    expect(late!.right).toBeGreaterThan(late!.left);
    expect(early!.left).toBeLessThan(early!.right);
  });

  test('every row is a series of its own, read with its card', () => {
    expect(drawing.reach).toBe('row');
    expect(drawing.spots).toMatchObject([
      [{ text: 'A system for all of the schools 100', card: 'A system for all of the schools' }],
      [{ text: 'Telephony -20' }],
    ]);
  });

  test('signs stand in one line', () => {
    const [late, step] = drawing.key;
    expect(late).toMatchObject({ x: 0, y: step!.y });
    expect(step!.x).toBeGreaterThan(4 * 5);
  });
});

describe('where there is little room', () => {
  const drawing = trackDrawing(data, room(120));

  test('names stand above the rows, in as many lines as they need', () => {
    expect(drawing.up).toEqual([]);
    const [long, short] = drawing.rows;
    expect(long!.above!.lines).toEqual(['A system for', 'all of the', 'schools']);
    expect(long!.y).toBeGreaterThan(long!.above!.y + 13);
    expect(short!.above!.y).toBeGreaterThan(long!.y + 5);
    expect(drawing.height).toBeGreaterThan(short!.y);
    for (const [i, [, until]] of drawing.begins.entries())
      expect(until).toBeLessThan(drawing.rows[i + 1]?.above!.y ?? Infinity);
  });

  test('what a row comes to stands at the end of its name, and leaves the width to the bars', () => {
    for (const { above, told } of drawing.rows)
      expect(told).toMatchObject({ x: 120, y: above!.y, anchor: 'end' });
    const [late, early] = drawing.rows.map(({ bars }) => bars[0]!.box);
    expect(late!.right - early!.left).toBeGreaterThan(90);
  });

  test('signs go on in the next line', () => {
    const narrow = trackDrawing(data, room(90));
    expect(narrow.key[1]!.x).toBe(0);
    expect(narrow.key[1]!.y).toBeGreaterThan(narrow.key[0]!.y);
  });
});
