import { describe, expect, it } from 'vitest';
import type { Card } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { sizesFor } from './drawing.ts';
import type { Mark } from './marks.ts';
import type { Plan } from './plan.ts';
import { timeScale } from './scale.ts';
import { drawn, type Drawn } from './strokes.ts';

const scale = timeScale('year', '2026-01-01', '2026-12-31', 732);
const sizes = sizesFor(10);

function row(
  top: number,
  more: Partial<Plan> = {},
  marks: readonly Mark[] = [],
  of: Partial<Card> = {},
): Drawn {
  const [from, until] = ['2026-01-01', '2026-03-31'];
  const stage = { id: 'tender', key: 'tender', name: 'Tender' };
  const plan: Plan = {
    ...{ from, until, ghosts: [], openStart: true, openEnd: true, over: false },
    segments: [{ from, until, stages: [stage], state: 'past' }],
    ...more,
  };
  return { card: card('telephony', 'a0', of), plan, marks, top };
}

const kinds = (...rows: readonly Drawn[]) => drawn(rows, scale, sizes).strokes.map(({ kind }) => kind);

describe('what is drawn', () => {
  it('is one path for all that looks alike, each row below its top', () => {
    const { strokes, labels } = drawn([row(0), row(100)], scale, sizes);
    expect(strokes).toEqual([
      { kind: 'marathon past', path: 'M0 9.5H180V21.5H0V9.5ZM0 109.5H180V121.5H0V109.5Z' },
    ]);
    expect(labels.map(({ y }) => y)).toEqual([9.5, 109.5]);
  });

  it('tells the lanes apart, and what lies below comes first', () => {
    const ghosts = [{ from: '2026-01-01', until: '2026-02-28' }];
    const pilot = row(0, { ghosts, target: { from: '2026-04-01', until: '2026-06-30' } }, [], {
      lane: 'sprint',
    });
    expect(kinds(row(50, { ghosts }), pilot)).toEqual([
      ...['sprint target', 'sprint left', 'marathon past', 'sprint past'],
      ...['marathon ghost', 'marathon slip'],
    ]);
  });

  it('has a sign for each day that is marked, and a dot where more lie on each other', () => {
    const marks: Mark[] = [
      { kind: 'tender_deadline', on: '2026-02-01' },
      { kind: 'notice', notice: 'tender', on: '2026-02-02' },
      { kind: 'in_place', on: '2026-06-01' },
    ];
    expect(kinds(row(0, {}, marks))).toEqual(['marathon past', 'sign law', 'sign in_place', 'sign more']);
  });
});
