import type { Card, CardID, CardFields } from '../../board/types.ts';
import type { Sent } from '../../board/unsettled.ts';
import { same } from '../../board/predict.ts';
import type { Draft } from '../../board/verbs.ts';
import { moveCard, told } from '../board/moving.ts';
import { otherLane } from '../board/places.ts';
import { t } from '../words.svelte.ts';
import type { Cells } from './cells.svelte.ts';
import { baseOf, type Column, type Edit, type Meaning } from './column.ts';
import type { List } from './list.svelte.ts';

/** A cell that somebody edits. */
export interface Edited {
  readonly card: CardID;
  readonly column: Column;
  readonly edit: Edit;
  /** The card when they began. */
  readonly seen: Card;
  /** What they began by typing, or wrote before; without it they see what is there. */
  readonly text?: string | undefined;
}

/** A new end that waits for the reason why it is planned anew. */
export interface Replanned {
  readonly card: CardID;
  readonly end: string;
}

/** How one goes on from a cell that has been edited. */
export type Onward = 'stay' | 'down' | 'up' | 'right' | 'left';

const keys: Readonly<Record<Exclude<Onward, 'stay'>, string>> = {
  down: 'ArrowDown',
  up: 'ArrowUp',
  right: 'ArrowRight',
  left: 'ArrowLeft',
};

/** Editing a cell in its place. */
export class Editing {
  readonly #list: List;
  readonly #cells: Cells;
  now = $state.raw<Edited>();
  replanned = $state.raw<Replanned>();
  /** Whether rows are being moved on the page, which takes the focus from them for a moment. */
  moving = false;

  constructor(list: List, cells: Cells) {
    this.#list = list;
    this.#cells = cells;
  }

  /** Begins to edit the cell one is in. What is only told is changed in the card, and the lane where it is asked what is meant. */
  begin(text?: string): void {
    const { desk } = this.#list;
    const card = this.#cells.row?.card;
    const column = this.#list.column(this.#cells.here.column);
    if (!card || !column || desk.store.archived) return;
    const { edit } = column;
    if (edit) {
      this.now = { card: card.id, column, edit, seen: card, text };
      desk.store.look({ card: card.id, editing: edit.field });
    } else if (column.id === 'lane') desk.choosing = { card: card.id, lane: otherLane(card.lane) };
    else desk.ways.openCard(card.id);
  }

  /** Ends without a change, and goes back to the cell. */
  leave(): void {
    this.end();
    void this.#cells.focus();
  }

  /** Ends, wherever the focus is. */
  end(): void {
    if (!this.now) return;
    this.now = undefined;
    this.#list.desk.store.look({});
  }

  /** Does what was meant and goes on. A card that would be elsewhere now is not left unseen: one stays in its row. */
  done(meaning: Meaning | undefined, onward: Onward = 'stay'): void {
    const { now } = this;
    if (!now) return;
    this.end();
    if (meaning) this.apply(now, meaning);
    if (this.replanned) return;
    const steps = onward === 'down' || onward === 'up';
    if (onward === 'stay' || (steps && this.#list.strays)) void this.#cells.focus();
    else this.#cells.lead({ key: keys[onward], ctrl: false });
  }

  /** Does what was meant for a cell. */
  apply({ card, edit, seen }: Edited, meaning: Meaning): void {
    if ('to' in meaning) moveCard(this.#list.desk, card, meaning.to);
    else if ('draft' in meaning) this.#set(card, edit, seen, meaning.draft);
  }

  #set(card: CardID, edit: Edit, seen: Card, draft: Draft): void {
    const { desk } = this.#list;
    const now = desk.store.card(card)?.record;
    if (!now || edit.field === 'stage') return;
    const end = draft.end ?? '';
    if (edit.field === 'end' && now.baseline_end && end !== (now.end ?? '')) {
      this.replanned = { card, end };
      return;
    }
    const sent =
      edit.field === 'labels'
        ? this.#label(now, draft.labels ?? [])
        : desk.store.change(card, draft, baseOf(now, seen, edit));
    told(desk, sent, t.toast.changed({ field: t.field[edit.field as keyof CardFields]() }));
  }

  /** Labels are added and taken out one by one, so that what others do to the list stays. */
  #label(now: Card, labels: readonly string[]): Sent | undefined {
    const has = now.labels ?? [];
    if (same(labels, has)) return undefined;
    const add = labels.filter((label) => !has.includes(label));
    const remove = has.filter((label) => !labels.includes(label));
    return this.#list.desk.store.do({
      cmd: 'card.change',
      card: now.id,
      ...(add.length && { add: { labels: add } }),
      ...(remove.length && { remove: { labels: remove } }),
    });
  }
}
