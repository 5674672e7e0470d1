import { createContext, tick } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { StageState } from '../../board/state.svelte.ts';
import type { Rules } from '../../board/pace/portfolio.ts';
import type { Passages } from '../../board/history.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { CardChanges } from '../../board/changes.ts';
import type { CardID, Instant, Command, LaneKey, PersonID, Presence, StageID } from '../../board/types.ts';
import type { Target } from '../../board/verbs.ts';
import { today } from '../dates.ts';
import type { Sheet, SheetFormat } from '../files/sheet.ts';
import type { Rows } from '../group/rows.svelte.ts';
import type { Answer, FigureName, Question } from '../insight/answers.ts';
import { recall, remember } from '../memory.ts';
import { holidaysOf } from '../pace/holidays.svelte.ts';
import { Selection } from '../select/selection.svelte.ts';
import type { Carry } from './carry.ts';
import { isGrouping, type Filter, type Grouping } from './filter.svelte.ts';
import { Motion } from './motion.ts';
import { keyOf, spotOf } from './places.ts';

/** Where the board's views lead; the page knows the addresses. */
export interface Ways {
  readonly cardHref: (card: CardID) => string;
  /** Opens a card, at a field of it when one is named. */
  readonly openCard: (card: CardID, field?: string) => void;
  readonly openSettings: () => void;
  /** Opens the view of the board that a key stands for; the board itself for `b`. */
  readonly openView: (key: string) => void;
  /** Where that view is. */
  readonly viewHref: (key: string) => string;
  /** Gives the reader a table as a file for spreadsheets. Rejects when it cannot be made. */
  readonly sheet: (table: Sheet, format: SheetFormat) => Promise<void>;
  /** Asks the person for a name, for what needs one. */
  readonly askName: () => void;
  /** Everybody the server knows. */
  readonly people: () => Promise<readonly Person[]>;
  /** Introduces somebody who may never sign in. */
  readonly addPerson: (name: string) => Promise<Person>;
  /** What others have made of each card since a time. */
  readonly changes: (since: Instant) => Promise<readonly CardChanges[]>;
  /** When the reader last looked at this board in this browser before now. */
  readonly lastHere: Instant | undefined;
  /** A part of a card's history: the latest, or what came before an event. */
  readonly history: (card: CardID, before?: number) => Promise<Passages>;
  /** What the server answers about a figure of the board. */
  readonly insight: <Name extends FigureName>(figure: Name, question: Question) => Promise<Answer<Name>>;
  /** The address of a figure as a table. */
  readonly insightFile: (figure: FigureName, question: Question) => string;
}

/** Somebody, signed in or only named. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A move that waits for answers: what is lacking, or what is meant. */
export interface Asking {
  readonly card: CardID;
  /** The card, and those selected beside it. */
  readonly cards: readonly CardID[];
  readonly to: Target & { readonly lane: LaneKey; readonly stage: StageID };
  readonly how: How;
}

/** What a move does beside, in the same step: it sets what the row stands for that the card was put into. */
export interface Beside {
  readonly commands: readonly Command[];
  /** What has been set, for people. */
  readonly text: string;
}

/** How a move is shown: whether the focus follows, and whether the card is drawn there already. */
export interface How {
  readonly focus?: boolean;
  readonly still?: boolean;
  readonly beside?: Beside | undefined;
}

/** What a card's face says that can only be told from the other cards. */
export interface Notes {
  /** What its pairs contradict, by card. */
  readonly conflicts: ReadonlyMap<CardID, string>;
  /** Who has more in work than the board's limit. */
  readonly busy: ReadonlyMap<PersonID, string>;
}

export type Shown = 'both' | LaneKey;

/** What one person has open, folded, chosen and in hand at a board; none of it is the board's. */
export class Desk {
  readonly store: Store;
  readonly filter: Filter;
  readonly ways: Ways;
  readonly motion: Motion;
  readonly selection: Selection;

  /** The lane on a screen that has room for one. */
  lane = $state.raw<LaneKey>('marathon');
  #shown = $state.raw<Shown>('both');
  readonly #folded = new SvelteSet<string>();
  /** The card of each stage that the Tab key comes to. */
  readonly #reached = new SvelteMap<string, CardID>();
  carry = $state.raw<Carry>();
  /** The cards that follow the pointer. */
  dragged = $state.raw<ReadonlySet<CardID>>();
  /** The stage whose new card is being written. */
  adding = $state.raw<StageState>();
  /** The card for which a place is being chosen, with those selected beside it, and the lane to begin with. */
  choosing = $state.raw<{ readonly card: CardID; readonly lane?: LaneKey }>();
  /** The move that is being asked about. */
  asking = $state.raw<Asking>();
  open = $state.raw<'help' | 'filter' | 'palette' | 'assign' | 'labels'>();
  /** The rows the board is laid out in, once they are fetched. */
  rows = $state.raw<Rows>();
  /** Told once the board stands. */
  notes = $state.raw<Notes>();
  /** The card that must be drawn even when it stands below the fold of its stage. */
  wanted = $state.raw<CardID>();

  /** Who else has which card in hand or under the eye; the hand wins. */
  readonly others = $derived.by(() => byCard(this.store.present));

  /** Today where the reader is; the page moves it on at midnight. */
  today = $state(today());

  /** By what the cards are told where they stand. */
  readonly clock: Rules = $derived.by(() => {
    const lanes = this.store.lanes.map(({ key, stages }) => ({ key, stages: stages.map((s) => s.record) }));
    const { settings } = this.store;
    return { lanes, settings, holidays: holidaysOf(settings.country) };
  });

