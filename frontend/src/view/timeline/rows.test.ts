import { describe, expect, it } from 'vitest';
import type { Card, LaneKey } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import type { Plan } from './plan.ts';
import { Places, rowAt, rowsBetween, rowsFor, topsOf, type CardRow } from './rows.ts';

const registers = {
  units: [
    { id: 'u1', name: 'Schools' },
    { id: 'u2', name: 'Care' },
  ],
  clusters: [],
  nameOf: (person: string) => person,
};

function planned(
  id: string,
  lane: LaneKey,
  from: string,
  more: Partial<Card> & { over?: boolean } = {},
): CardRow {
  const { over = false, ...fields } = more;
  const plan: Plan = {
    ...{ from, until: '2028-01-01', segments: [], ghosts: [] },
    ...{ openStart: false, openEnd: false, over },
  };
  return { kind: 'card', id, card: card(id, 'a0', { lane, ...fields }), plan };
}

const cards = [
  planned('pilot', 'sprint', '2026-04-01', { unit: 'u2' }),
  planned('late', 'marathon', '2027-01-01', { unit: 'u1' }),
  planned('early', 'marathon', '2025-01-01', { unit: 'u2' }),
  planned('over', 'marathon', '2023-01-01', { over: true }),
];

const rows = (
  ...[by, folded = '', among = cards]: [by?: 'unit', folded?: string, among?: readonly CardRow[]]
) => rowsFor(among, by, registers, new Places().order, (group) => group === folded).map(({ id }) => id);

describe('the rows of a timeline', () => {
  it('come by lane and then by beginning, what is over last', () => {
    expect(rows()).toEqual(['lane:marathon', 'early', 'late', 'over', 'lane:sprint', 'pilot']);
  });

  it('come by what they are grouped by, both lanes together', () => {
    expect(rows('unit')).toEqual(['unit:u1', 'late', 'unit:u2', 'early', 'pilot', 'unit:', 'over']);
  });

  it('leave out what is folded, and groups without cards', () => {
    expect(rows(undefined, 'lane:marathon')).toEqual(['lane:marathon', 'lane:sprint', 'pilot']);
    expect(rows(undefined, '', cards.slice(0, 1))).toEqual(['lane:sprint', 'pilot']);
    expect(rows('unit', '', cards.slice(1, 2))).toEqual(['unit:u1', 'late']);
  });

  it('count the cards of a group, folded or not', () => {
    const groups = rowsFor(cards, undefined, registers, new Places().order, () => true);
    expect(groups).toMatchObject([{ count: 3, folded: true }, { count: 1 }]);
  });

  it('stay where they are when a card is planned anew', () => {
    const places = new Places();
    const order = (among: readonly CardRow[]) =>
      rowsFor(among, undefined, registers, places.order, () => false).map(({ id }) => id);
    const before = order(cards);
    const moved = cards.map((one) =>
      one.card.id === 'early' ? planned('early', 'marathon', '2029-01-01') : one,
    );
    expect(order(moved)).toEqual(before);
    const added = [...moved, planned('new', 'marathon', '2026-01-01')];
    expect(order(added)).toEqual(['lane:marathon', 'early', 'new', 'late', 'over', 'lane:sprint', 'pilot']);
  });
});

describe('the rows in view', () => {
  const all = rowsFor(cards, undefined, registers, new Places().order, () => false);
  const tops = topsOf(all, { card: 40, group: 30 });

  it('begin where those above end', () => {
    expect([...tops]).toEqual([0, 30, 70, 110, 150, 180, 220]);
  });

  it('are those between two heights', () => {
    expect(rowsBetween(tops, 0, 100)).toEqual([0, 3]);
    expect(rowsBetween(tops, 75, 160)).toEqual([2, 5]);
    expect(rowsBetween(tops, -50, -10)).toEqual([0, 0]);
    expect(rowsBetween(tops, 500, 900)).toEqual([6, 6]);
    expect(rowsBetween(topsOf([], { card: 40, group: 30 }), 0, 100)).toEqual([0, 0]);
  });

  it('are found by a height, and nothing lies above or below them', () => {
    expect([0, 29, 30, 219].map((height) => rowAt(all, tops, height)?.id)).toEqual([
      ...['lane:marathon', 'lane:marathon'],
      ...[all[1]!.id, all[5]!.id],
    ]);
    expect([rowAt(all, tops, -1), rowAt(all, tops, 220)]).toEqual([undefined, undefined]);
  });
});
