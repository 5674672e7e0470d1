import { same } from './predict.ts';
import type { CardState } from './state.svelte.ts';
import type { Card, CardFields } from './types.ts';
import type { Sent } from './unsettled.ts';
import type { Draft, Verbs } from './verbs.ts';

/**
 * A card being edited. It remembers what the person saw when editing began, so that a text that somebody else has
 * changed since is refused instead of overwritten, and so that the page can show what they wrote beside it.
 */
export class Editing {
  /** The card as the person last saw it, own changes included. */
  base: Card = $state.raw() as Card;
  readonly #card: CardState;
  readonly #verbs: Verbs;

  constructor(verbs: Verbs, card: CardState) {
    this.#verbs = verbs;
    this.#card = card;
    this.base = card.record;
  }

  /** Whether somebody else has changed the field since the person last saw it. */
  differs(field: keyof CardFields): boolean {
    return !same(this.#card.record[field], this.base[field]);
  }

  /** Sets fields, as against what the person saw. From then on that is what they see. */
  change(draft: Draft): Sent | undefined {
    const sent = this.#verbs.change(this.#card.id, draft, this.base);
    this.base = { ...this.base, ...draft } as Card;
    return sent;
  }

  /** The person has now seen what is in the field: setting it replaces even what others wrote. */
  see(field: keyof CardFields): void {
    this.base = { ...this.base, [field]: this.#card.record[field] };
  }
}
