import { describe, expect, it } from 'vitest';
import type { Stage } from '../../board/types.ts';
import { boxOf, drawnSegments, sizesFor, slipOf } from './drawing.ts';
import type { Plan, Segment } from './plan.ts';
import { timeScale } from './scale.ts';

const scale = timeScale('year', '2026-01-01', '2026-12-31', 732);
const sizes = sizesFor(16);
const stage: Stage = { id: 'tender', key: 'tender', name: 'Tender' };
const segment = (from: string, until: string, stages = [stage]): Segment => ({
  from,
  until,
  stages,
  state: 'now',
});

function plan(segments: readonly Segment[], more: Partial<Plan> = {}): Plan {
  const [from, until] = [segments[0]!.from, segments.at(-1)!.until];
  return { from, until, segments, ghosts: [], openStart: false, openEnd: false, over: false, ...more };
}

describe('a bar', () => {
  it('covers its days whole, and is never too narrow to be seen', () => {
    expect(boxOf({ from: '2026-01-01', until: '2026-01-31' }, scale)).toEqual({ x: 0, width: 62 });
    const far = timeScale('years5', '2026-01-01', '2026-12-31', 300);
    expect(boxOf({ from: '2026-03-01', until: '2026-03-01' }, far).width).toBe(2);
  });

  it('has its segments side by side, round at the ends that are known', () => {
    const [first, last] = drawnSegments(
      plan([segment('2026-01-01', '2026-01-31'), segment('2026-02-01', '2026-03-31', [])], { openEnd: true }),
      scale,
      sizes,
    );
    expect(first).toMatchObject({ x: 0, width: 61 });
    expect(last).toMatchObject({ x: 62, width: 118 });
    expect(first!.path.match(/a/g)).toHaveLength(2);
    expect(last!.path).not.toMatch(/a/);
  });

  it('names a stage once, where there is room for it', () => {
    const named = (...segments: Segment[]) =>
      drawnSegments(plan(segments), scale, sizes).map(({ named }) => named);
    expect(named(segment('2026-01-01', '2026-03-31'), segment('2026-04-01', '2026-06-30'))).toEqual([
      true,
      false,
    ]);
    expect(named(segment('2026-01-01', '2026-01-05'), segment('2026-01-06', '2026-06-30'))).toEqual([
      false,
      true,
    ]);
  });

  it('shows by how much it ends later than planned', () => {
    const late = plan([segment('2026-01-01', '2026-03-31')], {
      ghosts: [{ from: '2026-01-01', until: '2026-02-28' }],
    });
    expect(slipOf(late, scale)).toEqual({ x: 118, width: 62 });
    expect(slipOf({ ...late, ghosts: [{ from: '2026-01-01', until: '2026-04-30' }] }, scale)).toBeUndefined();
    expect(slipOf({ ...late, ghosts: [] }, scale)).toBeUndefined();
  });
});
