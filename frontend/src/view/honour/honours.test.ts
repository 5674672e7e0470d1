import { expect, test } from 'vitest';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import { defaultSettings } from '../../board/records.ts';
import type { Card, Recognition } from '../../board/types.ts';
import { balance, honours, usualKind } from './honours.ts';

const card = (id: string, lane: Card['lane'], recognitions: readonly Recognition[]): Card => ({
  id,
  lane,
  stage: 'any',
  rank: id,
  title: id,
  recognitions,
  since: '2025-01-01T08:00:00.000Z',
  created_at: '2025-01-01T08:00:00.000Z',
  created_by: 'ann',
  changed_at: '2025-01-01T08:00:00.000Z',
  changed_by: 'ann',
});
const thanks = (id: string, kind: Recognition['kind'], day: string): Recognition => ({
  id,
  kind,
  by: 'ann',
  at: `${day}T08:00:00.000Z`,
});
const board: Portfolio = {
  lanes: [],
  settings: defaultSettings,
  holidays: new Map(),
  units: [],
  gates: [],
  bodies: [],
  cards: [
    card('payroll', 'marathon', [
      thanks('old', 'stamina', '2024-03-01'),
      thanks('new', 'stamina', '2026-11-01'),
    ]),
    card('chat', 'sprint', [thanks('quick', 'pace', '2026-05-01')]),
  ],
  archive: [card('bins', 'sprint', [thanks('stop', 'brave', '2026-11-20')])],
};
const ids = (period: 'quarter' | 'year' | 'ever') =>
  honours(board, period, '2026-11-22').map(({ recognition }) => recognition.id);

test('the newest come first, those of archived cards too, as far back as asked', () => {
  expect(ids('quarter')).toEqual(['stop', 'new']);
  expect(ids('year')).toEqual(['stop', 'new', 'quick']);
  expect(ids('ever')).toEqual(['stop', 'new', 'quick', 'old']);
});

test('the balance counts lanes and kinds', () => {
  expect(balance(honours(board, 'ever', '2026-11-22'))).toEqual({
    lanes: { marathon: 2, sprint: 2 },
    kinds: { stamina: 2, pace: 1, brave: 1 },
  });
});

test('a card is usually recognised for its pace, and a stop for its courage', () => {
  expect(usualKind(board.cards[0]!)).toBe('stamina');
  expect(usualKind(board.cards[1]!)).toBe('pace');
  expect(usualKind({ ...board.cards[1]!, outcome: 'stop' })).toBe('brave');
});
