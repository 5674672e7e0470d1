import { createContext } from 'svelte';
import type { CardState } from '../../board/state.svelte.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, CardFields, EntryLists, Wanted } from '../../board/types.ts';
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
  /** The field that the person came for, if any. */
  readonly wanted: string | undefined;

  constructor(desk: Desk, card: CardState, wanted?: string) {
    this.desk = desk;
    this.store = desk.store;
    this.card = card;
    this.wanted = wanted;
  }

  get record(): Card {
    return this.card.record;
  }

  /** Sets fields, as against what the person saw, and says so with the way back. */
  set(draft: Draft, base: Card = this.record, reason = ''): Sent | undefined {
    const sent = this.store.change(this.card.id, draft, base, reason);
    const [field] = Object.keys(draft) as Field[];
    if (field) this.tell(field, sent);
    return sent;
  }

  /** Adds an entry to a list, or changes the one that the person saw as `was`, and says so. */
  setEntry<L extends keyof EntryLists>(list: L, entry: Wanted<EntryLists[L]>, was?: EntryLists[L]): Sent {
    const sent = this.store.setEntry(this.card.id, list, entry, was);
    this.tell(list, sent);
    return sent;
  }

  /** Takes an entry out of a list, and says so. */
  removeEntry(list: keyof EntryLists, entry: string, name: string): void {
    this.tellRemoved(name, this.store.removeEntry(this.card.id, list, entry));
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
