import { isOnTop } from '../layers.svelte.ts';
import { look } from '../look.svelte.ts';
import { menu } from '../menu.svelte.ts';
import { assignMe } from './card-menu.ts';
import { carryOn, giveUp, pickUp, putDown } from './carry.ts';
import type { Desk } from './desk.svelte.ts';
import { focusBeside, focusFirst } from './focusing.ts';
import { reorder, shift, takeBack } from './moving.ts';
import { otherLane } from './places.ts';

/**
 * The keys of a board. The character a key gives is what counts, so that every keyboard layout works; keys that are
 * typed into a field are left to it.
 */
export function boardKeys(desk: Desk, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || menu.open || !isOnTop()) return;
  const done = desk.carry ? carrying(desk, event) : typing(event) ? false : resting(desk, event);
  if (done) event.preventDefault();
}

function typing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.isContentEditable || target.matches('input, textarea, select');
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
  const card = focused();
  if (event.altKey) return !!card && moving(desk, card, key);
  if (card && onCard(desk, card, key, event)) return true;
  return look.singleKeys && anywhere(desk, key);
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
  if (/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return focusBeside(desk, card, key);
  if (key === ' ') {
    if (onTitle) pickUp(desk, card);
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
  if (field) desk.ways.openCard(card, field);
  else if (key === 's') desk.choosing = { card };
  else if (key === 'm') {
    const lane = desk.store.card(card)?.record.lane;
    desk.choosing = { card, ...(lane && { lane: otherLane(lane) }) };
  } else if (key === 'i') assignMe(desk, card);
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
