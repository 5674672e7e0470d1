import { beforeAll, expect, test } from 'vitest';
import type { Card } from '../../board/types.ts';
import { card, opened } from '../testing/opened.ts';
import { speak } from '../words.svelte.ts';
import { ticksOf } from './clock.ts';

beforeAll(() => speak('en'));

function told(more: Partial<Card>, on: string): string[] {
  const { desk } = opened([]);
  const gates = [
    { id: 'mandate', key: 'mandate', lane: 'marathon', stage: 'concept', name: 'Mandate' },
  ] as const;
  return ticksOf(desk.clock, gates, card('a', 'a0', more), on).map(({ text }) => text);
}

test.each([
  ['2026-10-05', 'Q4 2026, 12 weeks left'],
  ['2026-12-10', 'Q4 2026 at risk, 3 weeks left'],
  ['2027-01-02', 'Q4 2026 is over, no decision'],
])('on %s a pilot of the fourth quarter says %s', (on, text) => {
  expect(told({ lane: 'sprint', stage: 'proposed', quarter: '2026-Q4' }, on)).toEqual([text]);
});

test('a pilot in use says so, and how often it was carried', () => {
  const stamp = { by: 'ann', at: '2026-10-01T08:00:00.000Z' };
  const carried = [{ to: '2026-Q4', reason: 'The supplier was late', ...stamp }];
  const pilot = {
    lane: 'sprint',
    stage: 'running',
    quarter: '2026-Q4',
    in_place_on: '2026-11-02',
    carried,
  } as const;
  expect(told(pilot, '2026-11-21')).toEqual(['In place, Q4 2026', 'Carried once']);
});

test('a procurement says its next legal date when it is near, and how far it has slipped', () => {
  const dates = { tender_deadline: '2026-12-04', baseline_end: '2027-03-31', end: '2027-04-30' };
  expect(told(dates, '2026-11-21')).toEqual([
    'Tender deadline 4 December 2026',
    '30 days behind the baseline',
  ]);
  expect(told({ tender_deadline: '2027-06-01' }, '2026-11-21')).toEqual([]);
});

test('a gate that was passed without an approval stays in sight until it is decided', () => {
  const stamp = { by: 'ann', at: '2026-10-01T08:00:00.000Z' };
  const passes = [{ stage: 'concept', gates: ['mandate'], reason: 'Next week', ...stamp }];
  const verdict = { id: 'd', gate: 'mandate', ...stamp };
  const at = { stage: 'concept', passes };
  expect(told(at, '2026-11-21')).toEqual(['Gate passed without a decision']);
  expect(told({ ...at, decisions: [{ ...verdict, outcome: 'pending' }] }, '2026-11-21')).toEqual([
    'Decision pending',
  ]);
  expect(told({ ...at, decisions: [{ ...verdict, outcome: 'approved' }] }, '2026-11-21')).toEqual([]);
});
