import { untrack } from 'svelte';
import type { CardID } from '../../board/types.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Desk } from './desk.svelte.ts';

/** Says so when somebody adds a card that the filter hides. Called while a component is made, and ends with it. */
export function watchArrivals(desk: Desk): void {
  const { store, filter } = desk;
  let known: Set<CardID> | undefined;
  const total = $derived(
    store.lanes.reduce((sum, lane) => lane.stages.reduce((n, stage) => n + stage.cards.length, sum), 0),
  );
  $effect(() => {
    void total;
    if (!filter.active) {
      known = undefined;
      return;
    }
    untrack(() => {
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew each time, not followed
      const now = new Set([...store.cards()].filter((card) => !card.archived).map((card) => card.id));
      const hidden = known ? [...now].filter((id) => arrived(desk, id, known!)).length : 0;
      known = now;
      if (hidden) toast({ text: t.add.arrived({ count: hidden }), action: showAll(desk) });
    });
  });
}

function arrived({ store, filter }: Desk, id: CardID, known: ReadonlySet<CardID>): boolean {
  const card = store.card(id);
  return !!card && !known.has(id) && card.record.created_by !== store.me && !filter.matches(card.record);
}

const showAll = (desk: Desk) => ({ label: t.filter.clearFilter(), run: () => desk.filter.clear() });
