import { untrack } from 'svelte';
import { using } from '../fetched.ts';
import type { Desk } from './desk.svelte.ts';

/**
 * Says why something was not done, as soon as it has been taken back. A text is never lost: it stays with the
 * refusal until the person has decided about it in the card it belongs to.
 */
export function watchRefusals(desk: Desk): void {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody follows it
  const told = new Set<string>();
  $effect(() => {
    for (const refused of desk.store.refused) {
      if (told.has(refused.request.id)) continue;
      told.add(refused.request.id);
      untrack(() =>
        using(
          () => import('./refused.ts'),
          ({ tell }) => tell(desk, refused),
        ),
      );
    }
  });
}
