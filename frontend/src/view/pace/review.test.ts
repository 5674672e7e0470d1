import { expect, test } from 'vitest';
import { Board } from '../../board/board.ts';
import { portfolio } from '../../board/pace/portfolio.ts';
import type { Card, WireBoard } from '../../board/types.ts';
import { quartersOf, reviewOf } from './review.ts';

const at = '2026-01-10T08:00:00.000Z';
const stamp = { by: 'ann', at };
const stages = ['proposed', 'setup', 'running', 'decided'].map((id) => ({ id, key: id, name: id }));

function pilot(id: string, more: Partial<Card>): Card {
  const made = { since: at, created_at: at, created_by: 'ann', changed_at: at, changed_by: 'ann' };
  return { id, lane: 'sprint', stage: 'setup', rank: `a${id}`, title: id, ...made, ...more };
}

const wire: WireBoard = {
  id: 'b',
  name: 'B',
  epoch: 'e',
  seq: 1,
  lanes: [
    { key: 'marathon', stages: [{ id: 'need', key: 'need', name: 'Need' }] },
    { key: 'sprint', stages },
  ],
  cards: [
    pilot('1', { quarter: '2026-Q1', stage: 'decided', outcome: 'stop', in_place_on: '2026-02-02' }),
    pilot('2', { quarter: '2026-Q1', stage: 'decided', outcome: 'scale', in_place_on: '2026-04-20' }),
    pilot('3', {
      quarter: '2026-Q2',
      carried: [{ from: '2026-Q1', to: '2026-Q2', reason: 'Late', ...stamp }],
    }),
    pilot('4', { quarter: '2026-Q1' }),
  ],
  archive: [pilot('5', { quarter: '2026-Q1', outcome: 'adopt', in_place_on: '2026-03-31' })],
};

const ids = (cards: readonly Card[]) => cards.map(({ id }) => id);

test('a review tells every pilot of its quarter once by what became of it', () => {
  const review = reviewOf(portfolio(Board.from(wire), new Map()), '2026-Q1', '2026-05-01');
  expect(ids(review.all)).toEqual(['4', '1', '2', '5', '3']);
  expect(ids(review.inTime)).toEqual(['1', '5']);
  expect(ids(review.stop)).toEqual(['1']);
  expect(ids(review.scale)).toEqual(['2']);
  expect(ids(review.adopt)).toEqual(['5']);
  expect(ids(review.carried)).toEqual(['3']);
  expect(ids(review.undecided)).toEqual(['4']);
});

test('quarters are those of the pilots, and the one given', () => {
  expect(quartersOf(portfolio(Board.from(wire), new Map()), '2026-Q4')).toEqual([
    '2026-Q4',
    '2026-Q2',
    '2026-Q1',
  ]);
});
