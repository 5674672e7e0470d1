import { untrack } from 'svelte';
import type { Card, CardID } from '../../board/types.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Desk } from './desk.svelte.ts';

/** A card when it was last looked at, and whether the filter let it through. */
interface Seen {
  readonly record: Card;
  readonly shown: boolean;
}

/**
 * Says so when the filter hides a card that somebody adds, or one that this person has just moved or changed, and
 * offers to show it. Called while a component is made, and ends with it.
 */
export function watchArrivals(desk: Desk): void {
  const { store, filter } = desk;
  let seen: ReadonlyMap<CardID, Seen> | undefined;
  let search = '';
  $effect(() => {
    void store.version;
    const same = filter.search === search;
    search = filter.search;
    if (!filter.active || !store.ready) {
      seen = undefined;
      return;
    }
    untrack(() => {
      const before = same ? seen : undefined;
      seen = look(desk, before);
      if (before) tell(desk, before, seen);
    });
  });
}

/** Looks at every card; those that have not changed are as they were. */
function look({ store, filter }: Desk, before?: ReadonlyMap<CardID, Seen>): Map<CardID, Seen> {
  const seen = (record: Card): Seen => {
    const old = before?.get(record.id);
    return old?.record === record ? old : { record, shown: filter.matches(record) };
  };
  const here = [...store.cards()].filter(({ archived }) => !archived);
  return new Map(here.map(({ id, record }) => [id, seen(record)]));
}

function tell(desk: Desk, before: ReadonlyMap<CardID, Seen>, now: ReadonlyMap<CardID, Seen>): void {
  const { me } = desk.store;
  const added: CardID[] = [];
  for (const [id, { record, shown }] of now) {
    if (shown) continue;
    const old = before.get(id);
    if (!old && record.created_by !== me) added.push(id);
    else if (old?.shown && record.changed_by === me && desk.carry === undefined)
      toast({ text: t.add.nowHidden({ title: record.title }), action: show(desk, [id]) });
  }
  if (added.length) toast({ text: t.add.arrived({ count: added.length }), action: show(desk, added) });
}

/** Shows cards that the filter hides, and goes to the first of them. */
export const show = (desk: Desk, cards: readonly CardID[]) => ({
  label: t.common.show(),
  run: () => {
    desk.filter.admit(cards);
    if (cards[0]) void desk.focusCard(cards[0]);
  },
});
