import { expect, test } from 'vitest';
import { card, opened } from '../testing/opened.ts';
import { endsOf, lineTo, spread, type Box } from './lines.ts';

const screen: Box = { left: 0, top: 0, right: 1000, bottom: 800 };
const box = (left: number, top: number): Box => ({ left, top, right: left + 200, bottom: top + 100 });
const informs = { kind: 'informs', other: 'b', back: false } as const;

test('a card is an end of its own pairs and of those that others have with it, while they are here', () => {
  const { store } = opened([
    card('Pilot', 'a0', {
      pairs: [
        { kind: 'informs', card: 'Tender' },
        { kind: 'derisks', card: 'Nowhere' },
      ],
    }),
    card('Tender', 'a1', { pairs: [{ kind: 'blocked_by', card: 'Pilot' }] }),
  ]);
  expect(endsOf(store, 'Pilot')).toEqual([
    { kind: 'informs', other: 'Tender', back: false },
    { kind: 'blocked_by', other: 'Tender', back: true },
  ]);
});

test('a line goes from the side that is turned to the other card, in the direction of the pair', () => {
  const there = lineTo(box(100, 100), box(500, 400), box(500, 400), screen, informs);
  expect(there.path).toBe('M300 150C400 150 400 450 500 450');
  expect(there.away).toBe(false);
  const back = lineTo(box(100, 100), box(500, 400), box(500, 400), screen, { ...informs, back: true });
  expect(back.path).toBe('M500 450C400 450 400 150 300 150');
});

test('between cards of one column a line bows beside them', () => {
  const { path } = lineTo(box(100, 100), box(100, 400), box(100, 400), screen, informs);
  expect(path).toBe('M300 150C360 150 360 450 300 450');
});

test('a line to a card out of sight ends at the edge', () => {
  const line = lineTo(box(100, 100), box(1500, 400), undefined, screen, informs);
  expect(line.away).toBe(true);
  expect(line.path).toMatch(/ 984 450$/);
});

test('labels do not lie on each other, nor beyond the screen', () => {
  const line = lineTo(box(100, 100), box(500, 400), box(500, 400), screen, informs);
  const far = { ...line, label: { x: 990, y: 305 } };
  const labels = spread([far, line], screen, 200).map(({ label }) => label);
  expect(labels).toEqual([
    { x: 400, y: 300 },
    { x: 900, y: 328 },
  ]);
});
