/* eslint svelte/prefer-svelte-reactivity: off -- the maps here are made anew, never altered */
import { agendas } from '../../board/pace/council.ts';
import { after, daysBetween } from '../../board/pace/days.ts';
import { contradictions, type Contradiction } from '../../board/pace/pairs.ts';
import { done } from '../../board/pace/portfolio.ts';
import type { Card, CardID, Day } from '../../board/types.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { personName } from '../board/names.ts';
import { holidaysOf } from '../pace/holidays.svelte.ts';
import { marksOf, type Awaited, type Mark } from './marks.ts';
import { planOf, type Plan, type Sources, type Span } from './plan.ts';
import { Places, rowsBetween, rowsFor, topsOf, type Heights, type CardRow, type Row } from './rows.ts';
import { boundsOf, daysOf, isUnit, timeScale, usualUnit, zoomed, type Unit } from './scale.ts';
import type { Drawn } from './strokes.ts';

/** The day in view that stays where it is when the scale changes. */
interface Anchor {
  /** With the part of the day that has passed, as days since the first one of 1970. */
  readonly day: number;
  /** How far it lies from the left edge of the view, as a share of its width. */
  readonly at: number;
}

/** Where today lies in a timeline that opens. */
const todayAt = 0.3;
const epoch: Day = '1970-01-01';

