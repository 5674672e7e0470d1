import { tick } from 'svelte';
import type { CardID } from '../../board/types.ts';
import type { News } from '../../board/state.svelte.ts';
import type { Store } from '../../board/store.svelte.ts';

const duration = 180;
/** More cards than this in one frame are simply there. */
export const mostFlights = 10;

/** Lets a card that somebody moved slide to its new place, that card alone. */
export class Motion {
  readonly #store: Store;
  readonly #from = new Map<CardID, DOMRect>();
  readonly #seen = new Map<CardID, News | undefined>();
  readonly #fresh = new WeakSet<News>();
  #landing = false;

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

  /** Remembers where a card is drawn, just before it goes elsewhere. */
  lift(card: CardID): void {
    const element = drawn(card);
    if (!element || still()) return;
    this.#from.set(card, element.getBoundingClientRect());
    void this.#land();
  }

  /** Called after the board has changed and before it is drawn: lifts the cards that others moved. */
  scan(): void {
    if (document.hidden) return;
    const moved: CardID[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('[data-card]')) {
      const card = element.dataset['card']!;
      const news = this.#store.card(card)?.news;
      if (!news || this.#seen.get(card) === news) continue;
      this.#seen.set(card, news);
      this.#fresh.add(news);
      if (news.kind === 'moved') moved.push(card);
    }
    if (moved.length <= mostFlights) for (const card of moved) this.lift(card);
  }

  async #land(): Promise<void> {
    if (this.#landing) return;
    this.#landing = true;
    await tick();
    this.#landing = false;
    const from = [...this.#from];
    this.#from.clear();
    const flights = from.flatMap(([card, box]) => {
      const element = drawn(card);
      return element ? [{ element, box, to: element.getBoundingClientRect() }] : [];
    });
    for (const { element, box, to } of flights) fly(element, box, to);
  }
}

const drawn = (card: CardID) => document.querySelector<HTMLElement>(`[data-card="${card}"]`);

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A stage clips what leaves it, so a copy flies above the board while the card itself waits unseen. */
function fly(element: HTMLElement, from: DOMRect, to: DOMRect): void {
  const dx = from.left - to.left;
  const dy = from.top - to.top;
  if (Math.abs(dx) + Math.abs(dy) < 2 || to.bottom < 0 || to.top > innerHeight) return;
  const copy = element.cloneNode(true) as HTMLElement;
  copy.removeAttribute('data-card');
  copy.inert = true;
  copy.ariaHidden = 'true';
  copy.classList.add('flying');
  Object.assign(copy.style, {
    left: `${to.left}px`,
    top: `${to.top}px`,
    width: `${to.width}px`,
    height: `${to.height}px`,
  });
  document.body.append(copy);
  element.animate([{ opacity: 0 }, { opacity: 0 }], { duration });
  const flight = copy.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], {
    duration,
    easing: 'cubic-bezier(0.2, 0, 0, 1)',
  });
  const land = () => copy.remove();
  flight.finished.then(land, land);
}
