import { isEmpty, type Board } from './board.ts';
import { newID } from './ids.ts';
import { inserted, rankAt } from './place.ts';
import { ofBody, ofEntry, ofGate, ofPace, ofView, onMove, replanned } from './predict-pace.ts';
import type {
  Card,
  CardFields,
  CardID,
  CardPatch,
  Change,
  ChecklistItem,
  Command,
  ListPatch,
  StageID,
  Stamp,
  Unit,
} from './types.ts';

type Of<K extends Command['cmd']> = Extract<Command, { cmd: K }>;

/**
 * What a command will most likely change, in order. The caller applies each change before asking for the next, as
 * the commands of a batch build on each other. Nothing comes of a command that the board has no place for, nor of
 * undo and redo, which only the server can decide. Whatever the server says instead is the truth.
 */
export function* predict(board: Board, command: Command, stamp: Stamp): Generator<Change> {
  if (command.cmd === 'batch') for (const part of command.commands) yield* predict(board, part, stamp);
  else if (isOn('card', command)) yield* ofCard(board, command, stamp);
  else if (isOn('item', command)) yield* ofItem(board, command);
  else if (isOn('comment', command)) yield* ofComment(board, command, stamp);
  else if (isOn('stage', command)) yield* ofStage(board, command);
  else if (isOn('entry', command)) yield* ofList(board, command, stamp);
  else if (isOn('gate', command)) yield* ofGate(board, command);
  else if (isOn('body', command) || isOn('meeting', command)) yield* ofBody(board, command);
  else if (isOn('view', command)) yield* ofView(board, command, stamp);
  else if (isOn('board', command)) yield* ofBoard(board, command);
  else if (isOn('label', command)) yield* ofLabel(board, command);
  else if (isOn('unit', command)) yield* ofUnit(board, command);
  else if (isOn('cluster', command)) yield* ofCluster(board, command);
}

function isOn<S extends string>(
  subject: S,
  command: Command,
): command is Of<Command['cmd'] & `${S}.${string}`> {
  return command.cmd.startsWith(subject + '.');
}

/** The cards whose place or content a command may change. */
export function touches(command: Command): readonly CardID[] {
  if (command.cmd === 'batch') return command.commands.flatMap(touches);
  if (command.cmd === 'card.merge') return [command.card, command.into];
  return 'card' in command && command.card ? [command.card] : [];
}

function* ofCard(
  board: Board,
  command: Of<Command['cmd'] & `card.${string}`>,
  stamp: Stamp,
): Generator<Change> {
  if (command.cmd === 'card.add') return yield* add(board, command, stamp);
  const card = board.cards.get(command.card);
  if (!card) return;
  const archived = board.archive.has(card.id);
  if (command.cmd === 'card.restore') {
    if (archived) yield restored(board, card, stamp);
    return;
  }
  if (archived) return;
  if (command.cmd === 'card.archive') yield { kind: 'card.archived', card: card.id };
  else if (command.cmd === 'card.move') yield* move(board, card, command, stamp);
  else if (command.cmd === 'card.change') {
    const set = replanned(card, patched(card, command), command.reason, stamp);
    yield { kind: 'card.changed', card: card.id, set };
  } else yield* ofPace(board, card, command, stamp);
}

function* ofList(
  board: Board,
  command: Of<Command['cmd'] & `entry.${string}`>,
  stamp: Stamp,
): Generator<Change> {
  const card = board.cards.get(command.card);
  if (card && !board.archive.has(card.id)) yield* ofEntry(card, command, stamp);
}

function* add(board: Board, command: Of<'card.add'>, stamp: Stamp): Generator<Change> {
  const { lane, stage } = command;
  const card = command.card ?? newID();
  if (board.cards.has(card) || !board.stage(lane, stage)) return;
  const rank = rankAt(board, lane, stage, card, command);
  yield {
    kind: 'card.added',
    card,
    lane,
    stage,
    rank,
    since: stamp.at,
    set: { ...command.set, title: command.title },
  };
}

