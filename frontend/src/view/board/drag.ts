import type { Attachment } from 'svelte/attachments';
import type { CardID } from '../../board/types.ts';
import { dragging, type Point } from '../press.ts';
import { scrollers, scrollOf } from './edges.ts';
import { Ghost } from './ghost.ts';
import { landingOn, type Landing } from './target.ts';

/** What a drag tells. `start` may say no; `end` follows every start, with or without a drop before it. */
export interface DragEvents {
  readonly start: (card: CardID) => boolean;
  /** How many cards a drag that has started takes along, with the one that was pressed. */
  readonly count: () => number;
  readonly drop: (card: CardID, landing: Landing) => void;
  readonly end: (card: CardID) => void;
}

/** Lets cards below an element be dragged by mouse, pen and finger. */
export function draggable(events: DragEvents): Attachment<HTMLElement> {
  return (root) => {
    const find = (event: PointerEvent) => {
      const on = event.target as Element;
      const card = on.closest<HTMLElement>('[data-card]');
      if (!card || on.closest('button, input, textarea, select')) return undefined;
      const drag = new Drag(root, card.dataset['card']!, events);
      return {
        start: (from: Point) => drag.start(from),
        draw: (at: Point) => drag.draw(at),
        drop: (at: Point) => drag.drop(at),
        end: () => drag.end(),
      };
    };
    return dragging(find)(root);
  };
}

/**
 * A card that may be dragged. It keeps the card's id, never its place: others may move the card meanwhile, and its
 * element may be made anew.
 */
class Drag {
  readonly #root: HTMLElement;
  readonly #card: CardID;
  readonly #events: DragEvents;
  #ghost: Ghost | undefined;

  constructor(root: HTMLElement, card: CardID, events: DragEvents) {
    this.#root = root;
    this.#card = card;
    this.#events = events;
  }

  start({ x, y }: Point): boolean {
    const card = this.#root.querySelector<HTMLElement>(`[data-card="${this.#card}"]`);
    if (!card || !this.#events.start(this.#card)) return false;
    this.#ghost = new Ghost(card, x, y, this.#events.count());
    return true;
  }

  draw({ x, y }: Point): boolean {
    // Everything is looked at before anything is moved: a look after a change would lay the page out once more.
    const under = document.elementFromPoint(x, y);
    const landing = landingOn(under, y, this.#card);
    const scrolls = scrollers(under).flatMap((scroller) => scrollOf(scroller, { x, y }) ?? []);
    this.#ghost?.show(x, y, landing?.line);
    for (const { element, dx, dy } of scrolls) element.scrollBy(dx, dy);
    return scrolls.length > 0;
  }

  drop({ x, y }: Point): void {
    const landing = landingOn(document.elementFromPoint(x, y), y, this.#card);
    if (landing) this.#events.drop(this.#card, landing);
  }

  end(): void {
    this.#ghost?.remove();
    this.#events.end(this.#card);
  }
}
