import type { StageState } from '../../board/state.svelte.ts';
import type { CardID } from '../../board/types.ts';
import type { Desk } from './desk.svelte.ts';
import { otherLane, spotOf } from './places.ts';

/** Moves the focus from card to card as they lie; empty and folded stages are stepped over. */
export function focusBeside(desk: Desk, card: CardID, key: string): boolean {
  const next = cardBeside(desk, card, key);
  if (next) void desk.focusCard(next);
  return true;
}

/** Draws a selection from card to card as they lie; where the board ends it is the card itself. */
export function selectBeside(desk: Desk, card: CardID, key: string): boolean {
  const next = cardBeside(desk, card, key) ?? card;
  desk.selection.extend(next, card);
  void desk.focusCard(next);
  return true;
}

function cardBeside(desk: Desk, card: CardID, key: string): CardID | undefined {
  const stage = spotOf(desk.store, card)?.stage;
  if (!stage) return undefined;
  const ids = desk.visible(stage);
  return nextFrom(desk, stage, ids, ids.indexOf(card), key);
}

function nextFrom(
  desk: Desk,
  stage: StageState,
  ids: readonly CardID[],
  at: number,
  key: string,
): CardID | undefined {
  switch (key) {
    case 'ArrowUp':
      return ids[at - 1] ?? (stage.lane === 'sprint' ? beyond(desk, stage).at(-1) : undefined);
    case 'ArrowDown':
      return ids[at + 1] ?? (stage.lane === 'marathon' ? beyond(desk, stage)[0] : undefined);
    case 'ArrowLeft':
      return across(desk, stage, -1, ids[at]!);
    case 'ArrowRight':
      return across(desk, stage, 1, ids[at]!);
    case 'Home':
      return ids[0];
    default:
      return ids.at(-1);
  }
}

/** Puts the focus on the first card there is. */
export function focusFirst(desk: Desk): boolean {
  const lane = desk.store.lane(desk.lane);
  const first = lane?.stages.flatMap((stage) => desk.visible(stage)[0] ?? [])[0];
  if (first) void desk.focusCard(first);
  return first !== undefined;
}

function across(desk: Desk, from: StageState, step: 1 | -1, card: CardID): CardID | undefined {
  const stages = desk.store.lane(from.lane)?.stages ?? [];
  const height = desk.near(card, from).indexOf(card);
  for (let at = stages.indexOf(from) + step; stages[at]; at += step) {
    const ids = desk.isFolded(stages[at]!) ? [] : desk.near(card, stages[at]!);
    if (ids.length) return ids[Math.min(height, ids.length - 1)];
  }
  return undefined;
}

/** The cards of the other lane nearest above or below a stage. */
function beyond(desk: Desk, stage: StageState): readonly CardID[] {
  if (desk.shown !== 'both') return [];
  const here = desk.store.lane(stage.lane)?.stages ?? [];
  const there = desk.store.lane(otherLane(stage.lane))?.stages ?? [];
  const at = here.indexOf(stage);
  const nearest = there
    .map((other, index) => ({ ids: desk.visible(other), far: Math.abs(index - at) }))
    .filter(({ ids }) => ids.length)
    .sort((a, b) => a.far - b.far)[0];
  return nearest?.ids ?? [];
}