function* move(board: Board, card: Card, command: Of<'card.move'>, stamp: Stamp): Generator<Change> {
  const lane = command.lane || card.lane;
  const stage = command.stage || (lane === card.lane ? card.stage : '');
  if (!board.stage(lane, stage)) return;
  const stays = lane === card.lane && stage === card.stage;
  const rank = rankAt(board, lane, stage, card.id, command);
  yield { kind: 'card.moved', card: card.id, lane, stage, rank, since: stays ? card.since : stamp.at };
  const set = onMove(board, card, { lane, stage }, command.reason, stamp);
  if (Object.keys(set).length) yield { kind: 'card.changed', card: card.id, set };
}

function restored(board: Board, card: Card, stamp: Stamp): Change {
  const { id, lane } = card;
  if (board.stage(lane, card.stage)) {
    const taken = board.order(lane, card.stage).some((other) => board.cards.get(other)!.rank === card.rank);
    const rank = taken ? rankAt(board, lane, card.stage, id, {}) : card.rank;
    return { kind: 'card.restored', card: id, lane, stage: card.stage, rank, since: card.since };
  }
  const stage = board.lane(lane)?.stages[0]?.id ?? card.stage;
  const rank = rankAt(board, lane, stage, id, {});
  return { kind: 'card.restored', card: id, lane, stage, rank, since: stamp.at };
}

function patched(card: Card, command: Of<'card.change'>): CardPatch {
  const lists: { -readonly [F in keyof ListPatch]: ListPatch[F] } = {};
  for (const field of ['labels', 'followers', 'pairs'] as const) {
    const add: readonly unknown[] = command.add?.[field] ?? [];
    const remove: readonly unknown[] = command.remove?.[field] ?? [];
    if (!add.length && !remove.length) continue;
    const base: readonly unknown[] = command.set?.[field] ?? card[field] ?? [];
    const more = add.filter((v) => !base.some((b) => same(b, v)));
    lists[field] = [...base, ...more].filter((v) => !remove.some((r) => same(r, v))) as never;
  }
  return { ...command.set, ...lists };
}

/** Whether two values of a field are equal; an empty one equals an absent one. */
export function same(a: unknown, b: unknown): boolean {
  return (isEmpty(a) && isEmpty(b)) || alike(a, b);
}

