import type { Attachment } from 'svelte/attachments';
import type { List } from './list.svelte.ts';

/** Columns by the mouse or a pen: dragged to another place, and made wider at their edge. Keys and the menu do the same. */

/** How far a pointer goes, in pixels, before it drags. */
const slop = 6;

interface Dragging {
  readonly id: string;
  readonly list: List;
  /** Where the column is among the others. */
  readonly at: () => number;
  /** Told before which column it would be put down; undefined when it is over. */
  readonly dragged: (to: number | undefined) => void;
}

/** Drags a column by its name. A finger scrolls instead. */
export function draggable({ id, list, at, dragged }: Dragging): Attachment<HTMLElement> {
  return (name) => {
    let from: number | undefined;
    let to: number | undefined;

    function begin(event: PointerEvent): void {
      if (event.button === 0 && event.pointerType !== 'touch' && at() > 0) from = event.clientX;
    }

    function move(event: PointerEvent): void {
      if (from === undefined) return;
      if (to === undefined && Math.abs(event.clientX - from) < slop) return;
      if (to === undefined) name.setPointerCapture(event.pointerId);
      to = dropAt(name, event.clientX);
      dragged(to);
    }

    function end(event: PointerEvent): void {
      if (to !== undefined && event.type === 'pointerup') {
        list.moveColumn(id, to > at() ? to - 1 : to);
        name.addEventListener('click', swallow, { capture: true, once: true });
        setTimeout(() => name.removeEventListener('click', swallow, { capture: true }));
      }
      from = to = undefined;
      dragged(undefined);
    }

    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && to !== undefined) {
        event.stopPropagation();
        from = to = undefined;
        dragged(undefined);
      }
    };

    name.addEventListener('pointerdown', begin);
    name.addEventListener('pointermove', move);
    name.addEventListener('pointerup', end);
    name.addEventListener('pointercancel', end);
    name.addEventListener('keydown', stop);
    return () => {
      name.removeEventListener('pointerdown', begin);
      name.removeEventListener('pointermove', move);
      name.removeEventListener('pointerup', end);
      name.removeEventListener('pointercancel', end);
      name.removeEventListener('keydown', stop);
    };
  };
}

const swallow = (event: Event) => {
  event.preventDefault();
  event.stopPropagation();
};

/** Before which column a pointer is; none before the first. */
function dropAt(name: HTMLElement, x: number): number {
  const heads = [...name.closest('[role="row"]')!.querySelectorAll('[role="columnheader"]')];
  const boxes = heads.map((head) => head.getBoundingClientRect());
  const at = boxes.findIndex(({ left, width }) => x < left + width / 2);
  return Math.max(1, at < 0 ? heads.length : at);
}

/** Makes a column wider or narrower by its edge; pressing that twice gives it its own width back. */
export function resizable({
  id,
  list,
}: {
  readonly id: string;
  readonly list: List;
}): Attachment<HTMLElement> {
  return (edge) => {
    const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
    let from: { readonly x: number; readonly width: number } | undefined;

    function begin(event: PointerEvent): void {
      if (event.button !== 0) return;
      event.preventDefault();
      edge.setPointerCapture(event.pointerId);
      from = { x: event.clientX, width: edge.parentElement!.offsetWidth };
    }

    function move(event: PointerEvent): void {
      if (from) list.tryWidth(id, (from.width + event.clientX - from.x) / rem());
    }

    function end(): void {
      if (from) list.keepWidth();
      from = undefined;
    }

    const own = () => list.widen(id, undefined);

    edge.addEventListener('pointerdown', begin);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', end);
    edge.addEventListener('pointercancel', end);
    edge.addEventListener('dblclick', own);
    return () => {
      edge.removeEventListener('pointerdown', begin);
      edge.removeEventListener('pointermove', move);
      edge.removeEventListener('pointerup', end);
      edge.removeEventListener('pointercancel', end);
      edge.removeEventListener('dblclick', own);
    };
  };
}
