import type { Card } from '../../board/types.ts';
import { bar, boxOf, drawnSegments, line, slipOf, type DrawnSegment, type Sizes } from './drawing.ts';
import { shapes, spotsOf, type Mark } from './marks.ts';
import type { Plan } from './plan.ts';
import type { TimeScale } from './scale.ts';
import { circle, signPath } from './signs.ts';

/** What is drawn of cards on a timeline, all that looks alike as one path: the fewer there are, the smoother it scrolls. */

/** A card that is drawn in a row which begins at `top`. */
export interface Drawn {
  readonly card: Card;
  readonly plan: Plan;
  readonly marks: readonly Mark[];
  readonly top: number;
}

/** What looks alike, by its lane and what it is. */
export interface Stroke {
  readonly kind: string;
  readonly path: string;
}

/** The name of what a segment stands for, where there is room for it. */
export interface Label extends Pick<DrawnSegment, 'segment' | 'x' | 'width'> {
  readonly card: Card;
  readonly y: number;
}

/** In this order they lie on each other. */
const order = [
  ...['sprint target', 'sprint left', 'marathon contract', 'marathon option'],
  ...['marathon', 'sprint'].flatMap((lane) =>
    ['overdue', 'past', 'now', 'ahead'].map((kind) => `${lane} ${kind}`),
  ),
  ...['marathon ghost', 'marathon slip'],
  ...shapes.map((shape) => `sign ${shape}`),
  'sign more',
];

/** What signs nearer to each other than this, in sizes of a sign, are drawn as one. */
export const nearSigns = 2.2;

/** All that is drawn of some cards, and the names in their bars. */
export function drawn(
  rows: readonly Drawn[],
  scale: TimeScale,
  sizes: Sizes,
): { readonly strokes: readonly Stroke[]; readonly labels: readonly Label[] } {
  const paths = new Map<string, string>();
  const labels: Label[] = [];
  const add = (kind: string, path: string) => paths.set(kind, (paths.get(kind) ?? '') + path);
  for (const row of rows) {
    const segments = drawnSegments(row.plan, scale, sizes, row.top);
    for (const { segment, path, x, width, named } of segments) {
      add(`${row.card.lane} ${segment.state}`, path);
      if (named) labels.push({ card: row.card, segment, x, width, y: row.top + sizes.bar });
    }
    addPlan(add, row, scale, sizes);
    addSigns(add, row, scale, sizes);
  }
  const strokes = order.flatMap((kind) => {
    const path = paths.get(kind);
    return path ? [{ kind, path }] : [];
  });
  return { strokes, labels };
}

type Add = (kind: string, path: string) => void;

/** What lies around the bar: its target, what was planned before, the contract, and by how much it is late. */
function addPlan(add: Add, { card: { lane }, plan, top }: Drawn, scale: TimeScale, sizes: Sizes): void {
  const middle = top + sizes.bar + sizes.barHeight / 2;
  const thin = sizes.barHeight * 0.36;
  const inset = sizes.mark * 0.8;
  if (plan.target)
    add(
      `${lane} target`,
      bar(boxOf(plan.target, scale), top + inset, sizes.row - 2 * inset, sizes.radius * 1.4),
    );
  if (plan.contract) add(`${lane} contract`, bar(boxOf(plan.contract, scale), middle - thin / 2, thin, 0));
  if (plan.option) add(`${lane} option`, bar(boxOf(plan.option, scale), middle - thin / 2, thin, 0));
  if (plan.overdue) add(`${lane} overdue`, line(boxOf(plan.overdue, scale), middle));
  for (const ghost of plan.ghosts) {
    const box = boxOf(ghost, scale);
    if (lane === 'sprint')
      add('sprint left', bar(box, top + inset, sizes.row - 2 * inset, sizes.radius * 1.4));
    else add('marathon ghost', bar(box, top + sizes.ghost, sizes.ghostHeight, sizes.ghostHeight / 2));
  }
  const slip = lane === 'marathon' && slipOf(plan, scale);
  if (slip) add('marathon slip', line(slip, top + sizes.ghost + sizes.ghostHeight / 2));
}

function addSigns(add: Add, { marks, top }: Drawn, scale: TimeScale, sizes: Sizes): void {
  const y = top + sizes.marks;
  for (const { x, shape, marks: here } of spotsOf(marks, scale, sizes.mark * nearSigns)) {
    add(`sign ${shape}`, signPath(shape, x, y, sizes.mark));
    if (here.length > 1) add('sign more', circle(x + sizes.mark * 1.35, y - sizes.mark * 0.9, 2));
  }
}
