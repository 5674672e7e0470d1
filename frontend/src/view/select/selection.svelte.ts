import { maxBatch } from '../../board/verbs.ts';
import type { CardID } from '../../board/types.ts';
import { announce } from '../announce.svelte.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import { extended, inOrder, joined, kept, nothing, toggled, type Picked } from './picking.ts';

/** The cards that a person has picked to do something to them together. They are this window's alone. */
export class Selection {
  readonly #desk: Desk;
  #picked = $state.raw<Picked>(nothing);

  /** What a command is for, as the cards lie. A card that the filter or the choice of lane hides is not meant. */
  readonly cards: readonly CardID[] = $derived.by(() => inOrder(this.#picked, this.#columns));

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get size(): number {
    return this.cards.length;
  }

  has(card: CardID): boolean {
    return this.#picked.cards.has(card);
  }

  /** The cards that a command on a card is for: all that are selected, when it is one of them. */
  with(card: CardID): readonly CardID[] {
    return this.has(card) && this.cards.includes(card) ? this.cards : [card];
  }

  toggle(card: CardID): void {
    if (!this.#pick(toggled(this.#picked, card))) return;
    const title = this.#desk.store.card(card)?.record.title ?? '';
    const count = this.size;
    announce(this.has(card) ? t.select.added({ title, count }) : t.select.removed({ title, count }));
  }

  /** Selects from where the range began to a card; `from` is where the focus was, when it is keys that draw it. */
  extend(to: CardID, from?: CardID): void {
    if (this.#pick(extended(this.#picked, this.#columns, to, from)))
      announce(t.select.count({ count: this.size }));
  }

  /** Selects cards beside those that are selected. */
  add(cards: readonly CardID[]): void {
    if (this.#pick(joined(this.#picked, cards))) announce(t.select.count({ count: this.size }));
  }

  clear(): void {
    if (this.#picked.cards.size) announce(t.select.cleared());
    this.forget();
  }

  /** Lets go without a word. */
  forget(): void {
    this.#picked = nothing;
  }

  /** Lets go of what others have archived or taken away; what they moved stays selected. */
  prune(): void {
    const { store } = this.#desk;
    const gone = [...this.#picked.cards].filter((card) => store.card(card)?.archived !== false);
    if (!gone.length) return;
    this.#picked = kept(this.#picked, (card) => !gone.includes(card));
    announce(t.select.gone({ gone: gone.length, count: this.size }));
  }

  get #columns() {
    const { shown, store } = this.#desk;
    return store.lanes
      .filter(({ key }) => shown === 'both' || shown === key)
      .flatMap(({ stages }) =>
        stages.map((stage) => ({ lane: stage.lane, cards: this.#desk.visible(stage) })),
      );
  }

  /** Takes a selection that can be done something to in one step; says so when it is too large. */
  #pick(picked: Picked): boolean {
    if (picked.cards.size > maxBatch && picked.cards.size > this.#picked.cards.size) {
      toast({ text: t.select.tooMany({ most: maxBatch }) });
      return false;
    }
    this.#picked = picked;
    return true;
  }
}
