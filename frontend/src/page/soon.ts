import { wordsHere } from '../view/words.svelte.ts';

/**
 * Fetches what is likely to be wanted next, when the board stands: so it opens at once, and is there when the line is
 * lost in a browser that keeps nothing.
 */
export async function fetchSoon(): Promise<void> {
  await Promise.all([
    import('../view/parts/Menu.svelte'),
    import('../view/board/card-menu.ts'),
    import('./board-menus.ts'),
    import('../view/card/CardDialog.svelte'),
    import('../view/select/SelectionBar.svelte'),
    import('../live/polling.ts'),
    import('../view/pairs/AroundBoard.svelte'),
    ...('serviceWorker' in navigator ? [] : fetchRest()),
  ]);
  await wordsHere();
}

/** All that opens over a board, for a browser that will not keep the page: what it has not fetched is not there later. */
const fetchRest = () => [
  import('../view/bar/view-menus.ts'),
  import('../view/bar/FilterChips.svelte'),
  import('../view/bar/FilterPanel.svelte'),
  import('../view/board/Found.svelte'),
  import('../view/board/MoveSheet.svelte'),
  import('../view/board/RefusedTexts.svelte'),
  import('../view/board/refused.ts'),
  import('../view/gate/MoveAsk.svelte'),
  import('../view/group/group-menu.ts'),
  import('../view/group/rows.svelte.ts'),
  import('../view/help/HelpSheet.svelte'),
  import('../view/pace/Alike.svelte'),
  import('../view/select/AssignSheet.svelte'),
  import('../view/select/LabelSheet.svelte'),
  import('../view/settings/ArchiveSheet.svelte'),
  import('../view/settings/SettingsSheet.svelte'),
  import('./BoardPalette.svelte'),
];

/** Does something when the browser has nothing better to do, or half a second later. */
export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 500 });
  else setTimeout(run);
}
