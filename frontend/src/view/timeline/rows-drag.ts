import type { Attachment } from 'svelte/attachments';
import type { Filter } from '../board/filter.svelte.ts';
import { dragging, type Point } from '../press.ts';
import { barDrag } from './bar-drag.ts';
import type { Creating, Group } from './creating.svelte.ts';
import type { Replanning } from './replanning.svelte.ts';
import { rowAt, type GroupRow, type Row } from './rows.ts';
import type { Part } from './schedule.ts';
import type { Timeline } from './timeline.svelte.ts';

/** What the rows of a timeline do when they are dragged: bars are planned anew, and cards are drawn where none is. */
export interface Hands {
  readonly timeline: Timeline;
  readonly replanning: Replanning;
  readonly creating: Creating;
  readonly filter: Filter;
  readonly scroller: () => HTMLElement | undefined;
}

/** Lets the rows below an element be dragged in. */
export function rowsDraggable(hands: Hands): Attachment<Element> {
  return dragging((event) => {
    const on = event.target as Element;
    const scroller = hands.scroller();
    const { timeline } = hands;
    if (!scroller) return undefined;
    const ground = { scale: timeline.scale, scroller };
    const pressed = { x: event.clientX, y: event.clientY };
    const grip = on.closest<HTMLElement>('[data-grip]')?.dataset['grip'];
    const row = rowAt(timeline.rows, timeline.tops, heightOf(event));
    if (grip && row?.kind === 'card') {
      const part = (on as HTMLElement).dataset['part'] as Part | undefined;
      return barDrag(hands.replanning, ground, { id: grip, part: part ?? 'whole', span: row.plan }, pressed);
    }
    if (!row || on.closest('a, button, li')) return undefined;
    const place = { row: row.id, lane: laneOf(row), group: groupOf(hands, row) };
    return hands.creating.drag(ground, place, (point) => dayAt(timeline, scroller, point), pressed);
  });
}

/** How far below the first row a pointer is. */
export function heightOf({ clientY, currentTarget }: PointerEvent): number {
  return clientY - (currentTarget as Element).getBoundingClientRect().top;
}

const laneOf = (row: Row) => (row.kind === 'card' ? row.card.lane : (row.lane ?? 'marathon'));

/** The group that a row lies in; none without groups, and none for what belongs to none. */
function groupOf({ timeline, filter }: Hands, at: Row): Group | undefined {
  const by = filter.group;
  const head = timeline.rows
    .slice(0, timeline.rows.indexOf(at) + 1)
    .findLast((row): row is GroupRow => row.kind === 'group');
  if (!by || !head?.name) return undefined;
  return { by, key: head.id.slice(by.length + 1), name: head.name };
}

/** The day under a point. */
export function dayAt({ scale, names }: Timeline, scroller: HTMLElement, { x }: Point): string {
  const within = x - scroller.getBoundingClientRect().left - names + scroller.scrollLeft;
  return scale.day(Math.min(Math.max(within, 0), scale.width - 1));
}
