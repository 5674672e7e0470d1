import type { Attachment } from 'svelte/attachments';

/** One press of mouse, pen or finger that may become a drag, from pointerdown to its end. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a press tells. */
export interface PressEvents {
  /** It becomes a drag from here on; false to say no. */
  readonly start: (from: Point) => boolean;
  /** Where a drag is, at most once a frame; true to be asked again in the next one. */
  readonly draw: (at: Point) => boolean;
  readonly drop: (at: Point) => void;
  /** The end of every drag that has started, with or without a drop before it. */
  readonly end: () => void;
  /** The end of the press itself, after all. */
  readonly over: () => void;
}

/** A finger rests this long before a drag begins, so that a swipe still scrolls. */
const holdMs = 220;
/** A pointer may tremble this far, in CSS pixels. */
const slop = 6;

export class Press {
  readonly #pressed: HTMLElement;
  readonly #pointer: number;
  readonly #touch: boolean;
  readonly #events: PressEvents;
  readonly #listening = new AbortController();
  readonly #from: Point;
  #at: Point;
  #dragging = false;
  #hold: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(event: PointerEvent, events: PressEvents) {
    this.#pressed = event.target as HTMLElement;
    this.#pointer = event.pointerId;
    this.#touch = event.pointerType === 'touch';
    this.#events = events;
    this.#from = this.#at = { x: event.clientX, y: event.clientY };
    if (this.#touch) this.#hold = setTimeout(() => this.#start(), holdMs);
    this.#listen();
  }

  /** Ends the press; what was not dropped stays where it was. */
  finish(): void {
    clearTimeout(this.#hold);
    cancelAnimationFrame(this.#frame);
    this.#listening.abort();
    if (this.#dragging) {
      this.#dragging = false;
      document.documentElement.classList.remove('dragging');
      this.#events.end();
    }
    this.#events.over();
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
      (event) => this.#dragging && event.cancelable && event.preventDefault(),
      { signal, passive: false },
    );
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#at = { x: event.clientX, y: event.clientY };
    if (this.#dragging) {
      this.#frame ||= requestAnimationFrame(() => this.#draw());
      return;
    }
    if (Math.hypot(this.#at.x - this.#from.x, this.#at.y - this.#from.y) <= slop) return;
    if (this.#touch) this.finish();
    else this.#start();
  }

  #start(): void {
    if (!this.#events.start(this.#from)) {
      this.finish();
      return;
    }
    this.#dragging = true;
    document.documentElement.classList.add('dragging');
    getSelection()?.removeAllRanges();
    if (this.#touch) navigator.vibrate?.(10);
    this.#draw();
  }

  #draw(): void {
    this.#frame = 0;
    if (!this.#dragging) return;
    if (this.#events.draw(this.#at)) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #drop(event: PointerEvent): void {
    if (this.#dragging) {
      swallowClick();
      this.#events.drop({ x: event.clientX, y: event.clientY });
    }
    this.finish();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#dragging) return;
    event.stopPropagation();
    event.preventDefault();
    this.#swallowRelease();
    this.finish();
  }

  /** The button or finger of a drag that was given up is still down, and its letting go is not a click either. */
  #swallowRelease(): void {
    const over = new AbortController();
    const { signal } = over;
    const released = ({ pointerId, type }: PointerEvent) => {
      if (pointerId !== this.#pointer) return;
      over.abort();
      if (type === 'pointerup') swallowClick();
    };
    addEventListener('pointerup', released, { signal, capture: true });
    addEventListener('pointercancel', released, { signal, capture: true });
  }
}

/** What may be dragged where it is pressed, and the events of that drag; undefined for what may not. */
type Draggable = (event: PointerEvent) => Omit<PressEvents, 'over'> | undefined;

/** Lets what lies below an element be dragged by mouse, pen and finger. */
export function dragging(find: Draggable): Attachment<Element> {
  return (root) => {
    let press: Press | undefined;
    const down = (event: Event) => {
      if (!(event instanceof PointerEvent) || press || event.button !== 0 || !event.isPrimary) return;
      const events = find(event);
      if (events) press = new Press(event, { ...events, over: () => (press = undefined) });
    };
    // A link or picture has a drag of its own in browsers.
    const native = (event: Event) => event.preventDefault();
    root.addEventListener('pointerdown', down);
    root.addEventListener('dragstart', native);
    return () => {
      press?.finish();
      root.removeEventListener('pointerdown', down);
      root.removeEventListener('dragstart', native);
    };
  };
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

/**
 * Runs what opens a dialog at the end of a press: one that opened while the press still ends would be closed by it, as
 * by a press beside it.
 */
export const afterPress = (run: () => void): number => requestAnimationFrame(run);
