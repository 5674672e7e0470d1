import { same } from './predict.ts';
import { newID } from './ids.ts';
import type {
  BodyID,
  Card,
  CardFields,
  CardID,
  CardPatch,
  Color,
  Command,
  CommentID,
  Day,
  EntryLists,
  Gate,
  GateID,
  ItemID,
  KeptPage,
  LaneKey,
  ListPatch,
  Place,
  Quarter,
  Settings,
  SharedView,
  StageID,
  Wanted,
} from './types.ts';
import type { Sent } from './unsettled.ts';

/** Fields as a form holds them: what is absent stays, what is undefined or empty is cleared. */
export type Draft = { readonly [F in keyof CardFields]?: CardFields[F] | undefined };

/** Where a card goes: a stage, and a neighbour in it. */
export interface Target extends Place {
  readonly lane?: LaneKey;
  readonly stage?: StageID;
}

/** How many commands can be one step. */
export const maxBatch = 200;

/** Texts: the second of two people who change one from the same base is told, and shown both. */
const texts = [
  'title',
  'description',
  'anchor',
  'risk',
  'waiting_for',
  'case_ref',
  'hypothesis',
  'learning_goals',
  'stop_criteria',
  'sites',
  'purchase_basis',
  'learning',
  'market_dialogue',
  'supplier',
] as const;

const emptyMoney = { amount: 0, currency: '' };

/** What empties the fields that an empty text does not empty. */
const empty: Draft = {
  labels: [],
  followers: [],
  checklist: [],
  attachments: [],
  benefits: [],
  pairs: [],
  prior_involvement: [],
  notices: [],
  options: [],
  measures: [],
  anchor: {},
  risk: {},
  waiting_for: {},
  award: {},
  contract: {},
  learning: {},
  effort: 0,
  budget: emptyMoney,
  estimated_value: emptyMoney,
  maximum_value: emptyMoney,
  cost: emptyMoney,
};

/** What can be done to a board, in the words of the page. Every verb comes down to `do`. */
export abstract class Verbs {
  /** Shows a command's effect at once and asks the server for it. */
  abstract do(command: Command, subject?: string): Sent;

  /** The card as the person sees it. */
  protected abstract seen(card: CardID): Card | undefined;

  /** Whether the card lies there already. */
  protected abstract lies(card: CardID, at: Target): boolean;

  /** Does commands as one step, all or none; at most `maxBatch`. Nothing comes of none. */
  together(commands: readonly Command[]): Sent | undefined {
    const [first] = commands;
    if (!first) return undefined;
    return this.do(commands.length > 1 ? { cmd: 'batch', commands } : first);
  }

  /** Adds a card; `sent.subject` is its id. */
  add(lane: LaneKey, stage: StageID, title: string, more: Place & { readonly set?: Draft } = {}): Sent {
    const { set, ...place } = more;
    const card = newID();
    const fields = set && patch(set);
    return this.do(
      { cmd: 'card.add', card, lane, stage, title, ...place, ...(fields && { set: fields }) },
      card,
    );
  }

  /**
   * Sets fields of a card. `base` is the card as it was when the person began to edit, by default as it is now;
   * texts that are no longer what they were in it are refused as a conflict. `reason` says why a card with a
   * baseline is planned anew. Nothing comes of a draft that changes nothing.
   */
  change(card: CardID, draft: Draft, base = this.seen(card), reason = ''): Sent | undefined {
    const command = this.changing(card, draft, base, reason);
    return command && this.do(command);
  }

  /** What `change` does, to be done together with other things. */
  changing(card: CardID, draft: Draft, base = this.seen(card), reason = ''): Command | undefined {
    const now = this.seen(card);
    if (!now) return undefined;
    const fields = Object.keys(draft) as (keyof CardFields)[];
    const differing = fields.filter((f) => !same(draft[f], now[f]) && !same(draft[f], base?.[f]));
    if (differing.length === 0) return undefined;
    const set = patch(pick(draft, differing));
    const text = texts.filter((f) => differing.includes(f));
    const was = text.length && base ? { was: patch(pick(base, text)) } : {};
    return { cmd: 'card.change', card, set, ...was, ...(reason && { reason }) };
  }

