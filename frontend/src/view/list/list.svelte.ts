/* eslint svelte/prefer-svelte-reactivity: off -- the maps here are replaced, never altered */
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { inOrder } from '../../board/board.ts';
import type { Card, CardID } from '../../board/types.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { recall, remember } from '../memory.ts';
import { currentLocale } from '../words.svelte.ts';
import type { Column } from './column.ts';
import { columnsOf, firstColumns } from './columns.ts';
import { groupsOf, isListGrouping, isShared, type ListGrouping } from './groups.ts';
import { moved, readColumns, readSorts, within, writeColumns, writeSorts, type Shown } from './layout.ts';
import { rowsOf, sorted, sumsOf, type Shape, type Sort, type Sums } from './shape.ts';

/** What the address keeps of a list. */
const settings = ['columns', 'sort', 'by'] as const;

/**
 * The cards of a board as a list: its columns, its order and its groups, which the address keeps, and the rows that come
 * of them. A row that somebody is in stays where it is until they leave it, whatever becomes of its card.
 */
export class List {
  readonly desk: Desk;
  readonly #folded = new SvelteSet<string>();
  /** The card whose row stays, as it was when somebody came to it. */
  #pinned = $state.raw<Card>();
  /** How the cards were sorted the last time, and by what. */
  #before: { readonly cards: readonly Card[]; readonly by: readonly unknown[] } = { cards: [], by: [] };

  /** Every column there is. They are made anew when what they tell of changes. */
  readonly all: readonly Column[] = $derived.by(() => {
    const { store, today } = this.desk;
    void [store.people, store.labels, store.units, store.clusters, today, currentLocale()];
    return columnsOf(store);
  });

