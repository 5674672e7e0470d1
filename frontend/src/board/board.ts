import type {
  BoardEvent,
  Body,
  Card,
  CardID,
  Change,
  Cluster,
  Comment,
  Gate,
  Label,
  Lane,
  LaneKey,
  Settings,
  SharedView,
  Stage,
  StageID,
  Stamp,
  Unit,
  WireBoard,
} from './types.ts';
import { defaultSettings } from './records.ts';

/**
 * A board as the fold of its events: applying one is assignment, as on the server, and refuses nothing. Card
 * records, lanes and registers are replaced on change and never altered, so boards can share them.
 */
export class Board {
  id = '';
  name = '';
  epoch = '';
  /** The last event applied. */
  seq = 0;
  archived = false;
  lanes: readonly Lane[] = [];
  labels: readonly Label[] = [];
  units: readonly Unit[] = [];
  clusters: readonly Cluster[] = [];
  gates: readonly Gate[] = [];
  bodies: readonly Body[] = [];
  views: readonly SharedView[] = [];
  settings: Settings = defaultSettings;
  /** Every card, archived ones included. */
  readonly cards = new Map<CardID, Card>();
  /** The cards among them that are archived. */
  readonly archive = new Set<CardID>();
  readonly #order = new Map<string, CardID[]>();

  /** A board in the state that the server sent. */
  static from(wire: WireBoard): Board {
    const board = new Board();
    board.open(wire);
    for (const card of wire.cards) board.put(card);
    for (const card of wire.archive ?? []) board.put(card, true);
    return board;
  }

  /** A second board in the same state. */
  copy(): Board {
    const copy = new Board();
    copy.open(this);
    for (const [id, card] of this.cards) copy.put(card, this.archive.has(id));
    return copy;
  }

  /** Takes everything but the cards from another board. */
  open(other: Omit<WireBoard, 'cards' | 'archive'>): void {
    this.id = other.id;
    this.name = other.name;
    this.epoch = other.epoch;
    this.seq = other.seq;
    this.archived = other.archived ?? false;
    this.lanes = other.lanes;
    this.labels = other.labels ?? [];
    this.units = other.units ?? [];
    this.clusters = other.clusters ?? [];
    this.#rules(other);
  }

