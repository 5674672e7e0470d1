import { wordsHere } from '../view/words.svelte.ts';
import { keepsShell } from './shell.ts';
import { loadView, viewNames } from './views.ts';

/**
 * Fetches what is likely to be wanted next, when the board stands: so it opens at once, and is there when the line is
 * lost in a browser that does not keep the page. Rejects when the line is lost over it: ask again when that is back.
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
    ...(keepsShell() ? [] : fetchRest()),
  ]);
  await wordsHere();
}

/** All that opens at a board, for a browser that will not keep the page: what it has not fetched is not there later. */
const fetchRest = () => [
  import('../view/balance/LaneLimit.svelte'),
  import('../view/bar/view-menus.ts'),
  import('../view/bar/FilterChips.svelte'),
  import('../view/bar/FilterPanel.svelte'),
  import('../view/board/Found.svelte'),
  import('../view/board/MoveSheet.svelte'),
  import('../view/board/RefusedTexts.svelte'),
  import('../view/board/refused.ts'),
  import('../view/card/markdown.ts'),
  import('../view/gate/MoveAsk.svelte'),
  import('../view/group/group-menu.ts'),
  import('../view/group/rows.svelte.ts'),
  import('../view/help/HelpSheet.svelte'),
  import('../view/pace/Alike.svelte'),
  import('../view/print/PrintedBoard.svelte'),
  import('../view/select/AssignSheet.svelte'),
  import('../view/select/LabelSheet.svelte'),
  import('../view/settings/ArchiveSheet.svelte'),
  import('../view/settings/SettingsSheet.svelte'),
  import('../view/timeline/PrintedTimeline.svelte'),
  import('./BoardPalette.svelte'),
  import('./NameDialog.svelte'),
  import('./OthersWaiting.svelte'),
  ...viewNames.map(loadView),
];

/** Does something when the browser has nothing better to do, or half a second later. */
export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 500 });
  else setTimeout(run);
}
