import { beforeAll, expect, test } from 'vitest';
import { speak } from '../../words.svelte.ts';
import { bands, calendar, values, widest, wrapped } from './axis.ts';
import type { Room, Tick } from './drawing.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

/** A type of 10 pixels whose letters are all as wide. */
const room: Room = { width: 1000, em: 10, measure: (text) => text.length * 6 };

const words = (ticks: readonly Tick[]) => ticks.map(({ lines }) => lines.join(' '));

/** Whether every mark begins where the words of the one before have ended. */
const apart = (ticks: readonly Tick[]) =>
  ticks.slice(1).every(({ at }, i) => at >= ticks[i]!.at + widest(ticks[i]!.lines, room.measure));

test('words are cut into lines between them', () => {
  expect(wrapped('Contract and implementation', 13 * 6, room.measure)).toEqual([
    'Contract and',
    'implementation',
  ]);
  expect(wrapped('Implementation', 10, room.measure)).toEqual(['Implementation']);
});

test('days are named as finely as there is room for, and never on each other', () => {
  const named = (from: string, to: string, width: number) => {
    const { ticks } = calendar(from, to, [0, width], room);
    expect(apart(ticks)).toBe(true);
    return words(ticks);
  };
  expect(named('2026-10-01', '2026-11-22', 900).slice(0, 2)).toEqual(['wk 41', 'wk 42']);
  expect(named('2026-01-01', '2026-11-22', 900).slice(0, 2)).toEqual(['Jan 2026', 'Feb']);
  expect(named('2025-11-22', '2026-11-22', 400)).toEqual(['Q1 2026', 'Q2 2026', 'Q3 2026', 'Q4 2026']);
  expect(named('2023-11-22', '2026-11-22', 200)).toEqual(['2024', '2025', '2026']);
});

test('bands whose names do not fit are named now and then, the last one always', () => {
  const names = ['Q1 2026', 'Q2 2026', 'Q3 2026', 'Q4 2026', 'Q1 2027'];
  const named = (width: number) => bands(names, (at) => at * width, width, room);
  expect(words(named(100))).toEqual(names);
  expect(named(40)[0]!.lines).toEqual(['Q1', '2026']);
  expect(words(named(20))).toEqual(['Q1 2026', 'Q3 2026', 'Q1 2027']);
});

test('a narrow scale that lies ends where its values do', () => {
  const { scale, ticks } = values([-32, 190], [0, 200], room);
  expect(scale.domain()).toEqual([-40, 200]);
  expect(words(ticks)).toEqual(['0', '100', '200']);
});

test('values begin at zero, and whole ones have no parts', () => {
  const { scale, ticks } = values([3], [100, 0], room, { whole: true });
  expect(scale(0)).toBe(100);
  expect(words(ticks)).toEqual(['0', '1', '2', '3']);
  expect(words(values([-40, 20], [0, 300], room).ticks)).toContain('0');
  expect(words(values([], [100, 0], room, { whole: true }).ticks)).toEqual(['0', '1']);
});
