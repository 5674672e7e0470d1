import { tick } from 'svelte';
import type { CardID, LaneKey } from '../../board/types.ts';
import type { Desk } from './desk.svelte.ts';

/**
 * Keeps the focus on its card while the board changes under it, whoever changed it; when the card is not to be
 * seen any more, on the one that takes its place. Called after the board has changed and before that is drawn.
 */
export function keepFocus(desk: Desk): void {
  const focus = document.activeElement;
  const element = focus?.closest<HTMLElement>('[data-card]');
  const stage = element?.closest<HTMLElement>('[data-stage]');
  if (!focus || !element || !stage) return;
  const part = focus.matches('[data-focus]') ? '[data-focus]' : 'button';
  const index = [...stage.querySelectorAll('[data-card]')].indexOf(element);
  const seen = focus.matches(':focus-visible');
  void tick().then(async () => {
    if (!isLost()) return;
    if (await focusOn(desk, element.dataset['card']!, part, seen)) return;
    focusInstead(desk, stage, index);
  });
}

const isLost = () => document.activeElement === document.body || document.activeElement === null;

/** Puts the focus on a card that is on the screen, or further down in a stage that is; reports whether it did. */
async function focusOn(desk: Desk, card: CardID, part: string, scroll: boolean): Promise<boolean> {
  if (!desk.isHere(card)) return false;
  desk.reach(card);
  desk.wanted = card;
  await tick();
  const control = document.querySelector<HTMLElement>(`[data-card="${card}"] ${part}`);
  if (!control?.checkVisibility()) return false;
  if (isLost()) control.focus({ preventScroll: !scroll });
  return true;
}

/** Puts the focus where a card was that has left the stage: on the next one, else on the name of the stage. */
function focusInstead(desk: Desk, element: HTMLElement, index: number): void {
  const { lane, stage: id } = element.dataset;
  const stage = desk.store.stage(lane as LaneKey, id!);
  const ids = stage ? desk.visible(stage) : [];
  const next = ids[Math.min(index, ids.length - 1)];
  const control = next
    ? document.querySelector<HTMLElement>(`[data-card="${next}"] [data-focus]`)
    : element.querySelector<HTMLElement>('h3 button');
  if (next) desk.reach(next);
  if (isLost()) (control ?? document.getElementById('board'))?.focus({ preventScroll: true });
}
