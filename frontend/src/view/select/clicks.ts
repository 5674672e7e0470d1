import type { Desk } from '../board/desk.svelte.ts';

/**
 * Selects by clicks: with Ctrl or ⌘ one card more or less, with Shift all up to it, and by a finger, once something
 * is selected, a touch alone. Any other click is left to be what it is.
 */
export function selectByClick(desk: Desk, event: MouseEvent): void {
  const on = event.target as Element;
  const card = on.closest<HTMLElement>('[data-card]')?.dataset['card'];
  if (!card || on.closest('button') || event.altKey || desk.carry) return;
  const { selection } = desk;
  if (event.shiftKey) selection.extend(card);
  else if (event.ctrlKey || event.metaKey || (selection.size > 0 && isTouch(event))) selection.toggle(card);
  else return;
  event.preventDefault();
  void desk.focusCard(card);
}

const isTouch = (event: MouseEvent) => (event as PointerEvent).pointerType === 'touch';
