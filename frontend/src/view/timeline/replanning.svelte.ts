import { createContext } from 'svelte';
import type { Card, CardID } from '../../board/types.ts';
import { announce } from '../announce.svelte.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { told } from '../board/moving.ts';
import { afterPress } from '../press.ts';
import { t } from '../words.svelte.ts';
import { meaningOf, plannedAs, replanCommands, wantsReason, type Leaving } from './replan.ts';
import {
  crossed,
  disputed,
  rebased,
  sameSchedule,
  scheduleOf,
  type Part,
  type Schedule,
} from './schedule.ts';
import { scheduleText } from './worded.ts';

/** What draws a card as it would be while it is in hand. */
export interface Shown {
  preview: Card | undefined;
}

/** A bar in hand: drawn where it would be put down, planned anew only when it is. */
export interface Hand {
  readonly card: CardID;
  readonly by: 'pointer' | 'keys';
  readonly part: Part;
  /** The plan of the card when it was taken, and as it would be. */
  readonly base: Schedule;
  readonly schedule: Schedule;
  readonly release: () => void;
}

/** What a sheet asks about: a plan that was begun by hand, or the card's own to be changed there. */
export interface Asked {
  readonly card: CardID;
  readonly base: Schedule;
  readonly schedule: Schedule;
}

/** What is said with a plan. */
export interface Said {
  readonly leaving?: Leaving | undefined;
  readonly reason?: string;
}

/** Planning anew, whichever way it was begun: a bar in hand, the sheet that asks, and the one step it comes down to. */
export class Replanning {
  readonly #desk: Desk;
  readonly #shown: Shown;
  hand = $state.raw<Hand>();
  asked = $state.raw<Asked>();

  constructor(desk: Desk, shown: Shown) {
    this.#desk = desk;
    this.#shown = shown;
  }

  /** Takes a bar in hand; false for one that cannot be. Others see who holds it. */
  take(card: CardID, part: Part, by: Hand['by']): boolean {
    const record = this.#recordOf(card);
    if (!record || this.#desk.store.archived) return false;
    this.giveUp();
    const base = scheduleOf(record);
    this.hand = { card, by, part, base, schedule: base, release: this.#desk.holding(card) };
    return true;
  }

  /** Shows what is in hand by another plan. */
  show(schedule: Schedule): void {
    const record = this.hand && this.#recordOf(this.hand.card);
    if (!this.hand || !record || sameSchedule(this.hand.schedule, schedule)) return;
    this.hand = { ...this.hand, schedule };
    this.#shown.preview = plannedAs(record, schedule);
  }

  /** Puts the bar down: at once, or once the sheet has asked what is to be said about it. */
  putDown(): void {
    const { hand } = this;
    if (!hand) return;
    this.#letGo();
    const record = this.#recordOf(hand.card);
    if (!record) announce(t.replan.gone());
    else if (sameSchedule(hand.schedule, hand.base)) announce(t.replan.unchanged({ title: record.title }));
    else if (this.#wantsSheet(record, hand)) afterPress(() => (this.asked = hand));
    else this.plan(record, rebased(hand.schedule, hand.base, scheduleOf(record)));
  }

  /** Lets the bar go back to where it was. */
  giveUp(): void {
    const { hand } = this;
    if (!hand) return;
    this.#letGo();
    const title = this.#recordOf(hand.card)?.title;
    if (title !== undefined) announce(t.replan.cancelled({ title }));
  }

  /** Opens the sheet for a card, to plan it by its fields. */
  ask(card: CardID): void {
    const record = this.#recordOf(card);
    if (!record || this.#desk.store.archived) return;
    this.giveUp();
    const schedule = scheduleOf(record);
    this.asked = { card, base: schedule, schedule };
  }

  /** Plans a card anew, as one step with the way back. */
  plan(record: Card, schedule: Schedule, said: Said = {}): void {
    const sent = this.#desk.store.together(replanCommands(record, schedule, said));
    told(this.#desk, sent, t.replan.done({ title: record.title, dates: scheduleText(schedule) }));
  }

  /** Whether something has to be asked or told before a bar is put down. */
  #wantsSheet(record: Card, { schedule, base }: Hand): boolean {
    const { store, clock, today } = this.#desk;
    const now = scheduleOf(record);
    const then = rebased(schedule, base, now);
    if (disputed(schedule, base, now).length || crossed(then)) return true;
    if (wantsReason(clock, record, then, today)) return true;
    const { news, begun } = meaningOf(store.portfolio(clock.holidays), record, then);
    return news.length > 0 || begun.length > 0;
  }

  #letGo(): void {
    this.hand?.release();
    this.hand = undefined;
    this.#shown.preview = undefined;
  }

  #recordOf(card: CardID): Card | undefined {
    return this.#desk.isHere(card) ? this.#desk.store.card(card)?.record : undefined;
  }
}

/** The planning of the timeline that bars and sheets stand on. */
export const [useReplanning, setReplanning] = createContext<Replanning>();
