import { Board } from './board.ts';
import { newRequestID } from './ids.ts';
import type { Rules } from './needs.ts';
import type { Holidays } from './pace/calendar.ts';
import { portfolio, type Portfolio } from './pace/portfolio.ts';
import { predict, same } from './predict.ts';
import { CardState, LaneState, type News, type StageState } from './state.svelte.ts';
import { defaultSettings } from './records.ts';
import type {
  Body,
  BoardEvent,
  Card,
  CardID,
  Change,
  Cluster,
  Command,
  Gate,
  Instant,
  Label,
  Lane,
  LaneKey,
  Line,
  Looking,
  PersonID,
  Presence,
  Refusal,
  Settings,
  SharedView,
  StageID,
  Stop,
  Unit,
  WireBoard,
} from './types.ts';
import { Unsettled, type Outcome, type Request, type Sent } from './unsettled.ts';
import { Verbs, type Target } from './verbs.ts';

/** The way to the server. What is given here while there is no connection waits in `store.unsettled`. */
export interface Wire {
  send(request: Request): void;
  look(looking: Looking): void;
}

/** What outlives the page. */
export interface Keeper {
  /** A request that has been made. */
  keep(request: Request): void;
  /** A request that the person has taken back before it was answered. */
  withdraw(request: Request): void;
  /** A request that was refused, until the person has dismissed that. */
  refuse(refused: Refused): void;
  /** A request that has come to its end. */
  forget(id: string): void;
}

/** What the connection is doing. */
export type Link =
  | { readonly state: 'live'; readonly polling?: true }
  | { readonly state: 'reconnecting' | 'offline' }
  | { readonly state: 'stopped'; readonly reason: Stop };

/** A command the server said no to. Its effect has been taken back; what the person wrote is in the command. */
export interface Refused {
  readonly request: Request;
  readonly refusal: Refusal;
}

/** What another person has left in this browser, not sent. */
export interface Others {
  readonly person: PersonID;
  /** Empty when it is not known. */
  readonly name: string;
  readonly count: number;
}

export interface StoreOptions {
  /** Runs a function before the next frame is drawn, or soon after when no frames are drawn. */
  readonly frame: (run: () => void) => void;
}

/**
 * The one owner of a board in the page: what the server has confirmed, and on top of it the person's own commands
 * that it has not answered yet. Views read the states, which change at once when a verb is called and once a frame
 * when others do something. Fields marked `live` are for the connection alone.
 */
export class Store extends Verbs {
  /** Whether a board has arrived. */
  ready: boolean = $state(false);
  id: string = $state('');
  name: string = $state('');
  archived: boolean = $state(false);
  /** Marathon, then sprint. */
  lanes: readonly LaneState[] = $state.raw([]);
  /** Registers, removed entries included. */
  labels: readonly Label[] = $state.raw([]);
  units: readonly Unit[] = $state.raw([]);
  gates: readonly Gate[] = $state.raw([]);
  bodies: readonly Body[] = $state.raw([]);
  /** The views that are kept for everybody. */
  views: readonly SharedView[] = $state.raw([]);
  settings: Settings = $state.raw(defaultSettings);
  clusters: readonly Cluster[] = $state.raw([]);
  /** The archived cards, last changed first. */
  archivedCards: readonly CardID[] = $state.raw([]);
  /** Grows whenever anything on the board changes: what is computed over all cards reads this. */
  version: number = $state(0);

  /** The person at this page; `guest` without a name, and empty until the server has said who it is. */
  me: PersonID = $state('');
  people: Readonly<Record<PersonID, string>> = $state.raw({});
  /** The other windows on this board. */
  present: readonly Presence[] = $state.raw([]);
  /** Refused commands that nobody has dismissed yet, oldest first. */
  refused: readonly Refused[] = $state.raw([]);

  /** What other people have done in this browser that the server has not got. */
  others: readonly Others[] = $state.raw([]);

  /** When the board was last known to be as it is shown, while there is no connection. */
  asOf: Instant | undefined = $state.raw();
  /** Whether what waits here would be lost with the page. */
  unkept: boolean = $state(false);

