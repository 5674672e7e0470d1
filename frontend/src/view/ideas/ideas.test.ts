import { expect, test } from 'vitest';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import { defaultSettings } from '../../board/records.ts';
import type { Card } from '../../board/types.ts';
import { fates, inlet, proposals } from './ideas.ts';

const day = (date: number) => `2026-10-${String(date).padStart(2, '0')}T08:00:00.000Z`;
const card = (id: string, date: number, more: Partial<Card> = {}): Card => ({
  id,
  lane: 'sprint',
  stage: 'inlet',
  rank: id,
  title: id,
  since: day(date),
  created_at: day(date),
  created_by: 'ann',
  changed_at: day(date),
  changed_by: 'ann',
  ...more,
});
const sprint = [
  { id: 'inlet', key: 'proposed', name: 'Wishes', custom: true },
  { id: 'running', key: 'running', name: 'In use' },
];
const board: Portfolio = {
  lanes: [
    { key: 'marathon', stages: [{ id: 'need', key: 'need', name: 'Need' }] },
    { key: 'sprint', stages: sprint },
  ],
  settings: defaultSettings,
  holidays: new Map(),
  units: [],
  gates: [],
  bodies: [],
  cards: [
    card('older', 1),
    card('newer', 2, { created_by: 'bo' }),
    card('wanted', 1, { votes: ['bo', 'cy'] }),
    card('tried', 3, { stage: 'running', since: day(9), pairs: [{ kind: 'graduates_to', card: 'bought' }] }),
    card('begun', 4, { stage: 'running' }),
    card('bought', 5, { lane: 'marathon', stage: 'need' }),
  ],
  archive: [
    card('double', 6, { merged_into: 'middle' }),
    card('middle', 7, { merged_into: 'wanted', created_by: 'bo' }),
  ],
};

test('ideas come into the stage of proposals, whatever people call it', () => {
  expect(inlet(board)?.id).toBe('inlet');
  expect(inlet({ lanes: [{ key: 'sprint', stages: sprint.slice(1) }] })).toBeUndefined();
});

test('the most wanted proposals come first, and then the newest', () => {
  expect(proposals(board).map(({ id }) => id)).toEqual(['wanted', 'newer', 'older']);
});

test('a proposer sees what became of each idea', () => {
  const told = fates(board, 'ann').map(({ card, archived, into, grew }) => [
    card.id,
    archived,
    into?.id ?? '',
    grew.map(({ id }) => id).join(),
  ]);
  expect(told).toEqual([
    ['double', true, 'wanted', ''],
    ['tried', false, '', 'bought'],
    ['older', false, '', ''],
    ['wanted', false, '', ''],
  ]);
  expect(fates(board, 'cy')).toEqual([]);
});
