import { after } from '../../board/pace/days.ts';
import type { CardID } from '../../board/types.ts';
import { scrollOf } from '../board/edges.ts';
import type { Point, PressEvents } from '../press.ts';
import type { Span } from './plan.ts';
import type { Replanning } from './replanning.svelte.ts';
import type { TimeScale } from './scale.ts';
import { moved, resized, stepOf, type Part, type Schedule } from './schedule.ts';
import { stepIn, stepsIn } from './steps.ts';

/** The timeline as a pointer meets it. */
export interface Ground {
  readonly scale: TimeScale;
  /** What is scrolled when the pointer comes to its edges. */
  readonly scroller: HTMLElement;
}

/** The plan of a bar that was taken at one place and is held at another, by the steps that are looked at. */
export function dragged(
  base: Schedule,
  part: Part,
  { from, until }: Span,
  { unit, perDay }: Pick<TimeScale, 'unit' | 'perDay'>,
  by: number,
): Schedule {
  const days = by / perDay;
  if (part === 'whole') {
    const step = stepOf(base, stepIn[unit]);
    return moved(base, step, stepsIn(days, step));
  }
  const whole = Math.round(days);
  return whole ? resized(base, part, after(part === 'start' ? from : until, whole), stepIn[unit]) : base;
}

/** The drag of a bar, or of one of its ends. */
export function barDrag(
  replanning: Replanning,
  { scale, scroller }: Ground,
  { id, part, span }: { readonly id: CardID; readonly part: Part; readonly span: Span },
  pressed: Point,
): Omit<PressEvents, 'over'> {
  const began = pressed.x + scroller.scrollLeft;
  const show = (at: Point) => {
    const base = held()?.base;
    if (base) replanning.show(dragged(base, part, span, scale, at.x + scroller.scrollLeft - began));
  };
  const held = () => (replanning.hand?.card === id ? replanning.hand : undefined);
  return {
    start: () => replanning.take(id, part, 'pointer'),
    draw(at) {
      const scrolls = scrolled(scroller, at);
      show(at);
      return scrolls;
    },
    drop(at) {
      show(at);
      if (held()) replanning.putDown();
    },
    end: () => held() && replanning.giveUp(),
  };
}

/** Scrolls a step through time when the pointer is at an edge; whether it did. */
export function scrolled(scroller: HTMLElement, at: Point): boolean {
  const step = scrollOf({ element: scroller, down: false, across: true }, at);
  if (step) scroller.scrollBy(step.dx, 0);
  return !!step;
}
