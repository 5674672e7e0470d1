import type { Waiting } from '../../board/pace/council.ts';
import { compare } from '../../board/pace/days.ts';
import { legalDates, type LegalDate } from '../../board/pace/face.ts';
import type { Rules } from '../../board/pace/portfolio.ts';
import type { Card, Day, GateID, GateOutcome, Notice } from '../../board/types.ts';
import type { TimeScale } from './scale.ts';

/** The days of a card that are marked on its row. */

export type Mark = { readonly on: Day } & (
  | { readonly kind: LegalDate['kind']; readonly option?: string }
  | { readonly kind: 'decision'; readonly gate: GateID; readonly outcome: GateOutcome }
  /** A gate that somebody is to decide on, when they meet next. */
  | { readonly kind: 'awaited'; readonly gate: GateID }
  | { readonly kind: 'notice'; readonly notice: Notice['kind'] }
  | { readonly kind: 'in_place' }
);

/** What a card waits for a body to decide when it meets. */
export interface Awaited extends Pick<Waiting, 'gate'> {
  readonly on: Day;
}

/** The marks of a card, in order. */
export function marksOf(rules: Rules, card: Card, awaited: readonly Awaited[] = []): readonly Mark[] {
  const legal = legalDates(rules, card).map(({ kind, on, option }): Mark =>
    option ? { kind, on, option } : { kind, on },
  );
  const notices = (card.notices ?? []).flatMap(({ kind, on }): Mark[] =>
    on ? [{ kind: 'notice', notice: kind, on }] : [],
  );
  const decisions = (card.decisions ?? []).flatMap(({ gate, outcome, on }): Mark[] =>
    on && outcome !== 'pending' ? [{ kind: 'decision', gate, outcome, on }] : [],
  );
  const meetings = awaited.map(({ gate, on }): Mark => ({ kind: 'awaited', gate, on }));
  const inPlace: Mark[] =
    card.lane === 'sprint' && card.in_place_on ? [{ kind: 'in_place', on: card.in_place_on }] : [];
  return [...legal, ...notices, ...decisions, ...meetings, ...inPlace].sort((a, b) => compare(a.on, b.on));
}

/** How a mark is drawn. */
export type Shape = 'law' | 'option' | 'contract' | 'passed' | 'returned' | 'awaited' | 'notice' | 'in_place';

/** The shapes, that of the weightiest mark first: where marks lie on each other it stands for all. */
export const shapes: readonly Shape[] = [
  ...(['law', 'option', 'contract', 'awaited'] as const),
  ...(['in_place', 'returned', 'passed', 'notice'] as const),
];

export function shapeOf(mark: Mark): Shape {
  switch (mark.kind) {
    case 'tender_deadline':
    case 'standstill_end':
    case 'earliest_signing':
      return 'law';
    case 'option_decide_by':
      return 'option';
    case 'contract_end':
      return 'contract';
    case 'decision':
      return mark.outcome.startsWith('approved') ? 'passed' : 'returned';
    default:
      return mark.kind;
  }
}

/** Marks that are drawn as one, as they would lie on each other. */
export interface Spot {
  readonly x: number;
  readonly shape: Shape;
  readonly marks: readonly Mark[];
}

/** Where the marks of a card are drawn: in the middle of their days, those nearer to each other than a gap together. */
export function spotsOf(marks: readonly Mark[], scale: TimeScale, gap: number): readonly Spot[] {
  const spots: { x: number; shape: Shape; marks: Mark[] }[] = [];
  for (const mark of marks) {
    const x = scale.x(mark.on) + scale.perDay / 2;
    const shape = shapeOf(mark);
    const last = spots.at(-1);
    if (!last || x - last.x >= gap) {
      spots.push({ x, shape, marks: [mark] });
      continue;
    }
    last.marks.push(mark);
    if (shapes.indexOf(shape) < shapes.indexOf(last.shape)) Object.assign(last, { x, shape });
  }
  return spots;
}
