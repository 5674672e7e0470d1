import type { CardID, LaneKey, StageID } from '../../board/types.ts';
import type { StageState } from '../../board/state.svelte.ts';
import { announce } from '../announce.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { moveTogether } from './moving.ts';
import { besideOf, nameOf, otherLane, spotOf } from './places.ts';

/** Cards carried by keys: drawn where they would be put down, moved only when they are. */
export interface Carry {
  /** The card that has the focus. */
  readonly card: CardID;
  /** All that are carried, in their order. */
  readonly cards: readonly CardID[];
  readonly lane: LaneKey;
  readonly stage: StageID;
  /** The card they would stand before; undefined for last. */
  readonly before: CardID | undefined;
  readonly release: () => void;
}

/** Lifts a card; one of the selected lifts the others with it. */
export function pickUp(desk: Desk, card: CardID): void {
  const spot = spotOf(desk.store, card);
  const record = desk.store.card(card)?.record;
  if (!spot || !record) return;
  const { stage } = spot;
  const ids = desk.visible(stage);
  const cards = desk.selection.with(card);
  desk.carry = {
    card,
    cards,
    lane: stage.lane,
    stage: stage.id,
    before: ids.slice(ids.indexOf(card)).find((id) => !cards.includes(id)),
    release: desk.holding(card, cards),
  };
  const { index, count } = spot;
  if (cards.length > 1) announce(t.select.picked({ count: cards.length, stage: nameOf(stage) }));
  else announce(t.move.picked({ title: record.title, stage: nameOf(stage), place: index + 1, count }));
}

/** Puts what is carried down where it is drawn. */
export function putDown(desk: Desk): void {
  const { carry } = desk;
  if (!carry) return;
  const stage = desk.store.stage(carry.lane, carry.stage);
  const cards = carry.cards.filter((id) => desk.isHere(id));
  const others = stage ? desk.visible(stage).filter((id) => !cards.includes(id)) : [];
  const last = others.at(-1);
  desk.carry = undefined;
  carry.release();
  const neighbour = carry.before ? { before: carry.before } : last ? { after: last } : {};
  const to = { lane: carry.lane, stage: carry.stage, ...neighbour };
  moveTogether(desk, carry.card, cards, to, { focus: true, still: true });
}

/** Gives up carrying: all is where it was. */
export function giveUp(desk: Desk): void {
  const { carry } = desk;
  if (!carry) return;
  desk.carry = undefined;
  carry.release();
  const spot = spotOf(desk.store, carry.card);
  const title = desk.store.card(carry.card)?.record.title;
  if (!spot || title === undefined) return;
  const { stage, index, count } = spot;
  if (carry.cards.length > 1) announce(t.select.cancelled({ count: carry.cards.length }));
  else announce(t.move.cancelled({ title, stage: nameOf(stage), place: index + 1, count }));
  desk.focusCard(carry.card);
}

/** Carries one step; over the end of a stage lies the other lane. */
export function carryOn(desk: Desk, key: string): void {
  const { carry, store } = desk;
  const stage = carry && store.stage(carry.lane, carry.stage);
  if (!stage) return;
  const ids = desk.visible(stage);
  const at = ids.findIndex((id) => carry.cards.includes(id));
  const target = step(desk, stage, ids.length - carry.cards.length + 1, at, key);
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
  const others = desk.visible(stage).filter((id) => !carry.cards.includes(id));
  const at = Math.min(index, others.length);
  desk.carry = { ...carry, lane: stage.lane, stage: stage.id, before: others[at] };
  desk.focusCard(carry.card);
  announce(t.move.at({ stage: nameOf(stage), place: at + 1, count: others.length + carry.cards.length }));
}
