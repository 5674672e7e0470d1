import { sky } from './sky.ts';
import type { Landing } from './target.ts';

/** The copy of a card that follows the pointer, and the line where it would land. Nothing else on the board moves. */
export class Ghost {
  readonly #copy: HTMLElement;
  readonly #line: HTMLElement;
  readonly #dx: number;
  readonly #dy: number;
  readonly #putCopy: (x: number, y: number) => void;
  readonly #putLine: (x: number, y: number) => void;

  /** Lifts a card that was pressed at a point; `count` cards go with it, itself among them. */
  constructor(card: HTMLElement, x: number, y: number, count: number) {
    const box = card.getBoundingClientRect();
    this.#dx = x - box.left;
    this.#dy = y - box.top;
    this.#copy = card.cloneNode(true) as HTMLElement;
    this.#copy.removeAttribute('data-card');
    this.#copy.classList.add('ghost');
    this.#copy.style.width = `${box.width}px`;
    this.#copy.style.height = `${box.height}px`;
    if (count > 1) this.#copy.append(badge(count));
    this.#line = document.createElement('div');
    this.#line.className = 'drop-line';
    sky().append(this.#line, this.#copy);
    this.#putCopy = floating(this.#copy);
    this.#putLine = floating(this.#line);
  }

  show(x: number, y: number, line: Landing['line'] | undefined): void {
    this.#putCopy(x - this.#dx, y - this.#dy);
    this.#line.hidden = !line;
    if (!line) return;
    this.#line.style.width = `${line.width}px`;
    this.#putLine(line.left, line.top);
  }

  remove(): void {
    this.#copy.remove();
    this.#line.remove();
  }
}

/**
 * The way to put an element somewhere: an animation that stands still. A changed style would have Chromium sort the
 * layers of the whole board anew at each step.
 */
function floating(element: HTMLElement): (x: number, y: number) => void {
  const effect = new KeyframeEffect(element, null, { duration: 1000, iterations: Infinity });
  new Animation(effect).play();
  return (x, y) => effect.setKeyframes({ translate: [`${x}px ${y}px`, `${x}px ${y}px`] });
}

function badge(count: number): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'ghost-count figures';
  badge.textContent = String(count);
  return badge;
}
