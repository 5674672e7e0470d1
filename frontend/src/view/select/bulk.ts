import type { CardID, Command, PersonID } from '../../board/types.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { personName } from '../board/names.ts';
import { told } from '../board/moving.ts';
import { spotOf } from '../board/places.ts';
import { t } from '../words.svelte.ts';

/** What is done to several cards at once: one command, one step to undo, said once. */

/** Makes somebody the owner of cards; an empty person makes them nobody's. */
export function assign(desk: Desk, cards: readonly CardID[], owner: PersonID): void {
  const { store } = desk;
  const others = cards.filter((card) => (store.card(card)?.record.owner ?? '') !== owner);
  const commands = others.map((card): Command => ({ cmd: 'card.change', card, set: { owner } }));
  const count = commands.length;
  const text = owner
    ? t.select.assigned({ count, name: personName(store, owner) })
    : t.select.unassigned({ count });
  told(desk, store.together(commands), text);
}

/** Puts a label on cards, or takes it off them. */
export function label(desk: Desk, cards: readonly CardID[], id: string, on: boolean): void {
  const { store } = desk;
  const patch = { labels: [id] };
  const commands = cards
    .filter((card) => bears(desk, card, id) !== on)
    .map((card): Command => ({ cmd: 'card.change', card, ...(on ? { add: patch } : { remove: patch }) }));
  const name = store.labels.find((entry) => entry.id === id)?.name ?? '';
  const what = { name, count: commands.length };
  told(desk, store.together(commands), on ? t.select.labelled(what) : t.select.unlabelled(what));
}

export const bears = ({ store }: Desk, card: CardID, label: string) =>
  store.card(card)?.record.labels?.includes(label) ?? false;

/** Archives cards; the focus goes to the card that takes the place of the first. */
export function archiveAll(desk: Desk, cards: readonly CardID[]): void {
  const spot = spotOf(desk.store, cards[0] ?? '');
  desk.selection.forget();
  const sent = desk.store.together(cards.map((card) => ({ cmd: 'card.archive', card })));
  told(desk, sent, t.select.archived({ count: cards.length }));
  const next = spot && (spot.stage.cards[spot.index] ?? spot.stage.cards.at(-1));
  if (next) void desk.focusCard(next);
  else document.getElementById('board')?.focus();
}