  #rules({
    gates,
    bodies,
    views,
    settings,
  }: Pick<WireBoard, 'gates' | 'bodies' | 'views' | 'settings'>): void {
    this.gates = gates ?? [];
    this.bodies = bodies ?? [];
    this.views = views ?? [];
    this.settings = settings ?? defaultSettings;
  }

  lane(key: LaneKey): Lane | undefined {
    return this.lanes.find((lane) => lane.key === key);
  }

  stage(lane: LaneKey, id: StageID): Stage | undefined {
    return this.lane(lane)?.stages.find((stage) => stage.id === id);
  }

  /** The cards of a stage from top to bottom. The array is the board's own and is not to be changed. */
  order(lane: LaneKey, stage: StageID): readonly CardID[] {
    return this.#order.get(`${lane}/${stage}`) ?? [];
  }

  /** Puts a card's next version in its place. */
  put(card: Card, archived = false): void {
    this.#unlist(card.id);
    this.cards.set(card.id, card);
    if (archived) {
      this.archive.add(card.id);
      return;
    }
    this.archive.delete(card.id);
    const ids = this.#list(card);
    ids.splice(this.#position(ids, card), 0, card.id);
  }

  /** Makes as if the card had never been. */
  drop(id: CardID): void {
    this.#unlist(id);
    this.cards.delete(id);
    this.archive.delete(id);
  }

  /** Makes an event part of the board. */
  apply(event: BoardEvent): void {
    this.set(event, event);
    this.seq = event.seq;
  }

  /** Makes a change part of the board, as made by somebody at some time. */
  set(change: Change, stamp: Stamp): void {
    switch (change.kind) {
      case 'board.created':
        this.id = change.board;
        this.name = change.name;
        this.lanes = change.lanes;
        this.labels = change.labels ?? [];
        this.units = change.units ?? [];
        this.clusters = change.clusters ?? [];
        this.#rules(change);
        return;
      case 'board.changed':
        this.name = change.set.name ?? this.name;
        this.archived = change.set.archived ?? this.archived;
        this.settings = change.set.settings ?? this.settings;
        return;
      case 'stage.added':
      case 'stage.changed':
      case 'stage.removed':
      case 'stages.ordered':
        this.lanes = this.lanes.map((lane) => (lane.key === change.lane ? withStage(lane, change) : lane));
        return;
      case 'label.set':
        this.labels = register(this.labels, {
          id: change.label,
          name: change.name,
          color: change.color,
          ...removed(change),
        });
        return;
      case 'unit.set':
        this.units = register(this.units, { id: change.unit, name: change.name, ...removed(change) });
        return;
      case 'cluster.set':
        this.clusters = register(this.clusters, {
          id: change.cluster,
          name: change.name,
          ...removed(change),
        });
        return;
      case 'gate.set': {
        const { gate, key, lane, stage, name, custom, body, needs } = change;
        const entry = { id: gate, key, lane, stage, name, ...(custom && { custom }), ...(body && { body }) };
        this.gates = register(this.gates, { ...entry, ...(needs?.length && { needs }), ...removed(change) });
        return;
      }
      case 'body.set': {
        const { body, name, meetings } = change;
        const entry = { id: body, name, ...(meetings?.length && { meetings }), ...removed(change) };
        this.bodies = register(this.bodies, entry);
        return;
      }
      case 'view.set': {
        const { view: id, name, page, search, kept_by: by, removed } = change;
        const others = this.views.filter((view) => view.id !== id);
        this.views = removed ? others : [...others, { id, name, page, search, by }].sort(byID);
        return;
      }
      default:
        this.#setCard(change, stamp);
    }
  }

  /** The board in its wire form. */
  wire(): WireBoard {
    const { id, name, epoch, seq, lanes, labels, units, clusters, gates, bodies, views, settings } = this;
    const cards = lanes.flatMap((lane) =>
      lane.stages.flatMap((stage) => this.order(lane.key, stage.id).map((card) => this.cards.get(card)!)),
    );
    const archive = [...this.archive].map((card) => this.cards.get(card)!).sort(lastChangedFirst);
    return {
      id,
      name,
      epoch,
      seq,
      ...(this.archived && { archived: true }),
      lanes,
      labels,
      units,
      clusters,
      gates,
      bodies,
      views,
      settings,
      cards,
      archive,
    };
  }

  #setCard(change: Extract<Change, { kind: `card${string}` | `comment${string}` }>, stamp: Stamp): void {
    switch (change.kind) {
      case 'card.added':
        this.put(added(change, stamp), change.archived);
        return;
      case 'card.removed':
        this.drop(change.card);
        return;
      case 'cards.ranked':
        this.#rank(change.ranks);
        return;
    }
    const card = this.cards.get(change.card);
    if (!card) return;
    const next = { ...changed(card, change), changed_at: stamp.at, changed_by: stamp.by };
    const inArchive = this.archive.has(card.id);
    if (change.kind === 'card.archived') this.put(next, true);
    else if (change.kind === 'card.moved' || change.kind === 'card.restored') this.put(next);
    else if (inArchive) this.put(next, true);
    else this.cards.set(card.id, next);
  }

  #rank(ranks: Readonly<Record<CardID, string>>): void {
    for (const [id, rank] of Object.entries(ranks)) {
      const card = this.cards.get(id);
      if (card) this.put({ ...card, rank }, this.archive.has(id));
    }
  }

  #list(place: { lane: LaneKey; stage: StageID }): CardID[] {
    const key = `${place.lane}/${place.stage}`;
    let ids = this.#order.get(key);
    if (!ids) this.#order.set(key, (ids = []));
    return ids;
  }

  #position(ids: readonly CardID[], card: Card): number {
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(this.cards.get(ids[middle]!)!, card) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #unlist(id: CardID): void {
    const card = this.cards.get(id);
    if (!card || this.archive.has(id)) return;
    const ids = this.#list(card);
    ids.splice(ids.indexOf(id), 1);
  }
}

/** Orders cards of one stage: by rank, then id, compared by code unit as the server does. */
export function inOrder(a: Card, b: Card): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function lastChangedFirst(a: Card, b: Card): number {
  const later = Date.parse(b.changed_at) - Date.parse(a.changed_at);
  return later || (a.id < b.id ? -1 : 1);
}

