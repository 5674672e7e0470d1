import { expect, test } from 'vitest';
import type { Card } from '../../board/types.ts';
import { isSaid, through, type Said } from './doors.ts';

const at = '2026-01-10T08:00:00.000Z';
const card: Card = {
  id: 'bins',
  lane: 'sprint',
  stage: 'running',
  rank: 'a0',
  title: 'Bins',
  since: at,
  created_at: at,
  created_by: 'ann',
  changed_at: at,
  changed_by: 'ann',
};
const said: Said = {
  door: 'stop',
  learning: { tried: 'Sensors', result: 'refuted', learned: 'Wind tips them' },
  reason: '',
  quarter: '2026-Q2',
  into: '',
};
const kinds = (more: Partial<Said>) =>
  through(card, { ...said, ...more }, 'decided', 'next', 'Why').map(({ cmd }) => cmd);

test('decisions need what was learned, going on needs a reason', () => {
  expect(isSaid(said)).toBe(true);
  expect(isSaid({ ...said, learning: { tried: 'Sensors' } })).toBe(false);
  expect(isSaid({ ...said, door: 'carry' })).toBe(false);
  expect(isSaid({ ...said, door: 'carry', reason: 'Late' })).toBe(true);
});

test('each door is one step', () => {
  expect(kinds({})).toEqual(['card.change', 'card.move']);
  expect(kinds({ door: 'scale' })).toEqual(['card.change', 'card.continue', 'card.move']);
  expect(kinds({ door: 'scale', into: 'waste' })).toEqual(['card.change', 'card.change', 'card.move']);
  expect(kinds({ door: 'extend', reason: 'Season' })).toEqual(['card.extend']);
  expect(kinds({ door: 'carry', reason: 'Late' })).toEqual(['card.carry']);
  expect(through({ ...card, stage: 'decided' }, said, 'decided', 'next', 'Why')).toHaveLength(1);
});
