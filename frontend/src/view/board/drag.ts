import type { Attachment } from 'svelte/attachments';
import type { CardID } from '../../board/types.ts';
import { edgeSpeed, room, scrollers } from './edges.ts';
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

/** A finger rests this long before a card lifts, so that a swipe still scrolls. */
const holdMs = 220;
/** A pointer may tremble this far, in CSS pixels. */
const slop = 6;

/** Lets cards below an element be dragged by mouse, pen and finger. */
export function draggable(events: DragEvents): Attachment<HTMLElement> {
  return (root) => {
    let drag: Drag | undefined;
    const down = (event: PointerEvent) => {
      if (drag || event.button !== 0 || !event.isPrimary) return;
      const on = event.target as Element;
      const card = on.closest<HTMLElement>('[data-card]');
      if (!card || on.closest('button, input, textarea, select')) return;
      drag = new Drag(root, card, event, events, () => (drag = undefined));
    };
    // A link or picture has a drag of its own in browsers.
    const native = (event: Event) => event.preventDefault();
    root.addEventListener('pointerdown', down);
    root.addEventListener('dragstart', native);
    return () => {
      drag?.finish();
      root.removeEventListener('pointerdown', down);
      root.removeEventListener('dragstart', native);
    };
  };
}

/**
 * One press on a card, from pointerdown to the end. It keeps the card's id, never its place: others may move
 * the card meanwhile, and its element may be made anew.
 */
class Drag {
  readonly #root: HTMLElement;
  readonly #card: CardID;
  readonly #pressed: HTMLElement;
  readonly #pointer: number;
  readonly #touch: boolean;
  readonly #events: DragEvents;
  readonly #over: () => void;
  readonly #listening = new AbortController();
  readonly #from: { readonly x: number; readonly y: number };
  #x: number;
  #y: number;
  #ghost: Ghost | undefined;
  #hold: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(
    root: HTMLElement,
    card: HTMLElement,
    event: PointerEvent,
    events: DragEvents,
    over: () => void,
  ) {
    this.#root = root;
    this.#card = card.dataset['card']!;
    this.#pressed = event.target as HTMLElement;
    this.#pointer = event.pointerId;
    this.#touch = event.pointerType === 'touch';
    this.#events = events;
    this.#over = over;
    this.#from = { x: event.clientX, y: event.clientY };
    this.#x = event.clientX;
    this.#y = event.clientY;
    if (this.#touch) this.#hold = setTimeout(() => this.#start(), holdMs);
    this.#listen();
  }

  /** Ends the press; what was not dropped stays where it was. */
  finish(): void {
    clearTimeout(this.#hold);
    cancelAnimationFrame(this.#frame);
    this.#listening.abort();
    if (this.#ghost) {
      this.#ghost.remove();
      document.documentElement.classList.remove('dragging');
      this.#events.end(this.#card);
    }
    this.#over();
  }

  #listen(): void {
    const { signal } = this.#listening;
    addEventListener('pointermove', (event) => this.#move(event), { signal });
    addEventListener('pointerup', (event) => event.pointerId === this.#pointer && this.#drop(event), {
      signal,
    });
    addEventListener('pointercancel', (event) => event.pointerId === this.#pointer && this.finish(), {
      signal,
    });
    addEventListener('blur', () => this.finish(), { signal });
    addEventListener('keydown', (event) => this.#key(event), { signal, capture: true });
    addEventListener('contextmenu', (event) => this.#touch && event.preventDefault(), { signal });
    // A removed element still gets its touchmoves, but they no longer bubble.
    this.#pressed.addEventListener(
      'touchmove',
      (event) => this.#ghost && event.cancelable && event.preventDefault(),
      { signal, passive: false },
    );
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#x = event.clientX;
    this.#y = event.clientY;
    if (this.#ghost) {
      this.#frame ||= requestAnimationFrame(() => this.#draw());
      return;
    }
    if (Math.hypot(this.#x - this.#from.x, this.#y - this.#from.y) <= slop) return;
    if (this.#touch) this.finish();
    else this.#start();
  }

  #start(): void {
    const card = this.#root.querySelector<HTMLElement>(`[data-card="${this.#card}"]`);
    if (!card || !this.#events.start(this.#card)) {
      this.finish();
      return;
    }
    this.#ghost = new Ghost(card, this.#from.x, this.#from.y, this.#events.count());
    document.documentElement.classList.add('dragging');
    getSelection()?.removeAllRanges();
    if (this.#touch) navigator.vibrate?.(10);
    this.#draw();
  }

  #draw(): void {
    this.#frame = 0;
    if (!this.#ghost) return;
    // Everything is looked at before anything is moved: a look after a change would lay the page out once more.
    const under = document.elementFromPoint(this.#x, this.#y);
    const landing = landingOn(under, this.#y, this.#card);
    const scrolls = this.#scrolls(under);
    this.#ghost.show(this.#x, this.#y, landing?.line);
    for (const { element, dx, dy } of scrolls) element.scrollBy(dx, dy);
    if (scrolls.length) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** What the pointer is at the edge of and can be scrolled further, and how far in this frame. */
  #scrolls(under: Element | null): { element: HTMLElement; dx: number; dy: number }[] {
    return scrollers(under).flatMap(({ element, down, across }) => {
      const box = element.getBoundingClientRect();
      const dy = down
        ? room(
            element.scrollTop,
            element.scrollHeight - element.clientHeight,
            edgeSpeed(this.#y, box.top, box.bottom),
          )
        : 0;
      const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
      const dx = across
        ? room(element.scrollLeft, element.scrollWidth - element.clientWidth, edgeSpeed(this.#x, left, right))
        : 0;
      return dx || dy ? [{ element, dx, dy }] : [];
    });
  }

  #drop(event: PointerEvent): void {
    if (!this.#ghost) {
      this.finish();
      return;
    }
    swallowClick();
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const landing = landingOn(under, event.clientY, this.#card);
    if (landing) this.#events.drop(this.#card, landing);
    this.finish();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#ghost) return;
    event.stopPropagation();
    event.preventDefault();
    swallowClick();
    this.finish();
  }
}

/** Letting go over a link is not a click on it. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, true), 0);
}
