import type { Store } from '../../board/store.svelte.ts';
import type { StageState } from '../../board/state.svelte.ts';
import type { CardID, LaneKey, StageID } from '../../board/types.ts';
import { stageName } from './names.ts';

/** Where a card is: its stage, and which of how many. */
export interface Spot {
  readonly stage: StageState;
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Names a stage within its board. */
export const keyOf = (stage: { readonly lane: LaneKey; readonly id: StageID }) => `${stage.lane}/${stage.id}`;

/** Where a card is now; undefined when it is archived or gone. */
export function spotOf(store: Store, card: CardID): Spot | undefined {
  const state = store.card(card);
  if (!state || state.archived) return undefined;
  const stage = store.stage(state.record.lane, state.record.stage);
  if (!stage) return undefined;
  return { stage, index: stage.cards.indexOf(card), count: stage.cards.length };
}

/** The stage to the right (1) or left (-1) in the same lane. */
export function besideOf(store: Store, stage: StageState, step: 1 | -1): StageState | undefined {
  const stages = store.lane(stage.lane)?.stages ?? [];
  const at = stages.indexOf(stage);
  return at < 0 ? undefined : stages[at + step];
}

export const nameOf = (stage: StageState) => stageName(stage.lane, stage.record);

export const otherLane = (lane: LaneKey): LaneKey => (lane === 'marathon' ? 'sprint' : 'marathon');
