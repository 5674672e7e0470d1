import { isOnTop } from '../layers.svelte.ts';
import { look } from '../look.svelte.ts';
import { menu } from '../menu.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { takeBack } from './moving.ts';

/** The keys that lead from one view of a board to another: G, and then the view's own. */

/** How long G waits for the key after it. */
const patience = 1_500;
let until = 0;

/** Takes a key as a part of G and another one; false for keys that are not. */
export function goes(desk: Desk, key: string, now = performance.now()): boolean {
  if (key === 'g') {
    until = now + patience;
    return true;
  }
  if (now > until) return false;
  until = 0;
  desk.ways.openView(key);
  return true;
}

/** The keys of views other than the board: to another view, help, the palette, search, undo and redo. */
export function awayKeys(desk: Desk, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || menu.open || !isOnTop()) return;
  if (isTyping(event) && !(event.ctrlKey || event.metaKey)) return;
  if (answered(desk, event)) event.preventDefault();
}

function answered(desk: Desk, { key: pressed, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  if (altKey) return false;
  if (ctrlKey || metaKey) {
    if (key === 'k' && !shiftKey) desk.open = 'palette';
    else if (key === 'z') void takeBack(desk, shiftKey);
    else return false;
    return true;
  }
  if (!look.singleKeys) return false;
  if (goes(desk, key)) return true;
  if (key === '?') desk.open = 'help';
  else if (key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus();
  else if (key === 'f') desk.open = 'filter';
  else if (key === 'x') desk.filter.clear();
  else return false;
  return true;
}

export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.isContentEditable || target.matches('input, textarea, select');
}
