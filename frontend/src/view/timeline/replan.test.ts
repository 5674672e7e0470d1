import { expect, test } from 'vitest';
import { defaultSettings } from '../../board/records.ts';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import type { Card } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { scheduleOf, type Schedule } from './schedule.ts';
import { leavesQuarter, meaningOf, misfits, replanCommands, slipsBaseline, wantsReason } from './replan.ts';

const stage = (id: string) => ({ id, key: id, name: id });

const board = (...cards: readonly Card[]): Portfolio => ({
  lanes: [
    { key: 'marathon', stages: ['need', 'tender', 'closed'].map(stage) },
    { key: 'sprint', stages: ['proposed', 'running', 'evaluation', 'decided'].map(stage) },
  ],
  settings: defaultSettings,
  holidays: new Map(),
  units: [],
  gates: [],
  bodies: [],
  cards,
  archive: [],
});

const schedule = (start = '', end = '', quarter = ''): Schedule => ({ start, end, quarter });
const procurement = (more: Partial<Card> = {}) =>
  card('Telephony', 'a0', { start: '2026-01-01', end: '2027-12-31', ...more });
const pilot = (more: Partial<Card> = {}) =>
  card('Chat', 'a0', { lane: 'sprint', stage: 'running', quarter: '2026-Q4', ...more });
const today = '2026-11-22';

test('a pilot that leaves a quarter that has begun, undecided, is put on record', () => {
  const leaves = (card: Card, quarter: string) =>
    leavesQuarter(board(), card, schedule('', '', quarter), today);
  expect(leaves(pilot(), '2027-Q1')).toBe(true);
  expect(leaves(pilot({ quarter: '2026-Q2' }), '2026-Q4')).toBe(true);
  expect(leaves(pilot({ stage: 'proposed' }), '2027-Q1')).toBe(true);
  expect(leaves(pilot(), '2026-Q4')).toBe(false);
  expect(leaves(pilot(), '2026-Q3')).toBe(false);
  expect(leaves(pilot(), '')).toBe(false);
  expect(leaves(pilot({ quarter: '2027-Q1' }), '2027-Q2')).toBe(false);
  expect(leaves(pilot({ stage: 'decided' }), '2027-Q1')).toBe(false);
  expect(leaves(procurement({ quarter: '2026-Q4' }), '2027-Q1')).toBe(false);
});

test('a reason is asked when a baseline’s end changes', () => {
  const promised = procurement({ baseline_end: '2027-06-30' });
  expect(slipsBaseline(promised, schedule('2026-01-01', '2028-01-31'))).toBe(true);
  expect(slipsBaseline(promised, schedule('2026-01-01', ''))).toBe(true);
  expect(slipsBaseline(promised, schedule('2026-03-01', '2027-12-31'))).toBe(false);
  expect(wantsReason(board(), procurement(), schedule('2026-01-01', '2028-01-31'), today)).toBe(false);
  expect(wantsReason(board(), promised, schedule('2026-01-01', '2028-01-31'), today)).toBe(true);
});

test('legal dates stay, and those that do not fit are named', () => {
  const bought = procurement({
    tender_deadline: '2026-06-01',
    award: { notified_on: '2026-09-01', electronic: true },
    contract: { start: '2026-11-01', end: '2030-10-31' },
    options: [{ id: 'o1', decide_by: '2030-01-15', until: '2032-10-31' }],
  });
  const found = (...days: [string, string]) =>
    misfits(board(), bought, schedule(...days)).map(({ date, how }) => `${date.kind} ${how}`);
  expect(found('2026-01-01', '2027-12-31')).toEqual([]);
  expect(found('2026-07-01', '2027-12-31')).toEqual(['tender_deadline before_start']);
  expect(found('2026-01-01', '2026-08-31')).toEqual([
    'standstill_end after_end',
    'earliest_signing after_end',
  ]);
  expect(found('2026-01-01', '2031-01-01')).toEqual(['contract_end before_end']);
  expect(found('2030-06-01', '')).toContain('option_decide_by before_start');
  expect(found('', '')).toEqual([]);
});

test('what fitted until now is told apart from what never did', () => {
  const bought = procurement({ tender_deadline: '2026-06-01', contract: { end: '2027-10-31' } });
  const { misfits, news } = meaningOf(board(bought), bought, schedule('2026-07-01', '2027-12-31'));
  expect(misfits.map(({ date }) => date.kind)).toEqual(['tender_deadline', 'contract_end']);
  expect(news.map(({ date }) => date.kind)).toEqual(['tender_deadline']);
});

test('contradictions with other cards that a plan brings about or ends are told', () => {
  const blocked = procurement({ pairs: [{ kind: 'blocked_by', card: 'Network' }] });
  const network = card('Network', 'a1', { end: '2027-09-30' });
  const all = board(blocked, network);
  const later = meaningOf(all, network, schedule('', '2028-03-31'));
  expect(later.begun.map(({ kind, card }) => [kind, card])).toEqual([['blocker_ends_later', 'Telephony']]);
  expect(later.ended).toEqual([]);
  const late = { ...network, end: '2028-03-31' };
  const back = meaningOf(board(blocked, late), late, schedule('', '2027-11-30'));
  expect(back.begun).toEqual([]);
  expect(back.ended.map(({ kind }) => kind)).toEqual(['blocker_ends_later']);
  expect(meaningOf(board(blocked, late), late, schedule('', '2028-06-30')).begun).toEqual([]);
});

test('a plan becomes as few commands as it takes', () => {
  const promised = procurement({ baseline_end: '2027-06-30' });
  expect(replanCommands(promised, scheduleOf(promised), { reason: 'x' })).toEqual([]);
  expect(replanCommands(promised, schedule('2026-02-01', '2028-01-31'), { reason: ' Appeal ' })).toEqual([
    {
      cmd: 'card.change',
      card: 'Telephony',
      set: { start: '2026-02-01', end: '2028-01-31' },
      reason: 'Appeal',
    },
  ]);
  expect(replanCommands(procurement(), schedule('2026-01-01', ''))).toEqual([
    { cmd: 'card.change', card: 'Telephony', set: { end: '' } },
  ]);
  expect(
    replanCommands(pilot(), schedule('', '', '2027-Q1'), { leaving: 'carry', reason: 'Winter' }),
  ).toEqual([{ cmd: 'card.carry', card: 'Chat', quarter: '2027-Q1', reason: 'Winter' }]);
  expect(
    replanCommands(pilot({ end: '2026-12-31' }), schedule('', '2027-03-31', '2027-Q1'), {
      leaving: 'extend',
      reason: 'Winter',
    }),
  ).toEqual([
    { cmd: 'card.extend', card: 'Chat', quarter: '2027-Q1', reason: 'Winter' },
    { cmd: 'card.change', card: 'Chat', set: { end: '2027-03-31' } },
  ]);
  expect(replanCommands(pilot({ quarter: '2027-Q1' }), schedule('', '', '2027-Q2'))).toEqual([
    { cmd: 'card.change', card: 'Chat', set: { quarter: '2027-Q2' } },
  ]);
});
