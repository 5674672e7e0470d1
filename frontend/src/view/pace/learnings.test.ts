import { expect, test } from 'vitest';
import type { Card } from '../../board/types.ts';
import { alike, found } from './learnings.ts';

const at = '2026-01-10T08:00:00.000Z';
const card = (id: string, title: string, learned: string): Card => ({
  id,
  lane: 'sprint',
  stage: 'decided',
  rank: id,
  title,
  learning: { learned },
  since: at,
  created_at: at,
  created_by: 'ann',
  changed_at: at,
  changed_by: 'ann',
});
const cards = [
  card('bins', 'Sensors in litter bins', 'Batteries last one winter'),
  card('leaks', 'Sensors that listen for leaks', 'Pipes of plastic are silent'),
  card('speech', 'Speech to text in meetings', 'Dialects were understood'),
];
const ids = (found: readonly Card[]) => found.map(({ id }) => id);

test('all the words must be there', () => {
  expect(ids(found(cards, 'sensors winter'))).toEqual(['bins']);
  expect(ids(found(cards, ''))).toEqual(['bins', 'leaks', 'speech']);
});

test('what is alike shares words, in whatever form', () => {
  expect(ids(alike(cards, 'Litter sensor for the harbour'))).toEqual(['bins']);
  expect(ids(alike(cards, 'sensors'))).toEqual(['bins', 'leaks']);
  expect(alike(cards, 'A new ferry')).toEqual([]);
  expect(alike(cards, 'x')).toEqual([]);
});
