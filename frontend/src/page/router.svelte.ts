import { viewNames, type ViewName } from './views.ts';

/** Where the reader is. Pages are addresses: they can be linked to, reloaded, and left by the browser's back button. */

export type Place =
  | { readonly page: 'boards' }
  | { readonly page: 'import' }
  | { readonly page: 'selftest' }
  | {
      readonly page: 'board';
      readonly board: string;
      /** Another way to look at the board than as a board. */
      readonly view?: ViewName;
      readonly over?: 'settings' | 'archive';
      readonly card?: string;
    }
  | { readonly page: 'nowhere' };

const id = '[a-z0-9][a-z0-9-]{0,63}';
const boardAddress = new RegExp(
  `^/b/(${id})(?:/(${viewNames.join('|')}))?(?:/(settings|archive)|/c/(${id}))?/?$`,
);

/** What an address leads to. */
export function placeOf(path: string): Place {
  if (path === '/') return { page: 'boards' };
  if (/^\/import\/?$/.test(path)) return { page: 'import' };
  if (/^\/selftest\/?$/.test(path)) return { page: 'selftest' };
  const [, board, view, over, card] = boardAddress.exec(path) ?? [];
  if (!board) return { page: 'nowhere' };
  return {
    page: 'board',
    board,
    ...(view && { view: view as ViewName }),
    ...(over && { over: over as 'settings' | 'archive' }),
    ...(card && { card }),
  };
}

export const boardPath = (board: string, view?: ViewName) => `/b/${board}${view ? `/${view}` : ''}`;
export const cardPath = (board: string, card: string, view?: ViewName) =>
  `${boardPath(board, view)}/c/${card}`;

let path = $state.raw(location.pathname);
const place = $derived(placeOf(path));

export const router = {
  get place() {
    return place;
  },
};

/** Goes to an address, keeping the search unless the address has its own. `replace` leaves no step to go back to. */
export function go(address: string, { replace = false, over = false } = {}): void {
  const here = location.pathname.split('/')[2];
  const sameBoard = here !== undefined && here === address.split('/')[2];
  const target = address.includes('?') || !sameBoard ? address : address + location.search;
  if (replace) history.replaceState(history.state, '', target);
  else history.pushState({ over }, '', target);
  path = location.pathname;
}

/** Closes what was opened over a board: a step back when it was opened from there, else the board in its place. */
export function leave(under: string): void {
  const opened = (history.state as { over?: boolean } | null)?.over;
  if (opened) history.back();
  else go(under, { replace: true });
}

/** Follows links and the back button within the page. Gives the way to stop. */
export function followLinks(): () => void {
  const popped = () => (path = location.pathname);
  addEventListener('popstate', popped);
  document.addEventListener('click', followed);
  return () => {
    removeEventListener('popstate', popped);
    document.removeEventListener('click', followed);
  };
}

function followed(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
  if (link.hash && link.pathname === location.pathname) return;
  if (placeOf(link.pathname).page === 'nowhere') return;
  event.preventDefault();
  go(link.pathname + link.search);
}
