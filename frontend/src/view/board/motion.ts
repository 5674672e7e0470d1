import { tick } from 'svelte';
import type { CardID } from '../../board/types.ts';
import type { News } from '../../board/state.svelte.ts';
import type { Store } from '../../board/store.svelte.ts';
import { sky } from './sky.ts';

/** How long a flight lasts, and within what its animation would end, in milliseconds. */
const duration = 180;
const slack = 1_000;
/** More cards than this in one step are simply there. */
export const mostFlights = 10;
/** More cards of others than this at once in the air are not followed by any eye. */
const mostAtOnce = 4;

/** How long it is said of a card who changed it, and how far apart such glows end, in milliseconds. */
const glow = 2_000;
const together = 250;

/** Does something when a glow that begins now is over, in one frame with others that end about then. */
export function afterGlow(run: () => void): () => void {
  const end = Math.ceil((performance.now() + glow) / together) * together;
  const timer = setTimeout(run, end - performance.now());
  return () => clearTimeout(timer);
}

/** A card that has left its place. */
interface Flight {
  /** What is seen of it meanwhile. */
  readonly copy: HTMLElement;
  readonly from: DOMRect;
}

/** Lets a card that somebody moved slide to its new place, that card alone. */
export class Motion {
  readonly #store: Store;
  readonly #lifted = new Map<CardID, Flight>();
  readonly #seen = new Map<CardID, News | undefined>();
  readonly #fresh = new WeakSet<News>();
  #landing = false;
  #aloft = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** A card is drawn for the first time or anew: what happened to it before is old. */
  met(card: CardID, news: News | undefined): void {
    if (!this.#seen.has(card)) this.#seen.set(card, news);
  }

  /** Whether the page looked on when this happened. */
  isFresh(news: News): boolean {
    return this.#fresh.has(news) || Math.abs(Date.now() - Date.parse(news.at)) < 3_000;
  }

  /** Takes a card off its place, just before it goes elsewhere. */
  lift(card: CardID): void {
    if (!still()) this.#lift(card, drawn(card));
  }

  #lift(card: CardID, element: HTMLElement | null): void {
    if (!element) return;
    const from = element.getBoundingClientRect();
    this.#lifted.get(card)?.copy.remove();
    this.#lifted.set(card, { copy: copyOf(element, from), from });
    void this.#land();
  }

  /** Called after the board has changed and before it is drawn: lifts the cards that others moved. */
  scan(): void {
    const changed = this.#store.takeChanged();
    if (document.hidden) return;
    const moved: [CardID, HTMLElement][] = [];
    for (const card of changed) {
      const news = this.#store.card(card)?.news;
      const element = news && this.#seen.get(card) !== news && drawn(card);
      if (!element) continue;
      this.#seen.set(card, news);
      this.#fresh.add(news);
      if (news.kind === 'moved') moved.push([card, element]);
    }
    if (moved.length + this.#aloft > mostAtOnce || still()) return;
    for (const [card, element] of moved) this.#lift(card, element);
  }

  /** All that is lifted lands together: the places are read once, after everything is drawn. */
  async #land(): Promise<void> {
    if (this.#landing) return;
    this.#landing = true;
    await tick();
    this.#landing = false;
    const flights = [...this.#lifted].map(([card, flight]) => {
      const element = drawn(card);
      return { ...flight, element, to: element?.getBoundingClientRect() };
    });
    this.#lifted.clear();
    for (const { copy, from, element, to } of flights)
      if (element && to && isSeen(from, to)) this.#fly(copy, element, to.left - from.left, to.top - from.top);
      else copy.remove();
  }

  /** A stage clips what leaves it, so a copy flies above the board while the card itself waits unseen. */
  #fly(copy: HTMLElement, element: HTMLElement, dx: number, dy: number): void {
    this.#aloft++;
    element.style.opacity = '0'; // not hidden: it may have the focus
    const there = `translate(${dx}px, ${dy}px)`;
    // It would last longer than the flight does: near its end Chromium goes through every frame.
    const flight = copy.animate(
      {
        transform: ['none', there, there],
        offset: [0, duration / slack, 1],
        easing: 'cubic-bezier(0.2, 0, 0, 1)',
      },
      slack,
    );
    setTimeout(() => {
      this.#aloft--;
      flight.cancel();
      copy.remove();
      element.style.opacity = '';
    }, duration);
  }
}

const drawn = (card: CardID) => document.querySelector<HTMLElement>(`[data-card="${card}"]`);

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const isSeen = (from: DOMRect, to: DOMRect) =>
  Math.abs(to.left - from.left) + Math.abs(to.top - from.top) >= 2 && to.bottom >= 0 && to.top <= innerHeight;

/** What is seen of a card while it is not in its place: put there before that changes, it is laid out along with it. */
function copyOf(element: HTMLElement, { left, top, width, height }: DOMRect): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.removeAttribute('data-card');
  copy.classList.add('flying');
  const px = (value: number) => `${value}px`;
  Object.assign(copy.style, {
    opacity: '',
    left: px(left),
    top: px(top),
    width: px(width),
    height: px(height),
  });
  sky().append(copy);
  return copy;
}
