import { expect, test } from 'vitest';
import { card } from '../testing/opened.ts';
import { linksOf } from './links.ts';
import { piecesOf } from './printed-links.ts';
import { topsOf, type CardRow } from './rows.ts';
import { timeScale } from './scale.ts';

const scale = timeScale('year', '2026-01-01', '2026-12-31', 366);

function row(id: string, from: string, until: string, other?: string): CardRow {
  const shape = { segments: [], ghosts: [], openStart: false, openEnd: false, over: false };
  const pairs = other ? { pairs: [{ kind: 'informs', card: other }] as const } : {};
  return { kind: 'card', id, card: card(id, 'a0', pairs), plan: { from, until, ...shape } };
}

function pieces(...cards: readonly CardRow[]) {
  const tops = topsOf(cards, { card: 40, group: 30 });
  const links = linksOf(cards, new Map(), { scale, tops, middle: 20, rem: 10 });
  const found = piecesOf(links, cards, scale, { middle: 20, tallest: 400, rem: 10 });
  return cards.map(
    ({ id }) =>
      found
        .get(id)
        ?.map(({ path }) => path)
        .join(' ') ?? '',
  );
}

const other = row('other', '2026-05-01', '2026-05-31');

test('a line leaves the first bar, passes the rows between, and comes to the second', () => {
  const [first, second] = [
    row('first', '2026-01-01', '2026-02-28', 'second'),
    row('second', '2026-04-01', '2026-06-30'),
  ];
  const arrow = 'm-4-2.5 4 2.5-4 2.5';
  expect(pieces(first, other, second)).toEqual(['M59 20H83V400', 'M83 0V400', `M83 0V20H90${arrow}`]);
  expect(pieces(second, other, first)).toEqual([`M83 400V20H90${arrow}`, 'M83 0V400', 'M59 20H83V0']);
});

test('a line goes back between the rows where the second bar begins too early', () => {
  const [first, second] = [
    row('first', '2026-01-01', '2026-02-28', 'second'),
    row('second', '2026-02-01', '2026-06-30'),
  ];
  expect(pieces(first, second)).toEqual(['M59 20H66V400', 'M66 0H24M24 0V20H31m-4-2.5 4 2.5-4 2.5']);
  expect(pieces(second, first)).toEqual(['M24 400V20H31m-4-2.5 4 2.5-4 2.5', 'M59 20H66V0M66 0H24']);
});