  /** Adds members to a card's lists. */
  include(card: CardID, add: ListPatch): Sent {
    return this.do({ cmd: 'card.change', card, add });
  }

  /** Takes members out of a card's lists. */
  exclude(card: CardID, remove: ListPatch): Sent {
    return this.do({ cmd: 'card.change', card, remove });
  }

  /** Moves a card. Nothing comes of it when the card lies there already. */
  move(card: CardID, to: Target): Sent | undefined {
    if (this.lies(card, to)) return undefined;
    return this.do({ cmd: 'card.move', card, ...to });
  }

  /** Sets fields and, with `to`, moves the card, as one step. Nothing comes of it when that changes nothing. */
  putBack(card: CardID, draft: Draft, to?: Target): Sent | undefined {
    const now = this.seen(card);
    if (!now) return undefined;
    const fields = (Object.keys(draft) as (keyof CardFields)[]).filter((f) => !same(draft[f], now[f]));
    const text = texts.filter((f) => fields.includes(f));
    const commands: Command[] = [];
    if (fields.length) {
      const was = text.length ? { was: patch(pick(now, text)) } : {};
      commands.push({ cmd: 'card.change', card, set: patch(pick(draft, fields)), ...was });
    }
    if (to && !this.lies(card, to)) commands.push({ cmd: 'card.move', card, ...to });
    return commands.length ? this.do({ cmd: 'batch', commands }, card) : undefined;
  }

  /** Adds an entry to a list of the card, or changes the one with its id, which the person saw as `was`. */
  setEntry<L extends keyof EntryLists>(
    card: CardID,
    list: L,
    entry: Wanted<EntryLists[L]>,
    was?: EntryLists[L],
  ): Sent {
    const named = { ...entry, id: entry.id ?? newID() };
    const command = { cmd: 'entry.set', card, list, entry: named, ...(was && { was }) };
    return this.do(command as Command, named.id);
  }

  removeEntry(card: CardID, list: keyof EntryLists, entry: string): Sent {
    return this.do({ cmd: 'entry.remove', card, list, entry });
  }

  /** Takes a pilot into a later quarter: carried without a decision, or extended by one. */
  later(card: CardID, as: 'carry' | 'extend', quarter: Quarter, reason: string): Sent {
    return this.do({ cmd: `card.${as}`, card, quarter, reason });
  }

  /** Begins the card that goes on where this one ends; `sent.subject` is its id. */
  continue(
    card: CardID,
    as: 'graduates_to' | 'restart_of' | 'renewal_of',
    more: { readonly stage?: StageID; readonly title?: string } = {},
  ): Sent {
    const next = newID();
    return this.do({ cmd: 'card.continue', card, new: next, as, ...more }, next);
  }

  /** Archives a card because another one says the same. */
  merge(card: CardID, into: CardID): Sent {
    return this.do({ cmd: 'card.merge', card, into });
  }

  vote(card: CardID, vote: boolean): Sent {
    return this.do({ cmd: 'card.vote', card, vote });
  }

  archive(card: CardID): Sent {
    return this.do({ cmd: 'card.archive', card });
  }

  restore(card: CardID): Sent {
    return this.do({ cmd: 'card.restore', card });
  }

  addItem(card: CardID, text: string, before?: ItemID): Sent {
    const item = newID();
    return this.do({ cmd: 'item.add', card, item, text, ...(before && { before }) }, item);
  }

  /** Rewords or ticks a checklist item; `was` is the text when the person began to edit it. */
  changeItem(
    card: CardID,
    item: ItemID,
    set: { readonly text?: string; readonly done?: boolean },
    was?: string,
  ): Sent {
    const old = was ?? this.seen(card)?.checklist?.find((i) => i.id === item)?.text;
    return this.do({
      cmd: 'item.change',
      card,
      item,
      ...set,
      ...(set.text !== undefined && old && { was: old }),
    });
  }

  moveItem(card: CardID, item: ItemID, before?: ItemID): Sent {
    return this.do({ cmd: 'item.move', card, item, ...(before && { before }) });
  }

  removeItem(card: CardID, item: ItemID): Sent {
    return this.do({ cmd: 'item.remove', card, item });
  }