/** As `same`, but within a value a number that is 0 is not the same as none. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b)
    return a === b || (!a && !b && a !== 0 && b !== 0);
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  const x = a as Record<string, unknown>;
  const y = b as Record<string, unknown>;
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].every((key) => alike(x[key], y[key]));
}

function* ofItem(board: Board, command: Of<Command['cmd'] & `item.${string}`>): Generator<Change> {
  const card = board.cards.get(command.card);
  if (!card || board.archive.has(card.id)) return;
  const items = checklist(card.checklist ?? [], command);
  if (items) yield { kind: 'card.changed', card: card.id, set: { checklist: items } };
}

function checklist(
  items: readonly ChecklistItem[],
  command: Of<Command['cmd'] & `item.${string}`>,
): CardFields['checklist'] {
  const found = items.find((item) => item.id === command.item);
  if (command.cmd === 'item.add')
    return found ? undefined : inserted(items, { id: command.item ?? newID(), text: command.text }, command);
  if (!found) return undefined;
  const rest = items.filter((item) => item !== found);
  switch (command.cmd) {
    case 'item.remove':
      return rest;
    case 'item.move':
      return inserted(rest, found, command);
    case 'item.change': {
      const done = command.done ?? found.done;
      const next = { id: found.id, text: command.text ?? found.text, ...(done && { done }) };
      return items.map((item) => (item === found ? next : item));
    }
  }
}

function* ofComment(
  board: Board,
  command: Of<Command['cmd'] & `comment.${string}`>,
  stamp: Stamp,
): Generator<Change> {
  const card = board.cards.get(command.card);
  if (!card || board.archive.has(card.id)) return;
  const known = card.comments?.some((comment) => comment.id === command.comment);
  if (command.cmd === 'comment.add') {
    if (known) return;
    const comment = command.comment ?? newID();
    const { text } = command;
    yield { kind: 'comment.added', card: card.id, comment, author: stamp.by, written_at: stamp.at, text };
  } else if (!known) return;
  else if (command.cmd === 'comment.remove')
    yield { kind: 'comment.removed', card: card.id, comment: command.comment };
  else {
    const { comment, text } = command;
    yield { kind: 'comment.edited', card: card.id, comment, text, edited_at: stamp.at };
  }
}

function* ofStage(board: Board, command: Of<Command['cmd'] & `stage.${string}`>): Generator<Change> {
  const stages = board.lane(command.lane)?.stages;
  if (!stages) return;
  if (command.cmd === 'stage.add') return yield* addStage(stages, command);
  const { lane, stage: id } = command;
  const stage = stages.find((s) => s.id === id);
  if (!stage) return;
  switch (command.cmd) {
    case 'stage.rename':
      yield { kind: 'stage.changed', lane, stage: id, set: renamed(stage, command.name) };
      return;
    case 'stage.limit':
      yield { kind: 'stage.changed', lane, stage: id, set: { limit: command.limit } };
      return;
    case 'stage.move': {
      const rest = stages.filter((s) => s !== stage);
      yield { kind: 'stages.ordered', lane, order: inserted(rest, stage, command).map((s) => s.id) };
      return;
    }
    case 'stage.remove':
      if (stages.length > 1 && board.order(lane, id).length === 0)
        yield { kind: 'stage.removed', lane, stage: id };
  }
}

function* addStage(stages: readonly { readonly id: StageID }[], command: Of<'stage.add'>): Generator<Change> {
  const { lane, key = '', name = '', limit } = command;
  const id = key || command.stage || newID();
  if (stages.some((s) => s.id === id)) return;
  const order = inserted(stages, { id }, command).map((s) => s.id);
  yield {
    kind: 'stage.added',
    lane,
    stage: id,
    key,
    name: name || key,
    custom: !!name,
    limit: limit ?? 0,
    order,
  };
}

/** The page names a standard stage by its key, so its English name may wait for the server. */
function renamed(stage: { readonly key: string; readonly name: string }, name: string) {
  return name ? { name, custom: true } : { name: stage.name, custom: false };
}

function* ofBoard(board: Board, command: Of<Command['cmd'] & `board.${string}`>): Generator<Change> {
  if (command.cmd === 'board.rename') yield { kind: 'board.changed', set: { name: command.name } };
  else if (command.cmd === 'board.set')
    yield { kind: 'board.changed', set: { settings: { ...board.settings, ...command.settings } } };
  else yield { kind: 'board.changed', set: { archived: command.cmd === 'board.archive' } };
}

function* ofLabel(board: Board, command: Of<Command['cmd'] & `label.${string}`>): Generator<Change> {
  const label = command.label ?? newID();
  const now = board.labels.find((entry) => entry.id === label);
  if (!!now === (command.cmd === 'label.add')) return;
  if (now && command.cmd === 'label.remove') yield { ...now, kind: 'label.set', label, removed: true };
  else if (command.cmd !== 'label.remove')
    yield {
      kind: 'label.set',
      label,
      name: command.name || now?.name || '',
      color: command.color || now?.color || 'grey',
    };
}

function* ofUnit(board: Board, command: Of<Command['cmd'] & `unit.${string}`>): Generator<Change> {
  const unit = command.unit ?? newID();
  const now = board.units.find((entry) => entry.id === unit);
  if (!!now !== (command.cmd === 'unit.add')) yield { kind: 'unit.set', unit, ...entry(now, command) };
}

function* ofCluster(board: Board, command: Of<Command['cmd'] & `cluster.${string}`>): Generator<Change> {
  const cluster = command.cluster ?? newID();
  const now = board.clusters.find((entry) => entry.id === cluster);
  if (!!now !== (command.cmd === 'cluster.add'))
    yield { kind: 'cluster.set', cluster, ...entry(now, command) };
}

function entry(now: Unit | undefined, command: { readonly cmd: string; readonly name?: string }) {
  return { name: command.name || now?.name || '', removed: command.cmd.endsWith('.remove') };
}
