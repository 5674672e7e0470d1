import { createContext } from 'svelte';
import { after } from '../../board/pace/days.ts';
import type { CardID, Day, LaneKey } from '../../board/types.ts';
import type { Desk } from '../board/desk.svelte.ts';
import type { Grouping } from '../board/filter.svelte.ts';
import { told } from '../board/moving.ts';
import { nameOf } from '../board/places.ts';
import { afterPress, type Point, type PressEvents } from '../press.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import { scrolled, type Ground } from './bar-drag.ts';
import { belonging, draftOf, drawnSchedule } from './create.ts';
import { reach, type Schedule } from './schedule.ts';
import { stepIn } from './steps.ts';

/** The group that a new card is to belong to. */
export interface Group {
  readonly by: Grouping;
  readonly key: string;
  readonly name: string;
}

/** Where a card is drawn: in which lane, beside which row, and when. */
export interface Drawn {
  readonly lane: LaneKey;
  readonly group?: Group | undefined;
  readonly schedule: Schedule;
}

/** A card that is being drawn, over which days of which row. */
export interface Drawing extends Drawn {
  /** The row it is drawn in. */
  readonly row: string;
  /** What it is called, when it is there already. */
  readonly title?: string;
  readonly from: Day;
  readonly until: Day;
}

/** New cards on the timeline: drawn over empty time, or asked for by a button. */
export class Creating {
  readonly #desk: Desk;
  /** Puts the focus on a card of the timeline. */
  readonly focus: (card: CardID) => void;
  /** What follows the pointer. */
  drawing = $state.raw<Drawing>();
  /** What the sheet asks the title of. */
  drawn = $state.raw<Drawn>();

  constructor(desk: Desk, focus: (card: CardID) => void) {
    this.#desk = desk;
    this.focus = focus;
  }

  /** Asks for a new card that begins about now, where nobody has drawn one. */
  begin(lane: LaneKey): void {
    const { today } = this.#desk;
    this.drawn = { lane, schedule: drawnSchedule(lane, today, after(today, 180), 'month') };
  }

  create(title: string, { lane, group, schedule }: Drawn): void {
    const { store, filter } = this.#desk;
    const stage = store.lane(lane)?.stages[0];
    if (!stage) return;
    const before = stage.cards[0];
    const set = { ...draftOf(schedule), ...(group && belonging(group.by, group)) };
    const sent = store.add(lane, stage.id, title, { set, ...(before && { before }) });
    const record = store.card(sent.subject)?.record;
    if (record && !filter.matches(record))
      toast({
        text: t.add.hidden(),
        action: { label: t.common.show(), run: () => this.#show(sent.subject) },
      });
    else {
      told(this.#desk, sent, t.add.done({ title, stage: nameOf(stage) }));
      this.focus(sent.subject);
    }
  }

  #show(card: CardID): void {
    this.#desk.filter.admit([card]);
    this.focus(card);
  }

  /** The drag that draws a card in a row, from where it was pressed; `dayAt` tells the day under a point. */
  drag(
    { scale, scroller }: Ground,
    at: Omit<Drawn, 'schedule'> & { readonly row: string },
    dayAt: (at: Point) => Day,
    pressed: Point,
  ): Omit<PressEvents, 'over'> {
    const first = dayAt(pressed);
    const draw = (point: Point) => {
      const schedule = drawnSchedule(at.lane, first, dayAt(point), stepIn[scale.unit]);
      const { from, until } = reach(schedule);
      this.drawing = { ...at, schedule, from, until };
    };
    return {
      start: () => !this.#desk.store.archived,
      draw(point) {
        draw(point);
        return scrolled(scroller, point);
      },
      drop: (point) => {
        draw(point);
        const { drawing } = this;
        afterPress(() => (this.drawn = drawing));
      },
      end: () => (this.drawing = undefined),
    };
  }
}

/** What bars, rows and sheets of a timeline create cards with. */
export const [useCreating, setCreating] = createContext<Creating>();