  /** What waits for the server's answer, in order. */
  readonly unsettled = new Unsettled();
  /** Those among them that the person has undone meanwhile. */
  readonly #withdrawn = new Set<string>();
  #waiting: number = $state(0);
  #link: Link = $state.raw({ state: 'reconnecting' });
  #looking: Looking = {};
  #wire: Wire | undefined;
  #keeper: Keeper | undefined;
  readonly #frame: (run: () => void) => void;

  #confirmed = new Board();
  #view = new Board();
  readonly #cards = new Map<CardID, CardState>();
  /** The view's lanes when they were last published. */
  #lanes: readonly Lane[] = [];
  /** Cards whose record in the view differs from the confirmed one. */
  readonly #overlaid = new Set<CardID>();
  /** Cards that a waiting request is about. */
  readonly #touched = new Set<CardID>();
  readonly #held = new Map<CardID, { readonly pin: Card; readonly holders: number }>();

  #changed = new Set<CardID>();

  /** Events that arrived but are not applied, and answers to own requests among them. */
  #arrived: BoardEvent[] = [];
  #answered: { readonly id: string; readonly seq: number; readonly of?: number }[] = [];
  #head = 0;
  #scheduled = false;

  constructor(options: StoreOptions) {
    super();
    this.#frame = options.frame;
  }

  // What one sees.

  card(id: CardID): CardState | undefined {
    return this.#cards.get(id);
  }

  /** Every card of the board, archived ones too. Read `version` to be told of changes. */
  cards(): IterableIterator<CardState> {
    return this.#cards.values();
  }

  lane(key: LaneKey): LaneState | undefined {
    return this.lanes.find((lane) => lane.key === key);
  }

  stage(lane: LaneKey, id: StageID): StageState | undefined {
    return this.lane(lane)?.stages.find((stage) => stage.id === id);
  }

  /** What a person is called; empty for one nobody has introduced. */
  nameOf(person: PersonID): string {
    return this.people[person] ?? '';
  }

  /** The state of the line, with how many of the person's changes are not confirmed. */
  get line(): Line {
    const waiting = this.#waiting;
    const link = this.#link;
    if (link.state === 'stopped') return { state: 'stopped', reason: link.reason, waiting };
    if (link.state !== 'live') return { state: link.state, waiting };
    const way = link.polling && { polling: link.polling };
    return waiting ? { state: 'saving', waiting, ...way } : { state: 'live', ...way };
  }

  /** Forgets a refusal once the person has seen it. */
  dismiss(requestID: string): void {
    this.refused = this.refused.filter((r) => r.request.id !== requestID);
    this.#keeper?.forget(requestID);
  }

  // What one does; the verbs are in Verbs.

  do(command: Command, subject = subjectOf(command)): Sent {
    const request: Request = { id: newRequestID(), command, at: new Date().toISOString() };
    const done = this.unsettled.add(request);
    this.#keeper?.keep(request);
    const dirty = new Set<CardID>();
    this.#overlay(request, dirty);
    this.#publish(dirty);
    this.#wire?.send(request);
    return { id: request.id, subject, done };
  }