  constructor(store: Store, filter: Filter, ways: Ways) {
    this.store = store;
    this.filter = filter;
    this.ways = ways;
    this.motion = new Motion(store);
    this.selection = new Selection(this);
    const shown = recall('lanes');
    if (shown === 'marathon' || shown === 'sprint') this.#shown = this.lane = shown;
    const group = recall('group');
    if (!filter.group && isGrouping(group)) filter.group = group;
    for (const key of recall('folded')?.split(' ') ?? []) if (key) this.#folded.add(key);
  }

  get shown(): Shown {
    return this.#shown;
  }

  set shown(shown: Shown) {
    this.#shown = shown;
    if (shown !== 'both') this.lane = shown;
    remember('lanes', shown === 'both' ? null : shown);
  }

  /** Lays the board out in rows, now and the next time. */
  group(by: Grouping | undefined): void {
    this.filter.group = by;
    remember('group', by ?? null);
  }

  isFolded(stage: StageState): boolean {
    return this.#folded.has(keyOf(stage));
  }

  fold(stage: StageState, folded: boolean): void {
    if (folded) this.#folded.add(keyOf(stage));
    else this.#folded.delete(keyOf(stage));
    remember('folded', [...this.#folded].join(' ') || null);
  }

  /** Opens the field for a new card in a stage. */
  addTo(stage: StageState | undefined): void {
    if (!stage) return;
    this.show(stage);
    this.adding = stage;
  }

  /** Makes sure that a stage can be seen. */
  show(stage: StageState): void {
    if (this.shown !== 'both') this.shown = stage.lane;
    this.lane = stage.lane;
    if (this.isFolded(stage)) this.fold(stage, false);
  }

  /** Whether a card is on the board. */
  isHere(card: CardID): boolean {
    return this.store.card(card)?.archived === false;
  }

  /** The cards of a stage that the person can see, in their order, row by row where there are rows. */
  visible(stage: StageState): readonly CardID[] {
    const ids = this.listed(stage);
    return this.rows ? this.rows.sorted(stage.lane, ids) : ids;
  }

  /** The cards of the row that a card lies in, of a stage; without rows all of them. */
  near(card: CardID, stage: StageState): readonly CardID[] {
    return this.rows?.cell(stage, this.rows.rowOf(card)) ?? this.visible(stage);
  }

  /** The cards of a stage that the filter lets through, with the cards in hand where they would be put down. */
  listed(stage: StageState): readonly CardID[] {
    const { carry, filter, store } = this;
    const carried = carry?.cards ?? [];
    const ids = filter.active
      ? stage.cards.filter((id) => carried.includes(id) || filter.matches(store.card(id)!.record))
      : stage.cards;
    if (!carry) return ids;
    const others = ids.filter((id) => !carried.includes(id));
    if (carry.lane !== stage.lane || carry.stage !== stage.id)
      return others.length < ids.length ? others : ids;
    const at = carry.before ? others.indexOf(carry.before) : -1;
    return others.toSpliced(at < 0 ? others.length : at, 0, ...carried.filter((id) => this.isHere(id)));
  }

  /** The card of a stage that the Tab key comes to. */
  reached(stage: StageState, ids: readonly CardID[]): CardID | undefined {
    const reached = this.#reached.get(keyOf(stage));
    return reached && ids.includes(reached) ? reached : ids[0];
  }

  reach(card: CardID): void {
    const stage = this.#stageOf(card);
    if (stage) this.#reached.set(keyOf(stage), card);
  }

  /** Puts the focus on a card by its id, once it is drawn, on whichever lane and however far down it is. */
  async focusCard(card: CardID): Promise<void> {
    const stage = this.#stageOf(card);
    if (!stage) return;
    this.show(stage);
    this.rows?.reveal(stage.lane, card);
    this.reach(card);
    this.wanted = card;
    await tick();
    const element = document.querySelector<HTMLElement>(`[data-card="${card}"]`);
    element?.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Shows a stage and puts the focus into it: on its first card, else on its name. */
  async focusStage(stage: StageState): Promise<void> {
    this.show(stage);
    await tick();
    const element = document.querySelector(`[data-lane="${stage.lane}"][data-stage="${stage.id}"]`);
    const first = this.visible(stage)[0];
    if (first) await this.focusCard(first);
    else element?.querySelector<HTMLElement>('h3 button')?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest', inline: 'start' });
  }

  /** Where a card is drawn. */
  #stageOf(card: CardID): StageState | undefined {
    const { carry, store } = this;
    return carry?.card === card ? store.stage(carry.lane, carry.stage) : spotOf(store, card)?.stage;
  }

  /** Takes a card in hand, and others with it: they stay put whatever others do, who see whose hand it is in. */
  holding(card: CardID, cards: readonly CardID[] = [card]): () => void {
    const releases = cards.map((id) => this.store.hold(id));
    this.store.look({ card, holding: true });
    return () => {
      for (const release of releases) release();
      this.store.look({});
    };
  }
}

/** Who is at which card; of several, one who has it in hand or writes in it. */
const byCard = (present: readonly Presence[]): ReadonlyMap<CardID, Presence> =>
  new Map(
    present
      .toReversed()
      .sort((a, b) => weight(a) - weight(b))
      .flatMap((presence) => (presence.card ? [[presence.card, presence]] : [])),
  );

const weight = (presence: Presence) => (presence.holding ? 2 : presence.editing ? 1 : 0);

/** The desk that a board's views stand on. */
export const [useDesk, setDesk] = createContext<Desk>();
