import { expect, test } from 'vitest';
import { Board } from '../../board/board.ts';
import { portfolio } from '../../board/pace/portfolio.ts';
import type { Card, LaneKey, WireBoard } from '../../board/types.ts';
import { threats } from './threats.ts';

const at = '2026-01-10T08:00:00.000Z';
const stages = (...keys: readonly string[]) => keys.map((key) => ({ id: key, key, name: key }));

function card(id: string, lane: LaneKey, stage: string, more: Partial<Card>): Card {
  const made = { since: at, created_at: at, created_by: 'ann', changed_at: at, changed_by: 'ann' };
  return { id, lane, stage, rank: `a${id}`, title: id, ...made, ...more };
}

const wire: WireBoard = {
  id: 'b',
  name: 'B',
  epoch: 'e',
  seq: 1,
  lanes: [
    { key: 'marathon', stages: stages('need', 'tender', 'benefits', 'closed') },
    { key: 'sprint', stages: stages('proposed', 'setup', 'running', 'decided') },
  ],
  cards: [
    card('risky', 'sprint', 'setup', { quarter: '2026-Q4' }),
    card('in place', 'sprint', 'running', { quarter: '2026-Q4' }),
    card('over', 'sprint', 'running', { quarter: '2026-Q2' }),
    card('next', 'sprint', 'setup', { quarter: '2027-Q1' }),
    card('late since May', 'marathon', 'tender', { end: '2026-05-01' }),
    card('late since March', 'marathon', 'need', { end: '2026-03-01' }),
    card('handed over', 'marathon', 'benefits', { end: '2026-03-01' }),
    card('given up', 'marathon', 'tender', { end: '2026-03-01', final_status: 'cancelled' }),
    card('ends today', 'marathon', 'tender', { end: '2026-12-14' }),
    card('open', 'marathon', 'need', {}),
  ],
};

test('pilots in trouble threaten a quarter, and marathons that should be over', () => {
  const board = portfolio(Board.from(wire), new Map());
  const told = threats(board, '2026-12-14').map(({ id }) => id);
  expect(told).toEqual(['over', 'risky', 'late since March', 'late since May']);
});
