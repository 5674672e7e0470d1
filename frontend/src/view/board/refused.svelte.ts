import { untrack } from 'svelte';
import { using } from '../fetched.ts';
import type { Desk } from './desk.svelte.ts';

/**
 * Says why something was not done, as soon as it has been taken back. A text is never lost: it stays with the
 * refusal until the person has decided about it in the card it belongs to.
 */
export function watchRefusals(desk: Desk): void {
  const told = new WeakSet();
  $effect(() => {
    for (const refused of desk.store.refused) {
      if (told.has(refused)) continue;
      told.add(refused);
      untrack(() =>
        using(
          () => import('./refused.ts'),
          ({ tell }) => tell(desk, refused),
        ),
      );
    }
  });
}
