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
  /** The card they would stand before; undefined for last, of the row where there are rows. */
  readonly before: CardID | undefined;
  /** The row they would lie in, on a board with rows. */
  readonly row?: string | undefined;
  readonly release: () => void;
}

/** Lifts a card; one of the selected lifts the others with it. */
export function pickUp(desk: Desk, card: CardID): void {
  const spot = spotOf(desk.store, card);
  const record = desk.store.card(card)?.record;
  if (!spot || !record) return;
  const { stage } = spot;
  const ids = desk.near(card, stage);
  const cards = desk.selection.with(card);
  desk.carry = {
    card,
    cards,
    lane: stage.lane,
    stage: stage.id,
    before: ids.slice(ids.indexOf(card)).find((id) => !cards.includes(id)),
    row: desk.rows?.rowOf(card),
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
  const others = stage ? desk.near(carry.card, stage).filter((id) => !cards.includes(id)) : [];
  const last = others.at(-1);
  const { row } = carry;
  desk.carry = undefined;
  carry.release();
  const beside = row === undefined ? undefined : desk.rows?.into(cards, row);
  const neighbour = carry.before ? { before: carry.before } : last ? { after: last } : {};
  const to = { lane: carry.lane, stage: carry.stage, ...neighbour };
  moveTogether(desk, carry.card, cards, to, { focus: true, still: true, beside });
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
  const spot = step(desk, carry, stage, key);
  if (spot) setDown(desk, carry, spot);
  else announce(t.move.noFurther());
}

/** Where cards that are carried can be put down. */
interface Spot {
  readonly stage: StageState;
  readonly row: string | undefined;
  readonly before: CardID | undefined;
}

/** All of them in a stage, from top to bottom, row by row where there are rows. */
function spots(desk: Desk, { cards }: Carry, stage: StageState): Spot[] {
  const { rows } = desk;
  const within = (ids: readonly CardID[], row?: string): Spot[] =>
    [...ids.filter((id) => !cards.includes(id)), undefined].map((before) => ({ stage, before, row }));
  if (!rows) return within(desk.visible(stage));
  return rows.open(stage.lane).flatMap((row) => within(rows.cell(stage, row), row));
}

function step(desk: Desk, carry: Carry, stage: StageState, key: string): Spot | undefined {
  const here = spots(desk, carry, stage);
  const found = here.findIndex(({ before, row }) => before === carry.before && row === carry.row);
  const at = found < 0 ? here.length - 1 : found;
  const over = () => spots(desk, carry, opposite(desk, stage)!);
  switch (key) {
    case 'ArrowUp':
      return here[at - 1] ?? (stage.lane === 'sprint' ? over().at(-1) : undefined);
    case 'ArrowDown':
      return here[at + 1] ?? (stage.lane === 'marathon' ? over()[0] : undefined);
    case 'ArrowLeft':
      return level(desk, carry, here[at]!, besideOf(desk.store, stage, -1));
    case 'ArrowRight':
      return level(desk, carry, here[at]!, besideOf(desk.store, stage, 1));
    case 'Home':
      return here[0];
    default:
      return here.at(-1);
  }
}

/** The spot of another stage at the height of one, in the same row. */
function level(desk: Desk, carry: Carry, at: Spot, to: StageState | undefined): Spot | undefined {
  if (!to) return undefined;
  const row = (stage: StageState) => spots(desk, carry, stage).filter((spot) => spot.row === at.row);
  const height = row(at.stage).findIndex(({ before }) => before === at.before);
  const there = row(to);
  return there[Math.min(height, there.length - 1)];
}

/** The stage of the other lane that lies under or over this one. */
function opposite({ store }: Desk, stage: StageState): StageState | undefined {
  const here = store.lane(stage.lane)?.stages ?? [];
  const there = store.lane(otherLane(stage.lane))?.stages ?? [];
  return there[Math.min(here.indexOf(stage), there.length - 1)];
}

function setDown(desk: Desk, carry: Carry, { stage, row, before }: Spot): void {
  desk.carry = { ...carry, lane: stage.lane, stage: stage.id, before, row };
  desk.focusCard(carry.card);
  const ids = desk.near(carry.card, stage);
  const place = ids.findIndex((id) => carry.cards.includes(id)) + 1;
  const said = t.move.at({ stage: nameOf(stage), place, count: ids.length });
  announce(row === undefined || !desk.rows ? said : `${said} ${desk.rows.saying(row)}`);
}
