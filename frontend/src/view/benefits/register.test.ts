import { expect, test } from 'vitest';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import { defaultSettings } from '../../board/records.ts';
import type { Benefit, Card, CheckIn } from '../../board/types.ts';
import { checking, matching, register, share, sumLines } from './register.ts';

const at = '2026-01-10T08:00:00.000Z';
const hours: Benefit = {
  id: 'b1',
  kind: 'time_saved',
  measure: 'Hours',
  unit: 'h',
  baseline: 100,
  target: 40,
};
const money: Benefit = { id: 'b2', kind: 'avoided_cost', measure: 'Licences', unit: 'SEK', target: 500 };
const check = (benefit: string, quarter: string, value: number): CheckIn => ({
  id: benefit + quarter,
  benefit,
  quarter,
  value,
  by: 'ann',
  at,
});
const card = (id: string, more: Partial<Card>): Card => ({
  id,
  lane: 'marathon',
  stage: 'benefits',
  rank: id,
  title: id,
  since: at,
  created_at: at,
  created_by: 'ann',
  changed_at: at,
  changed_by: 'ann',
  ...more,
});

const stage = (key: string) => ({ id: key, key, name: key });
const board: Portfolio = {
  lanes: [
    { key: 'marathon', stages: ['need', 'benefits', 'closed'].map(stage) },
    { key: 'sprint', stages: ['proposed', 'decided'].map(stage) },
  ],
  settings: defaultSettings,
  holidays: new Map(),
  units: [{ id: 'care', name: 'Care' }],
  gates: [],
  bodies: [],
  cards: [
    card('licences', { benefits: [money], owner: 'bo', unit: 'care' }),
    card('stopped', { lane: 'sprint', stage: 'decided', outcome: 'stop', benefits: [hours] }),
  ],
  archive: [
    card('archived', {
      stage: 'closed',
      benefits: [{ ...hours, owner: 'ann', due: '2027-01-01' }],
      check_ins: [check('b1', '2026-Q2', 70), check('b1', '2026-Q1', 90)],
    }),
  ],
};

test('the register holds what is promised, also by finished cards in the archive, and what is due first', () => {
  const entries = register(board);
  expect(entries.map(({ card }) => card.id)).toEqual(['archived', 'licences']);
  expect(entries.map(({ owner }) => owner)).toEqual(['ann', 'bo']);
  expect(entries.map(({ latest }) => latest?.value)).toEqual([70, undefined]);
});

test('the register is narrowed by kind, owner and unit', () => {
  const entries = register(board);
  const ids = (wish: Partial<Parameters<typeof matching>[1]>) =>
    matching(entries, { kind: '', owner: '', unit: '', ...wish }).map(({ card }) => card.id);
  expect(ids({})).toEqual(['archived', 'licences']);
  expect(ids({ kind: 'time_saved' })).toEqual(['archived']);
  expect(ids({ owner: 'bo' })).toEqual(['licences']);
  expect(ids({ unit: 'care' })).toEqual(['licences']);
  expect(ids({ unit: 'care', kind: 'time_saved' })).toEqual([]);
});

test('sums are told for the whole, and then part by part', () => {
  const lines = sumLines(board, 'stages');
  expect(lines.map(({ unit, place }) => [unit, place?.stage ?? ''])).toEqual([
    ['SEK', ''],
    ['h', ''],
    ['SEK', 'benefits'],
    ['h', 'closed'],
  ]);
  expect(lines.map(share)).toEqual([0, 50, 0, 50]);
  expect(sumLines(board, 'all')).toHaveLength(2);
  expect(share({ ...lines[0]!, planned: 0 })).toBeUndefined();
});

test('an archived card is taken out for its check-in and put back', () => {
  const entry = { id: 'c', benefit: 'b1', quarter: '2026-Q3', value: 60, evidence: 'Counted' };
  expect(checking('archived', true, entry).map(({ cmd }) => cmd)).toEqual([
    'card.restore',
    'entry.set',
    'card.archive',
  ]);
  expect(checking('licences', false, entry)).toEqual([
    { cmd: 'entry.set', card: 'licences', list: 'check_ins', entry },
  ]);
});