  readonly #byID: ReadonlyMap<string, Column> = $derived(
    new Map(this.all.map((column) => [column.id, column])),
  );

  /** The columns that are shown, the title always the first. */
  readonly shown: readonly Shown[] = $derived.by(() => {
    const text = this.desk.filter.setting('columns');
    const wanted = text === undefined ? firstColumns.map((id) => ({ id })) : this.#read(text);
    const title = wanted.find(({ id }) => id === 'title') ?? { id: 'title' };
    return [title, ...wanted.filter(({ id }) => id !== 'title')];
  });

  readonly columns: readonly Column[] = $derived(this.shown.map(({ id }) => this.#byID.get(id)!));

  /** A width that is being tried, and not kept yet. */
  #trial = $state.raw<{ readonly id: string; readonly width: number }>();

  /** How wide the columns are, in rem. */
  readonly widths: readonly number[] = $derived(
    this.shown.map(({ id, width }) =>
      this.#trial?.id === id ? this.#trial.width : (width ?? this.#byID.get(id)!.width),
    ),
  );

  /** By what it is sorted; by nothing, it is as on the board. */
  readonly sorts: readonly Sort[] = $derived.by(() =>
    readSorts(this.desk.filter.setting('sort') ?? '', (id) => this.#byID.has(id)),
  );

  readonly #sorters = $derived(this.sorts.map((sort) => ({ ...sort, column: this.#byID.get(sort.column)! })));

  /** By what it is grouped. */
  readonly by: ListGrouping | undefined = $derived.by(() => {
    const by = this.desk.filter.setting('by');
    return isListGrouping(by) ? by : this.desk.filter.group;
  });

  /** The cards that are listed, in their order; the one that stays as it was. */
  readonly #cards: readonly Card[] = $derived.by(() => {
    const { store, filter } = this.desk;
    void [store.version, this.#pinned];
    const all = untrack(() => this.#asOnBoard());
    const listed = filter.active ? all.filter((card) => card === this.#pinned || filter.matches(card)) : all;
    const by = [this.#sorters, currentLocale(), untrack(() => this.#stages())];
    const before = by.every((one, at) => one === this.#before.by[at]) ? this.#before.cards : [];
    const cards = sorted(listed, this.#sorters, currentLocale(), before);
    this.#before = { cards: this.#sorters.length ? cards : [], by };
    return cards;
  });

  readonly #groups = $derived.by(() => this.by && groupsOf(this.by, this.desk.store, this.#cards));

  readonly shape: Shape = $derived.by(() => {
    const { columns } = this;
    const now = (card: Card) =>
      card === this.#pinned ? (this.desk.store.card(card.id)?.record ?? card) : card;
    const rows = rowsOf(this.#cards, { columns, groups: this.#groups, folded: this.#folded, now });
    return { columns, rows };
  });

  /** The rows by their keys. */
  readonly places: ReadonlyMap<string, number> = $derived(
    new Map(this.shape.rows.map(({ key }, place) => [key, place])),
  );

  /** How many cards are listed. */
  readonly count: number = $derived(this.#cards.length);

  readonly sums: Sums = $derived(sumsOf(this.columns, this.#cards));

  /** Whether the card whose row stays would be elsewhere. */
  readonly strays: boolean = $derived.by(() => {
    const { store, filter } = this.desk;
    void store.version;
    const before = this.#pinned;
    const state = before && untrack(() => store.card(before.id));
    const now = state && untrack(() => state.record);
    if (!before || !now || now === before) return false;
    if (untrack(() => state.archived) || (filter.active && !filter.matches(now))) return true;
    if (this.#groups && this.#groups.of(now) !== this.#groups.of(before)) return true;
    const at = this.#cards.indexOf(before);
    const around = [this.#cards[at - 1], now, this.#cards[at + 1]].filter((card) => card !== undefined);
    const near = this.#sorters.length ? around : around.toSorted((a, b) => this.#onBoard(a, b));
    return sorted(near, this.#sorters, currentLocale()).some((card, place) => card !== around[place]);
  });

  constructor(desk: Desk) {
    this.desk = desk;
  }

  column(id: string): Column | undefined {
    return this.#byID.get(id);
  }

  /** Lets a row stay where it is as long as somebody is in it; without a card, lets it go. */
  stay(card?: CardID): void {
    if (card === this.#pinned?.id) return;
    this.#pinned = card === undefined ? undefined : this.desk.store.card(card)?.record;
  }

  get staying(): CardID | undefined {
    return this.#pinned?.id;
  }

  show(columns: readonly Shown[]): void {
    const written = writeColumns(columns);
    const usual = written === writeColumns(firstColumns.map((id) => ({ id })));
    this.#set('columns', usual ? undefined : written);
  }

  /** Shows the columns that everybody begins with. */
  showUsual(): void {
    this.#set('columns', undefined);
  }

  /** Moves a column to a place among the others. */
  moveColumn(id: string, to: number): void {
    this.show(moved(this.shown, id, to));
  }

  /** Makes a column so many rem wide; undefined for its own width. */
  widen(id: string, width: number | undefined): void {
    const wide = width === undefined ? undefined : within(width);
    const own = wide === this.column(id)?.width;
    this.show(
      this.shown.map((column) =>
        column.id === id ? { id, ...(wide !== undefined && !own && { width: wide }) } : column,
      ),
    );
  }

  hide(id: string): void {
    this.show(this.shown.filter((column) => column.id !== id));
  }

  /** Shows a column as wide as somebody drags it. */
  tryWidth(id: string, width: number): void {
    this.#trial = { id, width: within(width) };
  }

  /** Keeps the width that was tried. */
  keepWidth(): void {
    const trial = this.#trial;
    this.#trial = undefined;
    if (trial) this.widen(trial.id, trial.width);
  }

  sort(sorts: readonly Sort[]): void {
    this.#set('sort', sorts.length ? writeSorts(sorts) : undefined);
  }

  group(by: ListGrouping | undefined): void {
    this.desk.group(isShared(by) ? by : undefined);
    this.#set('by', by && !isShared(by) ? by : undefined);
  }

  /** The query of an address that shows this list to anybody, whatever they have chosen for themselves. */
  get address(): string {
    const query = new URLSearchParams(this.desk.filter.search);
    query.set('columns', writeColumns(this.shown));
    return query.toString();
  }

  isFolded(group: string): boolean {
    return this.#folded.has(group);
  }

  fold(group: string, folded = !this.isFolded(group)): void {
    if (folded) this.#folded.add(group);
    else this.#folded.delete(group);
  }

  /** Takes up how this person left the list of this board, unless the address says how it is to be. */
  recall(): void {
    const { filter } = this.desk;
    if (settings.some((name) => filter.setting(name) !== undefined)) return;
    for (const [name, value] of new URLSearchParams(recall(this.#key) ?? ''))
      if (settings.some((known) => known === name)) filter.set(name, value);
  }

  #set(name: (typeof settings)[number], value: string | undefined): void {
    const { filter } = this.desk;
    filter.set(name, value);
    const kept = settings.flatMap((name) => {
      const value = filter.setting(name);
      return value === undefined ? [] : [[name, value]];
    });
    remember(this.#key, kept.length ? new URLSearchParams(kept).toString() : null);
  }

  get #key(): string {
    const { store } = this.desk;
    return `list.${store.id}.${store.me}`;
  }

  #read(text: string): Shown[] {
    return readColumns(text, (id) => this.#byID.has(id));
  }

  /** The order of the stages, as a text to compare. */
  #stages(): string {
    return this.desk.store.lanes.flatMap(({ stages }) => stages.map(({ id }) => id)).join();
  }

  /** Every card in the order of the board; the one that stays where it was. */
  #asOnBoard(): readonly Card[] {
    const { store } = this.desk;
    const pinned = this.#pinned;
    const cards = store.lanes.flatMap(({ stages }) =>
      stages.flatMap((stage) => stage.cards.map((id) => store.card(id)!.record)),
    );
    if (!pinned || !store.card(pinned.id)) return cards;
    const others = cards.filter(({ id }) => id !== pinned.id);
    const at = others.findIndex((card) => this.#onBoard(pinned, card) < 0);
    return others.toSpliced(at < 0 ? others.length : at, 0, pinned);
  }

  #onBoard(a: Card, b: Card): number {
    if (a.lane !== b.lane) return a.lane === 'marathon' ? -1 : 1;
    if (a.stage === b.stage) return inOrder(a, b);
    const stages = this.desk.store.lane(a.lane)?.stages ?? [];
    const place = ({ stage }: Card) => stages.findIndex(({ id }) => id === stage);
    return place(a) - place(b);
  }
}