  /**
   * Keeps a card where it is while the person carries it: others may move it, but it goes there only when the
   * returned function is called.
   */
  hold(card: CardID): () => void {
    const pin = this.#view.cards.get(card);
    if (!pin) return () => {};
    const held = this.#held.get(card) ?? { pin, holders: 0 };
    this.#held.set(card, { pin: held.pin, holders: held.holders + 1 });
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const { pin, holders } = this.#held.get(card)!;
      if (holders > 1) this.#held.set(card, { pin, holders: holders - 1 });
      else this.#held.delete(card);
      this.#rebase();
    };
  }

  /** The cards that others have changed since this was asked last. */
  takeChanged(): Iterable<CardID> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** Tells the others what this person looks at, holds or edits. */
  look(looking: Looking): void {
    this.#looking = looking;
    this.#wire?.look(looking);
  }

  /** What the stages and gates of the board ask of cards. */
  get rules(): Rules {
    const lane = (key: LaneKey) => {
      const lane = this.lane(key);
      return lane && { key, stages: lane.stages.map((stage) => stage.record) };
    };
    return { gates: this.gates, lane };
  }

  /** The board as its clocks are told from it, with the holidays of its country. */
  portfolio(holidays: Holidays = new Map()): Portfolio {
    void this.version;
    return portfolio(this.#view, holidays);
  }

  protected seen(card: CardID): Card | undefined {
    return this.#view.cards.get(card);
  }

  protected lies(card: CardID, at: Target): boolean {
    const now = this.#view.cards.get(card);
    const stamp = { at: '', by: this.me };
    const change = predict(this.#view, { cmd: 'card.move', card, ...at }, stamp).next().value;
    return (
      !!now && change?.kind === 'card.moved' && placeOf(change) === placeOf(now) && change.rank === now.rank
    );
  }

  protected latest(): Sent | undefined {
    const steps = [...this.unsettled].filter(
      ({ id, command }) => !this.#withdrawn.has(id) && isStep(command),
    );
    const last = steps.at(-1);
    return last && this.unsettled.sent(last.id);
  }

  protected withdraw({ id }: Sent): void {
    const request = this.unsettled.get(id);
    if (!request) return;
    this.#keeper?.withdraw(request);
    this.#withdrawn.add(id);
    this.#rebase();
  }

  // live: what the connection calls.

  /** live: the last event that has arrived, and the history it belongs to; where to join again. */
  get position(): { readonly after: number; readonly epoch: string } {
    return { after: this.#head, epoch: this.#confirmed.epoch };
  }

  /** live: what this person looks at, to be told again after joining. */
  get looking(): Looking {
    return this.#looking;
  }

  /** live: the way to the server; undefined when the page is left. */
  connect(wire: Wire | undefined): void {
    this.#wire = wire;
  }

  /** live: what keeps requests beyond the life of the page. */
  keepWith(keeper: Keeper): void {
    this.#keeper = keeper;
  }

  /** live: takes up what an earlier page has left: what waits, what of that was taken back, what was refused. */
  adopt(waiting: readonly Request[], withdrawn: readonly string[], refused: readonly Refused[]): void {
    // What was answered while it was being read from storage does not wait any more.
    const fresh = waiting.filter(({ id }) => !this.unsettled.has(id) && !this.unsettled.hadAnswer(id));
    for (const request of fresh) void this.unsettled.add(request);
    const known = new Set(this.refused.map(({ request }) => request.id));
    const said = refused.filter(({ request }) => !known.has(request.id));
    if (said.length) this.refused = [...said, ...this.refused];
    if (fresh.length) this.#rebase();
    for (const { id } of fresh) if (withdrawn.includes(id)) void this.undo(this.unsettled.sent(id));
  }

  /** live: sets requests aside, to be taken up again by whom they belong to. */
  setAside(ids: Iterable<string>): void {
    for (const id of ids) this.unsettled.drop(id);
    this.#rebase();
  }

  /** live: the board as the server has confirmed it, with everything that has arrived. */
  confirmed(): WireBoard {
    this.settle();
    return this.#confirmed.wire();
  }

  /** live: a request was done by the event of a number, which may have arrived before. */
  acknowledge(id: string, seq: number): void {
    if (seq > this.#head || !this.unsettled.has(id)) return;
    this.#answered.push({ id, seq });
    this.#schedule();
  }

  /** live: what the connection is doing now. */
  linked(link: Link): void {
    this.#link = link;
  }

  /** live: a whole board from the server takes the place of what was confirmed. */
  open(board: WireBoard): void {
    this.#arrived = [];
    this.#head = board.seq;
    this.#confirmed = Board.from(board);
    this.#view = this.#confirmed.copy();
    this.#overlaid.clear();
    this.#touched.clear();
    const dirty = new Set([...this.#cards.keys(), ...this.#view.cards.keys()]);
    this.#overlayAll(dirty);
    this.#publish(dirty);
    this.ready = true;
  }

  /**
   * live: an event from the server. It is shown with the next frame. `gap` means that events before it are
   * missing: it was not taken, and the connection has to join again from `position`.
   */
  receive(event: BoardEvent): 'taken' | 'gap' {
    if (event.seq > this.#head + 1) return 'gap';
    if (event.seq === this.#head + 1) {
      this.#head = event.seq;
      this.#arrived.push(event);
    }
    if (!event.more && this.unsettled.has(event.id)) {
      const of = event.undoes ?? event.redoes;
      this.#answered.push({ id: event.id, seq: event.seq, ...(of !== undefined && { of }) });
    }
    this.#schedule();
    return 'taken';
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#frame(() => this.settle());
  }

  /** live: the server said no; the command's effect is taken back. */
  refuse(refusal: Refusal): void {
    const request = this.unsettled.get(refusal.id);
    if (!request) return;
    this.settle();
    this.#conclude(refusal.id, { ok: false, refusal });
    this.refused = [...this.refused, { request, refusal }];
    this.#keeper?.refuse({ request, refusal });
    this.#rebase();
  }

  /** live: who is here, on joining. */
  gather(present: readonly Presence[]): void {
    this.present = present;
  }

  /** live: somebody came, went, or looks at something else. */
  meet(presence: Presence): void {
    const others = this.present.filter((p) => p.session !== presence.session);
    this.present = presence.gone ? others : [...others, presence];
  }

  /** live: what people are called. */
  introduce(people: Readonly<Record<PersonID, string>>): void {
    this.people = { ...this.people, ...people };
  }

  /** live: makes everything that has arrived visible now. */
  settle(): void {
    this.#scheduled = false;
    if (!this.#arrived.length && !this.#answered.length) return;
    const events = this.#arrived;
    const answered = this.#answered;
    this.#arrived = [];
    this.#answered = [];
    const dirty = this.#uncover();
    const news = new Map<CardID, News>();
    for (const event of events) {
      const mine = this.unsettled.has(event.id);
      if (!mine) this.#note(event, news);
      this.#confirmed.apply(event);
      for (const card of cardsOf(event)) this.#mirror(card, dirty);
    }
    this.#mirrorFrame();
    for (const { id, ...outcome } of answered) {
      this.#conclude(id, { ok: true, ...outcome });
      this.#keeper?.forget(id);
    }
    this.#overlayAll(dirty);
    this.#publish(dirty);
    for (const [card, item] of news) this.#announce(card, item);
  }

  #conclude(id: string, outcome: Outcome): void {
    this.unsettled.settle(id, outcome);
    this.#withdrawn.delete(id);
  }

  // Confirmed ⊕ unsettled.

  /** Takes the unsettled commands off the view and puts them on again. */
  #rebase(): void {
    const dirty = this.#uncover();
    this.#overlayAll(dirty);
    this.#publish(dirty);
  }

  /** Makes the view the confirmed board again; returns the cards for which that meant something. */
  #uncover(): Set<CardID> {
    const dirty = new Set<CardID>();
    for (const card of this.#overlaid) this.#mirror(card, dirty);
    this.#overlaid.clear();
    this.#touched.clear();
    this.#mirrorFrame();
    return dirty;
  }

  #mirror(id: CardID, dirty: Set<CardID>): void {
    dirty.add(id);
    const card = this.#confirmed.cards.get(id);
    if (card) this.#view.put(card, this.#confirmed.archive.has(id));
    else this.#view.drop(id);
  }

  #mirrorFrame(): void {
    this.#view.open(this.#confirmed);
  }

  #overlayAll(dirty: Set<CardID>): void {
    for (const request of this.unsettled) if (!this.#withdrawn.has(request.id)) this.#overlay(request, dirty);
    for (const { pin } of this.#held.values()) this.#pin(pin, dirty);
  }

  #overlay(request: Request, dirty: Set<CardID>): void {
    const stamp = { at: request.at, by: this.me };
    for (const change of predict(this.#view, request.command, stamp)) {
      this.#view.set(change, stamp);
      for (const card of cardsOf(change)) {
        this.#overlaid.add(card);
        this.#touched.add(card);
        dirty.add(card);
      }
    }
  }

  #pin(pin: Card, dirty: Set<CardID>): void {
    const card = this.#view.cards.get(pin.id);
    if (!card || this.#view.archive.has(pin.id) || !this.#view.stage(pin.lane, pin.stage)) return;
    this.#view.put({ ...card, lane: pin.lane, stage: pin.stage, rank: pin.rank });
    this.#overlaid.add(pin.id);
    dirty.add(pin.id);
  }

  // From the view to the states.

  #publish(dirty: Set<CardID>): void {
    this.#waiting = this.unsettled.size;
    this.id = this.#view.id;
    this.name = this.#view.name;
    this.archived = this.#view.archived;
    this.labels = this.#view.labels;
    this.units = this.#view.units;
    this.clusters = this.#view.clusters;
    this.gates = this.#view.gates;
    this.bodies = this.#view.bodies;
    this.views = this.#view.views;
    this.settings = this.#view.settings;
    const places = new Set<string>();
    let archive = false;
    for (const id of dirty) archive = this.#publishCard(id, places) || archive;
    if (archive) this.archivedCards = this.#view.wire().archive!.map((card) => card.id);
    this.#publishLanes(places);
    this.version++;
  }

  /** Brings one card's state up to date; reports whether the archive is another now. */
  #publishCard(id: CardID, places: Set<string>): boolean {
    const card = this.#view.cards.get(id);
    const state = this.#cards.get(id);
    const archived = this.#view.archive.has(id);
    if (state) places.add(placeOf(state.record));
    if (!card) {
      this.#cards.delete(id);
      return state?.archived ?? false;
    }
    places.add(placeOf(card));
    if (!state) {
      const fresh = new CardState(card, archived);
      fresh.waiting = this.#touched.has(id);
      this.#cards.set(id, fresh);
      return archived;
    }
    const changed = archived !== state.archived;
    if (!same(state.record, card)) state.record = card;
    state.archived = archived;
    state.waiting = this.#touched.has(id);
    if (state.elsewhere && !this.#held.has(id)) state.elsewhere = undefined;
    return changed;
  }

  #publishLanes(places: Set<string>): void {
    const anew = this.#lanes !== this.#view.lanes;
    if (anew) {
      this.#lanes = this.#view.lanes;
      this.lanes = this.#view.lanes.map((lane) => {
        const state = this.lane(lane.key) ?? new LaneState(lane.key);
        state.open(lane);
        return state;
      });
    }
    for (const lane of this.lanes)
      for (const stage of lane.stages) {
        if (!anew && !places.has(placeOf({ lane: lane.key, stage: stage.id }))) continue;
        const ids = this.#view.order(lane.key, stage.id);
        if (!sameIDs(stage.cards, ids)) stage.cards = [...ids];
      }
  }

  // News of what others do.

  #note(event: BoardEvent, news: Map<CardID, News>): void {
    if (!('card' in event)) return;
    const { by, at, card } = event;
    const before = this.#confirmed.cards.get(card);
    if (event.kind === 'card.added' || event.kind === 'card.restored')
      news.set(card, { by, at, kind: 'added' });
    else if (event.kind === 'card.moved' && before)
      news.set(card, { by, at, kind: 'moved', from: { lane: before.lane, stage: before.stage } });
    else if (news.get(card)?.kind !== 'moved') news.set(card, { by, at, kind: 'changed' });
  }

  #announce(card: CardID, news: News): void {
    const state = this.#cards.get(card);
    if (!state) return;
    if (news.kind === 'moved' && this.#held.has(card)) state.elsewhere = news;
    else {
      state.news = news;
      this.#changed.add(card);
    }
  }
}

/** Whether a command is one that undo takes back. */
const isStep = ({ cmd }: Command) => cmd !== 'undo' && cmd !== 'redo';

function subjectOf(command: Command): string {
  return 'card' in command ? (command.card ?? '') : '';
}

/** The cards that a change is about. */
function cardsOf(change: Change): readonly CardID[] {
  if ('card' in change) return [change.card];
  return change.kind === 'cards.ranked' ? Object.keys(change.ranks) : [];
}

const placeOf = (place: { readonly lane: LaneKey; readonly stage: StageID }) =>
  `${place.lane}/${place.stage}`;

function sameIDs(a: readonly CardID[], b: readonly CardID[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