/** What a timeline shows, and of it what is in view. Zoom and place are kept in the address. */
export class Timeline {
  readonly #desk: Desk;
  readonly #places = new Places();
  readonly #marks = $derived.by(() => {
    void [this.#desk.clock, this.awaited];
    return new WeakMap<Card, readonly Mark[]>();
  });
  readonly #plans = $derived.by(() => {
    void this.sources;
    return new WeakMap<Card, CardRow | false>();
  });

  /** The size of what is scrolled through, in CSS pixels. */
  outer = $state(0);
  height = $state(0);
  /** How far it is scrolled. */
  left = $state(0);
  top = $state(0);
  /** The font size of the page. */
  rem = $state(16);
  /** Groups whose cards are out of sight. */
  folded: ReadonlySet<string> = $state.raw(new Set());
  /** What a card would be, while it is in hand. */
  preview: Card | undefined = $state.raw();
  #anchor: Anchor | undefined;
  /** The place that the address has told, or was told. */
  #told: string | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  readonly unit: Unit = $derived.by(() => {
    const zoom = this.#desk.filter.setting('zoom');
    return isUnit(zoom) ? zoom : usualUnit;
  });
  readonly sources: Sources = $derived.by(() => {
    const { clock, store, today } = this.#desk;
    return { rules: clock, gates: store.gates, today };
  });
  readonly board = $derived.by(() => {
    const { store } = this.#desk;
    return store.portfolio(holidaysOf(store.settings.country));
  });

  /** Every card that has a place in time, whether it is shown or not. */
  readonly planned = $derived.by(() => this.board.cards.flatMap((card) => this.plannedOf(card) ?? []));
  readonly shown = $derived.by(() => {
    const { filter } = this.#desk;
    return filter.active ? this.planned.filter(({ card }) => filter.matches(card)) : this.planned;
  });
  /** Cards without a place in time that are not done. */
  readonly unplanned = $derived(
    this.board.cards.filter(
      (card) => !this.plannedOf(card) && !done(this.board, card) && this.#desk.filter.matches(card),
    ),
  );
  /** What the rows are grouped by. */
  readonly by = $derived.by(() => this.#desk.filter.group);
  readonly rows: readonly Row[] = $derived.by(() => {
    const { store } = this.#desk;
    const { units, clusters } = store;
    const nameOf = (person: string) => personName(store, person);
    const registers = { units, clusters, nameOf };
    return rowsFor(this.shown, this.by, registers, this.#places.order, (group) => this.folded.has(group));
  });

  /** What the pairs of each card contradict. */
  readonly conflicts: ReadonlyMap<CardID, readonly Contradiction[]> = $derived.by(() => {
    const found = new Map<CardID, Contradiction[]>();
    for (const one of contradictions(this.board))
      for (const end of [one.card, one.other]) found.set(end, [...(found.get(end) ?? []), one]);
    return found;
  });
  /** What each card waits for a body to decide, where that has a meeting ahead. */
  readonly awaited: ReadonlyMap<CardID, readonly Awaited[]> = $derived.by(() => {
    const found = new Map<CardID, Awaited[]>();
    for (const { meeting, cards } of agendas(this.board, this.#desk.today))
      for (const { card, gate, why } of meeting.on ? cards : [])
        if (why === 'pending' || why === 'deferred')
          found.set(card, [...(found.get(card) ?? []), { gate, on: meeting.on }]);
    return found;
  });

  /** Whether names stand above the bars, as there is no room beside them. */
  readonly narrow = $derived(this.outer > 0 && this.outer < 44 * this.rem);
  /** Whether what the quarters carry is shown: by itself where there is room. */
  readonly loaded = $derived.by(() => {
    const wish = this.#desk.filter.setting('load');
    return wish ? wish !== 'off' : !this.narrow;
  });
  /** The room for names beside the time. */
  readonly names = $derived(
    this.narrow ? 0 : Math.min(Math.max(0.22 * this.outer, 15 * this.rem), 24 * this.rem),
  );
  /** The room for time. */
  readonly width = $derived(Math.max(0, this.outer - this.names));

  readonly #edges = $derived(this.planned.flatMap(({ plan }) => edgesOf(plan)));
  readonly #bounds = $derived.by(() => boundsOf(this.#edges, this.#desk.today, this.unit));
  readonly #from = $derived(this.#bounds[0]);
  readonly #until = $derived(this.#bounds[1]);
  readonly scale = $derived(timeScale(this.unit, this.#from, this.#until, this.width));

  readonly heights: Heights = $derived({
    card: (this.narrow ? 4.1 : 2.75) * this.rem,
    group: 2.25 * this.rem,
  });
  readonly tops = $derived(topsOf(this.rows, this.heights));

  /** Rows are drawn so many at a time, and time by half a screen: few steps of scrolling draw anything. */
  readonly band = 8;
  readonly #drawn = $derived.by(() => rowsBetween(this.tops, this.top - 150, this.top + this.height + 150));
  readonly first = $derived(Math.max(0, Math.floor(this.#drawn[0] / this.band) * this.band));
  readonly end = $derived(Math.min(this.rows.length, Math.ceil(this.#drawn[1] / this.band) * this.band));
  readonly #half = $derived(Math.max(this.width, 1) / 2);
  readonly #screen = $derived(Math.floor(this.left / this.#half));
  /** The first and the last day that lines and names are drawn for. */
  readonly near = $derived.by((): readonly [from: Day, until: Day] => {
    const { scale } = this;
    const first = scale.day(Math.max(0, (this.#screen - 1) * this.#half));
    const last = scale.day(Math.min(scale.width - 1, (this.#screen + 4) * this.#half));
    return [first, last];
  });
  /** Where the left edge of the view may lie until lines and names are drawn anew. */
  readonly edge = $derived([this.#screen * this.#half, (this.#screen + 1) * this.#half] as const);

  /** The days at the edges of the view. */
  get view(): readonly [from: Day, until: Day] {
    const { scale, left, width } = this;
    return [scale.day(left), scale.day(Math.min(left + width, scale.width) - 1)];
  }

  /** A card with its place in time; the same row for as long as the card is the same. */
  plannedOf(card: Card): CardRow | undefined {
    let known = this.#plans.get(card);
    if (known === undefined) {
      const plan = planOf(this.sources, card);
      this.#plans.set(card, (known = plan ? { kind: 'card', id: card.id, card, plan } : false));
    }
    return known || undefined;
  }

  /** The row as it is to be seen: where it would be put down, while it is in hand. */
  shownAs(row: CardRow): CardRow {
    const { preview } = this;
    return (preview?.id === row.id && this.plannedOf(preview)) || row;
  }

  /** The days that are marked on the row of a card. */
  marksOf(card: Card): readonly Mark[] {
    let known = this.#marks.get(card);
    if (!known) this.#marks.set(card, (known = marksOf(this.#desk.clock, card, this.awaited.get(card.id))));
    return known;
  }

  /** What is drawn of a card, so far below the top of what it is drawn in. */
  drawn({ card, plan }: CardRow, top: number): Drawn {
    return { card, plan, marks: this.marksOf(card), top };
  }

  /** Looks at more or less time; the day at a share of the view stays where it is. */
  zoom(step: number, at = 0.5): void {
    this.show(zoomed(this.unit, step), at);
  }

  show(unit: Unit, at = 0.5): void {
    if (unit === this.unit) return;
    this.#anchor = { day: this.#dayAt(at), at };
    this.#desk.filter.set('zoom', unit === usualUnit ? undefined : unit);
  }

  /** How far to scroll so that what was in view is so again. */
  get scrollTo(): number {
    const told = this.#desk.filter.setting('at');
    if (!this.#anchor || told !== this.#told) this.#anchor = this.#opening(told);
    this.#told = told;
    const { day, at } = this.#anchor;
    return (day - daysBetween(epoch, this.scale.from)) * this.scale.perDay - at * this.width;
  }

  /** As far as a place can be scrolled to. */
  reachable(left: number): number {
    return Math.max(0, Math.min(left, this.scale.width - this.width));
  }

  /** How far to scroll to see today as it is seen at first. */
  get scrollToToday(): number {
    return this.scale.x(this.#desk.today) - todayAt * this.width;
  }

  /** The view was scrolled by hand. */
  scrolled(left: number, top: number): void {
    this.left = left;
    this.top = top;
    this.#anchor = { day: this.#dayAt(0.5), at: 0.5 };
  }

  /** Keeps the place in the address. */
  settle(): void {
    const day = after(epoch, Math.floor(this.#dayAt(0.5)));
    const opening = Math.abs(this.left - this.scrollToToday) < this.scale.perDay + 2;
    this.#told = opening ? undefined : day;
    this.#desk.filter.set('at', this.#told);
  }

  /** The time in view by what the address says. */
  get told(): Span {
    const { day, at } = this.#opening(this.#desk.filter.setting('at'));
    const days = daysOf[this.unit];
    const from = after(epoch, Math.round(day - at * days));
    return { from, until: after(from, days - 1) };
  }

  fold(group: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(group)) folded.add(group);
    this.folded = folded;
  }

  #opening(at = ''): Anchor {
    return /^\d{4}-\d\d-\d\d$/.test(at)
      ? { day: daysBetween(epoch, at), at: 0.5 }
      : { day: daysBetween(epoch, this.#desk.today), at: todayAt };
  }

  #dayAt(share: number): number {
    const { scale, left, width } = this;
    return daysBetween(epoch, scale.from) + (left + share * width) / scale.perDay;
  }
}

const edgesOf = ({ from, until, ghosts, contract, option, target }: Plan): readonly Day[] =>
  [from, until, ...ghosts.map((ghost) => ghost.from), contract?.until, option?.until, target?.until].filter(
    (day) => day !== undefined,
  );