  comment(card: CardID, text: string): Sent {
    const comment = newID();
    return this.do({ cmd: 'comment.add', card, comment, text }, comment);
  }

  /** Rewords a comment of one's own; `was` is the text when the person began to edit it. */
  editComment(card: CardID, comment: CommentID, text: string, was?: string): Sent {
    const old = was ?? this.seen(card)?.comments?.find((c) => c.id === comment)?.text;
    return this.do({ cmd: 'comment.edit', card, comment, text, ...(old && { was: old }) });
  }

  removeComment(card: CardID, comment: CommentID): Sent {
    return this.do({ cmd: 'comment.remove', card, comment });
  }

  /** Adds a stage: a standard one that had been removed, by `key`, or one of people's own, by `name`. */
  addStage(lane: LaneKey, as: { readonly key: string } | { readonly name: string }, before?: StageID): Sent {
    const stage = 'key' in as ? as.key : newID();
    return this.do({ cmd: 'stage.add', lane, stage, ...as, ...(before && { before }) }, stage);
  }

  /** Names a stage; an empty name gives a standard stage its standard name back. */
  renameStage(lane: LaneKey, stage: StageID, name: string): Sent {
    return this.do({ cmd: 'stage.rename', lane, stage, name });
  }

  moveStage(lane: LaneKey, stage: StageID, before?: StageID): Sent {
    return this.do({ cmd: 'stage.move', lane, stage, ...(before && { before }) });
  }

  /** Limits the cards in a stage; 0 lifts the limit. */
  limitStage(lane: LaneKey, stage: StageID, limit: number): Sent {
    return this.do({ cmd: 'stage.limit', lane, stage, limit });
  }

  /** Removes a stage, which must be empty and not the last. */
  removeStage(lane: LaneKey, stage: StageID): Sent {
    return this.do({ cmd: 'stage.remove', lane, stage });
  }

  addLabel(name: string, color: Color): Sent {
    const label = newID();
    return this.do({ cmd: 'label.add', label, name, color }, label);
  }

  changeLabel(label: string, set: { readonly name?: string; readonly color?: Color }): Sent {
    return this.do({ cmd: 'label.change', label, ...set });
  }

  removeLabel(label: string): Sent {
    return this.do({ cmd: 'label.remove', label });
  }

  addUnit(name: string): Sent {
    const unit = newID();
    return this.do({ cmd: 'unit.add', unit, name }, unit);
  }

  renameUnit(unit: string, name: string): Sent {
    return this.do({ cmd: 'unit.change', unit, name });
  }

  removeUnit(unit: string): Sent {
    return this.do({ cmd: 'unit.remove', unit });
  }

  addCluster(name: string): Sent {
    const cluster = newID();
    return this.do({ cmd: 'cluster.add', cluster, name }, cluster);
  }

  renameCluster(cluster: string, name: string): Sent {
    return this.do({ cmd: 'cluster.change', cluster, name });
  }

  removeCluster(cluster: string): Sent {
    return this.do({ cmd: 'cluster.remove', cluster });
  }

  addGate(lane: LaneKey, stage: StageID, name: string): Sent {
    const gate = newID();
    return this.do({ cmd: 'gate.add', gate, lane, stage, name }, gate);
  }

  /** Changes what it names of a gate, and brings one back that was removed. */
  changeGate(gate: GateID, set: Partial<Pick<Gate, 'name' | 'stage' | 'body' | 'needs'>>): Sent {
    return this.do({ cmd: 'gate.change', gate, ...set });
  }

  removeGate(gate: GateID): Sent {
    return this.do({ cmd: 'gate.remove', gate });
  }

  addBody(name: string): Sent {
    const body = newID();
    return this.do({ cmd: 'body.add', body, name }, body);
  }

  renameBody(body: BodyID, name: string): Sent {
    return this.do({ cmd: 'body.change', body, name });
  }

  removeBody(body: BodyID): Sent {
    return this.do({ cmd: 'body.remove', body });
  }

  /** Keeps a view for everybody. */
  addView(name: string, page: KeptPage, search: string): Sent {
    const view = newID();
    return this.do({ cmd: 'view.add', view, name, page, search }, view);
  }

