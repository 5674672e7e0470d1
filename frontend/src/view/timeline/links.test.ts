import { describe, expect, it } from 'vitest';
import type { Contradiction } from '../../board/pace/pairs.ts';
import type { Pair } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { linksOf } from './links.ts';
import type { CardRow, Row } from './rows.ts';
import { topsOf } from './rows.ts';
import { timeScale } from './scale.ts';

function row(id: string, from: string, until: string, pairs: readonly Pair[] = []): CardRow {
  const shape = { segments: [], ghosts: [], openStart: false, openEnd: false, over: false };
  return { kind: 'card', id, card: card(id, 'a0', { pairs }), plan: { from, until, ...shape } };
}

const scale = timeScale('year', '2026-01-01', '2026-12-31', 366);
const links = (rows: readonly Row[], conflicts: ReadonlyMap<string, readonly Contradiction[]> = new Map()) =>
  linksOf(rows, conflicts, {
    ...{ scale, middle: 20, rem: 10 },
    tops: topsOf(rows, { card: 40, group: 30 }),
  });

describe('the lines between paired cards', () => {
  const first = row('first', '2026-01-01', '2026-02-28', [{ kind: 'informs', card: 'second' }]);

  it('lead from the end of what comes first to the beginning of what comes of it', () => {
    const [link] = links([first, row('second', '2026-04-01', '2026-06-30')]);
    expect(link).toMatchObject({ from: 'first', to: 'second', first: 0, last: 1, wrong: false });
    expect(link!.path).toBe('M59 20L79.5 20Q83 20 83 23.5L83 56.5Q83 60 86.5 60L90 60');
  });

  it('turn where the pair says that the other comes first', () => {
    const [link] = links([
      row('after', '2026-04-01', '2026-06-30', [{ kind: 'blocked_by', card: 'before' }]),
      row('before', '2026-01-01', '2026-02-28'),
    ]);
    expect(link).toMatchObject({ from: 'before', to: 'after' });
  });

  it('go back between the rows where the second begins too early', () => {
    const [link] = links([first, row('second', '2026-02-01', '2026-06-30')]);
    expect(link!.path).toMatch(/^M59 20L62\.5 20Q66 20 66 23\.5/);
    expect(link!.path).toMatch(/L31 60$/);
    expect(link!.sign).toEqual({ x: 24, y: 60 });
  });

  it('are left out where an end is not shown', () => {
    expect(links([first])).toEqual([]);
  });

  it('are marked where the plans contradict each other', () => {
    const wrong: Contradiction = {
      ...{ kind: 'tender_before_evaluation', card: 'first', other: 'second', pair: 'informs' },
      ...{ from: '2026-02-28', to: '2026-02-01' },
    };
    const rows = [first, row('second', '2026-02-01', '2026-06-30')];
    const known = new Map([
      ['first', [wrong]],
      ['second', [wrong]],
    ]);
    expect(links(rows, known)).toMatchObject([{ wrong: true }]);
  });
});
