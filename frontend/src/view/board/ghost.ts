import type { Landing } from './target.ts';

/** The copy of a card that follows the pointer, and the line where it would land. Nothing else on the board moves. */
export class Ghost {
  readonly #copy: HTMLElement;
  readonly #line: HTMLElement;
  readonly #dx: number;
  readonly #dy: number;

  /** Lifts a card that was pressed at a point; `count` cards go with it, itself among them. */
  constructor(card: HTMLElement, x: number, y: number, count: number) {
    const box = card.getBoundingClientRect();
    this.#dx = x - box.left;
    this.#dy = y - box.top;
    this.#copy = card.cloneNode(true) as HTMLElement;
    this.#copy.removeAttribute('data-card');
    this.#copy.inert = true;
    this.#copy.ariaHidden = 'true';
    this.#copy.classList.add('ghost');
    this.#copy.style.width = `${box.width}px`;
    this.#copy.style.height = `${box.height}px`;
    if (count > 1) this.#copy.append(badge(count));
    this.#line = document.createElement('div');
    this.#line.className = 'drop-line';
    document.body.append(this.#copy, this.#line);
  }

  show(x: number, y: number, line: Landing['line'] | undefined): void {
    // By itself and not within a transform that turns, which may spare the board's layers another look.
    this.#copy.style.translate = `${x - this.#dx}px ${y - this.#dy}px`;
    this.#line.hidden = !line;
    if (!line) return;
    this.#line.style.width = `${line.width}px`;
    this.#line.style.translate = `${line.left}px ${line.top}px`;
  }

  remove(): void {
    this.#copy.remove();
    this.#line.remove();
  }
}

function badge(count: number): HTMLElement {
  const badge = document.createElement('span');
  badge.className = 'ghost-count figures';
  badge.textContent = String(count);
  return badge;
}
