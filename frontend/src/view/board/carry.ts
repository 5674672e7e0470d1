import type { CardID, LaneKey, StageID } from '../../board/types.ts';
import type { StageState } from '../../board/state.svelte.ts';
import { announce } from '../announce.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { moveCard } from './moving.ts';
import { besideOf, nameOf, otherLane, spotOf } from './places.ts';

/** A card carried by keys: drawn where it would be put down, moved only when it is. */
export interface Carry {
  readonly card: CardID;
  readonly lane: LaneKey;
  readonly stage: StageID;
  /** The card it would stand before; undefined for last. */
  readonly before: CardID | undefined;
  readonly release: () => void;
}

/** Lifts a card. */
export function pickUp(desk: Desk, card: CardID): void {
  const spot = spotOf(desk.store, card);
  const record = desk.store.card(card)?.record;
  if (!spot || !record) return;
  const { stage } = spot;
  const ids = desk.visible(stage);
  desk.carry = {
    card,
    lane: stage.lane,
    stage: stage.id,
    before: ids[ids.indexOf(card) + 1],
    release: desk.holding(card),
  };
  const { index, count } = spot;
  announce(t.move.picked({ title: record.title, stage: nameOf(stage), place: index + 1, count }));
}

/** Puts the carried card down where it is drawn. */
export function putDown(desk: Desk): void {
  const { carry } = desk;
  if (!carry) return;
  const stage = desk.store.stage(carry.lane, carry.stage);
  const others = stage ? desk.visible(stage).filter((id) => id !== carry.card) : [];
  const last = others.at(-1);
  desk.carry = undefined;
  carry.release();
  const neighbour = carry.before ? { before: carry.before } : last ? { after: last } : {};
  moveCard(
    desk,
    carry.card,
    { lane: carry.lane, stage: carry.stage, ...neighbour },
    { focus: true, still: true },
  );
}

/** Gives up carrying: the card is where it was. */
export function giveUp(desk: Desk): void {
  const { carry } = desk;
  if (!carry) return;
  desk.carry = undefined;
  carry.release();
  const spot = spotOf(desk.store, carry.card);
  const title = desk.store.card(carry.card)?.record.title;
  if (!spot || title === undefined) return;
  const { stage, index, count } = spot;
  announce(t.move.cancelled({ title, stage: nameOf(stage), place: index + 1, count }));
  desk.focusCard(carry.card);
}

/** Carries the card one step; over the end of a stage lies the other lane. */
export function carryOn(desk: Desk, key: string): void {
  const { carry, store } = desk;
  const stage = carry && store.stage(carry.lane, carry.stage);
  if (!stage) return;
  const ids = desk.visible(stage);
  const at = ids.indexOf(carry.card);
  const target = step(desk, stage, ids.length, at, key);
  if (!target) {
    announce(t.move.noFurther());
    return;
  }
  setDown(desk, carry, target.stage, target.index);
}

interface Spot {
  readonly stage: StageState;
  readonly index: number;
}

function step(desk: Desk, stage: StageState, count: number, at: number, key: string): Spot | undefined {
  const across = (to: StageState | undefined, index: number) => to && { stage: to, index };
  switch (key) {
    case 'ArrowUp':
      return at > 0
        ? { stage, index: at - 1 }
        : stage.lane === 'sprint'
          ? across(opposite(desk, stage), Infinity)
          : undefined;
    case 'ArrowDown':
      return at < count - 1
        ? { stage, index: at + 1 }
        : stage.lane === 'marathon'
          ? across(opposite(desk, stage), 0)
          : undefined;
    case 'ArrowLeft':
      return across(besideOf(desk.store, stage, -1), at);
    case 'ArrowRight':
      return across(besideOf(desk.store, stage, 1), at);
    case 'Home':
      return { stage, index: 0 };
    default:
      return { stage, index: Infinity };
  }
}

/** The stage of the other lane that lies under or over this one. */
function opposite({ store }: Desk, stage: StageState): StageState | undefined {
  const here = store.lane(stage.lane)?.stages ?? [];
  const there = store.lane(otherLane(stage.lane))?.stages ?? [];
  return there[Math.min(here.indexOf(stage), there.length - 1)];
}

function setDown(desk: Desk, carry: Carry, stage: StageState, index: number): void {
  const others = desk.visible(stage).filter((id) => id !== carry.card);
  const at = Math.min(index, others.length);
  desk.carry = { ...carry, lane: stage.lane, stage: stage.id, before: others[at] };
  desk.focusCard(carry.card);
  announce(t.move.at({ stage: nameOf(stage), place: at + 1, count: others.length + 1 }));
}
