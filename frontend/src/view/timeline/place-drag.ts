import { after } from '../../board/pace/days.ts';
import type { Card } from '../../board/types.ts';
import type { Point, PressEvents } from '../press.ts';
import { scrolled } from './bar-drag.ts';
import { drawnSchedule } from './create.ts';
import type { Creating } from './creating.svelte.ts';
import type { Replanning } from './replanning.svelte.ts';
import { rowAt } from './rows.ts';
import { dayAt } from './rows-drag.ts';
import { reach } from './schedule.ts';
import { stepIn } from './steps.ts';
import type { Timeline } from './timeline.svelte.ts';

/** What a card without a place in time is dragged over. */
export interface Field {
  readonly timeline: Timeline;
  readonly replanning: Replanning;
  readonly creating: Creating;
  readonly scroller: HTMLElement;
}

/** So many days a marathon is planned for, from the day it is put down on. */
const usualDays = 180;

/** The drag of a card onto the timeline: a marathon begins where it is put down, a pilot gets that quarter. */
export function placeDrag(field: Field, { id, lane, title }: Card): Omit<PressEvents, 'over'> {
  const { timeline, replanning, creating, scroller } = field;
  const held = () => (replanning.hand?.card === id ? replanning.hand : undefined);
  const show = (at: Point) => {
    const base = held()?.base;
    const row = rowUnder(field, at);
    creating.drawing = undefined;
    if (!base) return;
    if (!row) {
      replanning.show(base);
      return;
    }
    const day = dayAt(timeline, scroller, at);
    const until = lane === 'sprint' ? day : after(day, usualDays);
    const schedule = drawnSchedule(lane, day, until, stepIn[timeline.unit]);
    creating.drawing = { lane, title, row, schedule, ...reach(schedule) };
    replanning.show(schedule);
  };
  return {
    start: () => replanning.take(id, 'whole', 'pointer'),
    draw(at) {
      const scrolls = !!rowUnder(field, at) && scrolled(scroller, at);
      show(at);
      return scrolls;
    },
    drop(at) {
      show(at);
      if (!held() || !rowUnder(field, at)) return;
      replanning.putDown();
      creating.focus(id);
    },
    end() {
      creating.drawing = undefined;
      if (held()) replanning.giveUp();
    },
  };
}

/** The row whose time lies under a point; undefined beside the rows, and over their names. */
function rowUnder({ timeline: { rows, tops, names }, scroller }: Field, { x, y }: Point): string | undefined {
  const box = scroller.getBoundingClientRect();
  const field = scroller.querySelector('[data-rows]')!.getBoundingClientRect();
  if (x < box.left + names || x > box.right || y < box.top || y > box.bottom) return undefined;
  return rowAt(rows, tops, y - field.top)?.id;
}