/** Whether a field's value means that the field is empty. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isEmpty);
  return !value;
}

/** A record with values set; empty ones are left out, as on the wire. */
export function assign<T extends object>(record: T, set: { readonly [F in keyof T]?: unknown }): T {
  const next = { ...record } as Record<string, unknown>;
  for (const [name, value] of Object.entries(set)) {
    if (isEmpty(value)) delete next[name];
    else next[name] = value;
  }
  return next as T;
}

function added(change: Extract<Change, { kind: 'card.added' }>, stamp: Stamp): Card {
  const { card: id, lane, stage, rank, since } = change;
  const card: Card = {
    id,
    lane,
    stage,
    rank,
    title: change.set.title,
    since,
    created_at: change.created_at ?? stamp.at,
    created_by: change.created_by ?? stamp.by,
    changed_at: change.changed_at ?? stamp.at,
    changed_by: change.changed_by ?? stamp.by,
  };
  return assign(card, { ...change.set, comments: change.comments });
}

type CardChange = Extract<Change, { kind: `card.${string}` | `comment.${string}` }>;

function changed(card: Card, change: CardChange): Card {
  switch (change.kind) {
    case 'card.changed':
      return assign(card, change.set);
    case 'card.moved':
    case 'card.restored': {
      const { lane, stage, rank, since } = change;
      return { ...card, lane, stage, rank, since };
    }
    case 'comment.added':
    case 'comment.edited':
    case 'comment.removed':
      return assign(card, { comments: withComment(card.comments ?? [], change) });
    default:
      return card;
  }
}

type CommentChange = Extract<Change, { kind: `comment.${string}` }>;

function withComment(comments: readonly Comment[], change: CommentChange): readonly Comment[] {
  const rest = comments.filter((comment) => comment.id !== change.comment);
  switch (change.kind) {
    case 'comment.added': {
      const { comment: id, author, written_at, text, edited_at } = change;
      const comments = [...rest, { id, author, written_at, text, ...(edited_at && { edited_at }) }];
      return comments.sort((a, b) => Date.parse(a.written_at) - Date.parse(b.written_at));
    }
    case 'comment.edited':
      return comments.map((comment) =>
        comment.id === change.comment
          ? assign(comment, { text: change.text, edited_at: change.edited_at })
          : comment,
      );
    case 'comment.removed':
      return rest;
  }
}

type StageChange = Extract<Change, { kind: `stage${string}` }>;

function withStage(lane: Lane, change: StageChange): Lane {
  switch (change.kind) {
    case 'stage.added': {
      const { stage: id, key, name, custom, limit } = change;
      const stage = { id, key, name, ...(custom && { custom }), ...(limit && { limit }) };
      return { ...lane, stages: ordered([...lane.stages, stage], change.order) };
    }
    case 'stage.changed':
      return {
        ...lane,
        stages: lane.stages.map((stage) =>
          stage.id === change.stage ? keyed(assign(stage, change.set), stage) : stage,
        ),
      };
    case 'stage.removed':
      return { ...lane, stages: lane.stages.filter((stage) => stage.id !== change.stage) };
    case 'stages.ordered':
      return { ...lane, stages: ordered(lane.stages, change.order) };
  }
}

/** Key and name are on the wire even when empty. */
function keyed(next: Stage, before: Stage): Stage {
  return { ...next, key: before.key, name: next.name ?? '' };
}

function ordered(stages: readonly Stage[], order: readonly StageID[]): readonly Stage[] {
  const place = (stage: Stage) => (order.includes(stage.id) ? order.indexOf(stage.id) : order.length);
  return [...stages].sort((a, b) => place(a) - place(b));
}

const removed = (change: { readonly removed?: boolean }) => (change.removed ? { removed: true } : {});

function register<T extends { readonly id: string }>(entries: readonly T[], entry: T): readonly T[] {
  return entries.some((e) => e.id === entry.id)
    ? entries.map((e) => (e.id === entry.id ? entry : e))
    : [...entries, entry];
}

const byID = (a: { readonly id: string }, b: { readonly id: string }) =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
