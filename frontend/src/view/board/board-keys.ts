import { using } from '../fetched.ts';
import { isOnTop } from '../layers.svelte.ts';
import { look } from '../look.svelte.ts';
import { menu } from '../menu.svelte.ts';
import { carryOn, giveUp, pickUp, putDown } from './carry.ts';
import type { Desk } from './desk.svelte.ts';
import { goes, isTyping } from './going.ts';
import { focusBeside, focusFirst, selectBeside } from './focusing.ts';
import { reorder, shift, takeBack } from './moving.ts';
import { otherLane } from './places.ts';

/**
 * The keys of a board. The character a key gives is what counts, so that every keyboard layout works; keys that are
 * typed into a field are left to it.
 */
export function boardKeys(desk: Desk, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || menu.open || !isOnTop()) return;
  if (answered(desk, event)) event.preventDefault();
}

function answered(desk: Desk, event: KeyboardEvent): boolean {
  if (isPalette(event)) return palette(desk);
  if (desk.carry) return carrying(desk, event);
  return !isTyping(event) && resting(desk, event);
}

/** Ctrl or ⌘ with K, also from within a field. */
const isPalette = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'k';

function palette(desk: Desk): boolean {
  giveUp(desk);
  desk.open = 'palette';
  return true;
}

function carrying(desk: Desk, event: KeyboardEvent): boolean {
  if (event.key === ' ' || event.key === 'Enter') putDown(desk);
  else if (event.key === 'Escape') giveUp(desk);
  else if (/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) carryOn(desk, event.key);
  else return event.key === 'Tab';
  return true;
}

function resting(desk: Desk, event: KeyboardEvent): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return key === 'z' && undo(desk, event.shiftKey);
  if (event.ctrlKey || event.metaKey) return false;
  if (key === 'Escape') return letGo(desk);
  const card = focused();
  if (event.altKey) return !!card && moving(desk, card, key);
  if (look.singleKeys && goes(desk, key)) return true;
  if (card && onCard(desk, card, key, event)) return true;
  if (!look.singleKeys) return false;
  return (!card && onSelected(desk, key, event)) || anywhere(desk, key);
}

function letGo({ selection }: Desk): boolean {
  const some = selection.size > 0;
  selection.clear();
  return some;
}

/** What is selected hears the keys for cards also when the focus is elsewhere. */
function onSelected(desk: Desk, key: string, { shiftKey }: KeyboardEvent): boolean {
  const [card] = desk.selection.cards;
  const forMany = ['s', 'm', 'i', 'a'].includes(key) || (key === 'l' && shiftKey);
  return !!card && forMany && cardCommand(desk, card, key);
}

/** The card that has the focus, itself or its More button. */
function focused(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card'];
}

function undo(desk: Desk, again: boolean): boolean {
  void takeBack(desk, again);
  return true;
}

function moving(desk: Desk, card: string, key: string): boolean {
  switch (key) {
    case 'ArrowUp':
      reorder(desk, card, 'up');
      return true;
    case 'ArrowDown':
      reorder(desk, card, 'down');
      return true;
    case 'ArrowLeft':
      shift(desk, card, -1);
      return true;
    case 'ArrowRight':
      shift(desk, card, 1);
      return true;
  }
  return false;
}

const steps: Readonly<Record<string, string>> = {
  h: 'ArrowLeft',
  j: 'ArrowDown',
  k: 'ArrowUp',
  l: 'ArrowRight',
};

function onCard(desk: Desk, card: string, key: string, event: KeyboardEvent): boolean {
  const onTitle = !(event.target as Element).matches('button');
  if (/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key))
    return event.shiftKey ? selectBeside(desk, card, key) : focusBeside(desk, card, key);
  if (key === ' ') {
    if (onTitle && event.shiftKey) desk.selection.toggle(card);
    else if (onTitle) pickUp(desk, card);
    return onTitle;
  }
  if (!look.singleKeys) return false;
  const step = steps[key];
  // L is both a step to the right and the labels: with Shift it is the labels.
  if (step && !event.shiftKey) return focusBeside(desk, card, step);
  return cardCommand(desk, card, key);
}

function cardCommand(desk: Desk, card: string, key: string): boolean {
  const fields: Readonly<Record<string, string>> = { a: 'owner', l: 'labels', d: 'start', e: 'title' };
  const field = fields[key];
  const many = desk.selection.with(card).length > 1;
  if (many && (key === 'a' || key === 'l')) desk.open = key === 'a' ? 'assign' : 'labels';
  else if (field) desk.ways.openCard(card, field);
  else if (key === 's') desk.choosing = { card };
  else if (key === 'm') {
    const lane = desk.store.card(card)?.record.lane;
    desk.choosing = { card, ...(lane && { lane: otherLane(lane) }) };
  } else if (key === 'i')
    using(
      () => import('./card-menu.ts'),
      ({ assignMe }) => assignMe(desk, card),
    );
  else return false;
  return true;
}

function anywhere(desk: Desk, key: string): boolean {
  switch (key) {
    case '?':
      desk.open = 'help';
      return true;
    case '/':
      document.querySelector<HTMLElement>('[data-search]')?.focus();
      return true;
    case 'f':
      desk.open = 'filter';
      return true;
    case 'x':
      desk.filter.clear();
      return true;
    case 'n':
    case 'c':
      desk.addTo(stageForNew(desk));
      return true;
    case '1':
    case '2':
    case '0':
      desk.shown = key === '0' ? 'both' : key === '1' ? 'marathon' : 'sprint';
      return true;
  }
  return steps[key] !== undefined || key.startsWith('Arrow') ? focusFirst(desk) : false;
}

/** A new card goes where the focus is, else into the first stage one sees. */
function stageForNew(desk: Desk) {
  const { lane, stage } = document.activeElement?.closest<HTMLElement>('[data-stage]')?.dataset ?? {};
  const here = lane && stage ? desk.store.stage(lane as 'marathon' | 'sprint', stage) : undefined;
  const first = desk.store.lane(desk.shown === 'both' ? desk.lane : desk.shown)?.stages[0];
  return here ?? first;
}