  /** Changes what it names of a view. */
  changeView(view: string, set: Partial<Pick<SharedView, 'name' | 'page' | 'search'>>): Sent {
    return this.do({ cmd: 'view.change', view, ...set });
  }

  removeView(view: string): Sent {
    return this.do({ cmd: 'view.remove', view });
  }

  addMeeting(body: BodyID, on: Day, papersBy?: Day): Sent {
    const meeting = newID();
    const papers = papersBy ? { papers_by: papersBy } : {};
    return this.do({ cmd: 'meeting.add', body, meeting, on, ...papers }, meeting);
  }

  removeMeeting(body: BodyID, meeting: string): Sent {
    return this.do({ cmd: 'meeting.remove', body, meeting });
  }

  /** Chooses rules of the board; those it does not name stay. */
  setBoard(settings: Partial<Settings>): Sent {
    return this.do({ cmd: 'board.set', settings });
  }

  renameBoard(name: string): Sent {
    return this.do({ cmd: 'board.rename', name });
  }

  archiveBoard(): Sent {
    return this.do({ cmd: 'board.archive' });
  }

  restoreBoard(): Sent {
    return this.do({ cmd: 'board.restore' });
  }

  /**
   * Takes back one of the person's own steps, by default the latest. A step that is not confirmed yet is out of
   * sight at once, and taken back by the server as soon as it is.
   */
  undo(step = this.latest()): Promise<Sent | undefined> {
    if (step) this.withdraw(step);
    return this.#along('undo', this.#inTurn('undo', step));
  }

  /** Takes back an undo of the person's own, by default the latest. */
  redo(step?: Sent): Promise<Sent | undefined> {
    return this.#along('redo', this.#inTurn('redo', step));
  }

  /** Steps that are one to the person who did them: who takes back any of them takes back all, the last first. */
  bind(steps: readonly Sent[]): void {
    for (const step of steps)
      void step.done.then((outcome) => outcome.ok && this.#bound.set(outcome.seq, steps));
  }

  /** The steps that are bound to one, by its last event. */
  readonly #bound = new Map<number, readonly Sent[]>();

  /** Takes along the steps that are bound to the one that was taken back; what took them back is bound in turn. */
  async #along(cmd: 'undo' | 'redo', first: Promise<Sent | undefined>): Promise<Sent | undefined> {
    const back = await first;
    void back?.done.then(async (outcome) => {
      const steps = (outcome.ok && this.#bound.get(outcome.of ?? -1)) || [];
      const outcomes = await Promise.all(steps.map(({ done }) => done));
      const seqs = outcomes.map((outcome) => (outcome.ok ? outcome.seq : -1));
      for (const seq of seqs) this.#bound.delete(seq);
      const others = steps.filter((_, at) => outcome.ok && seqs[at] !== outcome.of).toReversed();
      const all = await Promise.all(others.map((step) => this.#inTurn(cmd, step)));
      if (steps.length) this.bind([back, ...all.flatMap((sent) => sent ?? [])]);
    });
    return back;
  }

  /** The latest step that waits for the server's answer and is not withdrawn. */
  protected abstract latest(): Sent | undefined;

  /** Takes a step that waits for the server's answer out of sight. */
  protected abstract withdraw(step: Sent): void;

  /** The last undo or redo that was asked for: each waits for the one before, as they build on each other. */
  #turn: Promise<Sent | undefined> = Promise.resolve(undefined);

  #inTurn(cmd: 'undo' | 'redo', step: Sent | undefined): Promise<Sent | undefined> {
    this.#turn = this.#turn.then(async () => {
      if (!step) return this.do({ cmd });
      const outcome = await step.done;
      return outcome.ok ? this.do({ cmd, step: outcome.seq }) : undefined;
    });
    return this.#turn;
  }
}

function pick(fields: Draft, names: readonly (keyof CardFields)[]): Draft {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

function patch(draft: Draft): CardPatch {
  const entries = Object.entries(draft).map(([name, value]) => [
    name,
    value ?? empty[name as keyof CardFields] ?? '',
  ]);
  return Object.fromEntries(entries) as CardPatch;
}
