import { createContext } from 'svelte';
import type { CardState } from '../../board/state.svelte.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, CardFields } from '../../board/types.ts';
import type { Sent } from '../../board/unsettled.ts';
import type { Draft } from '../../board/verbs.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { told } from '../board/moving.ts';
import { t } from '../words.svelte.ts';

/** Fields of a card that have a name on the page. */
export type Field = keyof CardFields;

/** The card that a dialog shows, and what is done to it there. */
export class CardWork {
  readonly desk: Desk;
  readonly store: Store;
  readonly card: CardState;

  constructor(desk: Desk, card: CardState) {
    this.desk = desk;
    this.store = desk.store;
    this.card = card;
  }

  get record(): Card {
    return this.card.record;
  }

  /** Sets fields, as against what the person saw, and says so with the way back. */
  set(draft: Draft, base: Card = this.record): Sent | undefined {
    const sent = this.store.change(this.card.id, draft, base);
    const [field] = Object.keys(draft) as Field[];
    if (field) this.tell(field, sent);
    return sent;
  }

  /** Says that something has been changed, unless nothing has. */
  tell(field: Field | 'comments', sent: Sent | undefined): void {
    told(this.desk, sent, t.toast.changed({ field: t.field[field]() }));
  }

  /** Says that something has been taken away, with the way back. */
  tellRemoved(what: string, sent: Sent | undefined): void {
    told(this.desk, sent, t.toast.removed({ what }));
  }
}

/** The card that the fields of a dialog belong to. */
export const [useCard, setCard] = createContext<CardWork>();
