import { wordsHere } from '../view/words.svelte.ts';

/**
 * Fetches what is likely to be wanted next, when the board stands: so it opens at once, and is there when the line is
 * lost in a browser that keeps nothing.
 */
export async function fetchSoon(): Promise<void> {
  await Promise.all([
    import('../view/parts/Menu.svelte'),
    import('../view/board/card-menu.ts'),
    import('../view/late-icons.ts'),
    import('./board-menus.ts'),
    import('../view/card/CardDialog.svelte'),
    import('../view/select/SelectionBar.svelte'),
    import('../live/polling.ts'),
    import('../view/pairs/AroundBoard.svelte'),
  ]);
  await wordsHere();
}

/** Does something when the browser has nothing better to do, or half a second later. */
export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 500 });
  else setTimeout(run);
}
