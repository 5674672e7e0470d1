import { flushSync, mount, unmount, type Component } from 'svelte';
import type { Desk } from '../board/desk.svelte.ts';
import { isOnTop } from '../layers.svelte.ts';
import { toast } from '../toasts.svelte.ts';
import { t, wordsHere } from '../words.svelte.ts';

/**
 * Printing a board. A browser that prints does not wait, so what is printed is fetched before somebody asks for it;
 * whatever lies over the board is printed in its place.
 */

type Printed = Component<{ desk: Desk }>;

/** Fetches what would be printed now; nothing where the page itself is. */
let fetchPrinted = async () => {};

/** Makes the browser print a view as it should look on paper: the board unless said otherwise. Gives the way to stop. */
export function printable(
  desk: Desk,
  paper: () => Promise<{ default: Printed }> = () => import('./PrintedBoard.svelte'),
): () => void {
  let Printed: Printed | undefined;
  const fetchThis = async () => {
    const { default: fetched } = await paper();
    await wordsHere();
    Printed = fetched;
  };
  fetchPrinted = fetchThis;
  let drawn: Record<string, unknown> | undefined;
  const begin = () => {
    if (!Printed || drawn || !isOnTop()) return;
    drawn = mount(Printed, { target: document.body, props: { desk } });
    flushSync();
  };
  const end = () => {
    if (drawn) void unmount(drawn);
    drawn = undefined;
  };
  const early = (event: KeyboardEvent) => {
    if (Printed || !isPrint(event)) return;
    event.preventDefault();
    printBoard();
  };
  const leaving = new AbortController();
  const { signal } = leaving;
  addEventListener('beforeprint', begin, { signal });
  addEventListener('afterprint', end, { signal });
  addEventListener('keydown', early, { signal });
  (window.requestIdleCallback ?? setTimeout)(() => void fetchThis().catch(() => {}));
  return () => {
    leaving.abort();
    end();
    if (fetchPrinted === fetchThis) fetchPrinted = async () => {};
  };
}

/** Whether a key asks for printing. */
export const isPrint = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'p';

/** Opens the browser's print dialog, whose key is Ctrl P. */
export function printBoard(): void {
  fetchPrinted().then(
    () => window.print(),
    () => toast({ text: t.notFound.chunk(), tone: 'trouble' }),
  );
}
