import { lacks, lacksNothing } from '../../board/needs.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, CardID, Command } from '../../board/types.ts';
import type { Draft } from '../../board/verbs.ts';
import { t } from '../words.svelte.ts';
import type { Cells } from './clipboard.ts';
import { setting, valueOf, type Column, type Meaning } from './column.ts';

/** What is to come of many cells at once: said cell by cell before it happens, and then done in one step. */

/** What a cell is wanted to be. */
export interface Wish {
  readonly card: CardID;
  readonly column: Column;
  readonly mean: (card: Card) => Meaning;
}

/** What comes of a wish: the cell as it is and as it will be, or why it cannot be. */
export interface Change {
  readonly card: CardID;
  readonly column: Column;
  readonly from: string;
  readonly to: string;
  readonly problem?: string;
}

export interface Plan {
  /** Those that change, and those that cannot. */
  readonly cells: readonly Change[];
  readonly changes: number;
  readonly problems: number;
  /** Whether a card with a baseline is planned anew, for which there should be a reason. */
  readonly replans: boolean;
  /** What is to be done, card by card. */
  readonly commands: (reason?: string) => readonly Command[];
}

/** Whether a plan can be done: what cannot be is to be left out knowingly, and a reason given where there should be one. */
export const isReady = (plan: Plan, without: boolean, reason: string): boolean =>
  plan.changes > 0 && (!plan.problems || without) && (!plan.replans || reason.trim() !== '');

interface Work {
  readonly seen: Card;
  now: Card;
  draft: Draft;
}

/** What comes of wishes, as the board is now. Wishes for one card build on each other. */
export function planned(store: Store, wishes: readonly Wish[]): Plan {
  const works = new Map<CardID, Work>();
  const cells: Change[] = [];
  for (const { card, column, mean } of wishes) {
    const seen = works.get(card)?.seen ?? store.card(card)?.record;
    if (!seen || store.card(card)?.archived) continue;
    const work = works.get(card) ?? { seen, now: seen, draft: {} };
    works.set(card, work);
    const problem = wanted(store, work, column.edit ? mean(work.now) : { problem: t.sheet.onlyTold() });
    const cell = { card, column, from: column.text(seen), to: column.text(work.now) };
    if (problem) cells.push({ ...cell, problem });
    else if (cell.from !== cell.to) cells.push(cell);
  }
  const problems = cells.filter(({ problem }) => problem).length;
  const replans = [...works.values()].some(isReplanned);
  const commands = (reason = '') => [...works.values()].flatMap((work) => commandsOf(store, work, reason));
  return { cells, changes: cells.length - problems, problems, replans, commands };
}

/** Takes a meaning into the work on a card; a problem when that cannot be. */
function wanted(store: Store, work: Work, meaning: Meaning): string | undefined {
  if ('problem' in meaning) return meaning.problem;
  if ('draft' in meaning) {
    work.now = { ...work.now, ...meaning.draft } as Card;
    work.draft = { ...work.draft, ...meaning.draft };
    return undefined;
  }
  const { to } = meaning;
  if (to.lane !== work.now.lane) return t.sheet.otherLane();
  const asks = store.settings.ask_missing && !lacksNothing(lacks(store.rules, work.now, to));
  if (asks && to.stage !== work.seen.stage) return t.sheet.gateAsks();
  work.now = { ...work.now, ...to };
  return undefined;
}

const isReplanned = ({ seen, now }: Work) => seen.baseline_end !== undefined && seen.end !== now.end;

function commandsOf(store: Store, work: Work, reason: string): Command[] {
  const { seen, now, draft } = work;
  const changed = store.changing(seen.id, draft, seen, isReplanned(work) ? reason : '');
  const moved = seen.stage !== now.stage;
  return [
    ...(changed ? [changed] : []),
    ...(moved ? [{ cmd: 'card.move', card: seen.id, lane: now.lane, stage: now.stage } as const] : []),
  ];
}

/** The part of a list that is filled: its cards and columns in their order, as far as they go from where it begins. */
export interface Area {
  readonly cards: readonly CardID[];
  readonly columns: readonly Column[];
  /** How much of it is selected. */
  readonly rows: number;
  readonly across: number;
}

/** What pasting cells means; `left` is how many cells found no place. A selection that they fit into is filled. */
export function pasted(
  cells: Cells,
  area: Area,
): { readonly wishes: readonly Wish[]; readonly left: number } {
  const width = cells[0]?.length ?? 0;
  const down = fits(cells.length, area.rows);
  const across = fits(width, area.across);
  const cards = area.cards.slice(0, down);
  const columns = area.columns.slice(0, across);
  const wishes = cards.flatMap((card, row) =>
    columns.map((column, at): Wish => {
      const text = cells[row % cells.length]![at % width]!;
      return { card, column, mean: (now) => column.edit!.parse(text, now) };
    }),
  );
  return { wishes, left: down * across - wishes.length };
}

const fits = (size: number, selected: number) => (size && selected % size === 0 ? selected : size);

/** The first of the selected cells of each column for those below it. */
export function filledDown(store: Store, { cards, columns, rows, across }: Area): readonly Wish[] {
  const [first, ...below] = cards.slice(0, rows);
  const top = store.card(first ?? '')?.record;
  if (!top) return [];
  return columns
    .slice(0, across)
    .flatMap((column) =>
      below.map((card): Wish => ({ card, column, mean: (now) => likewise(column, top, now) })),
    );
}

/** The same for another card. */
function likewise({ edit }: Column, { lane, stage, ...top }: Card, card: Card): Meaning {
  const { field, part } = edit!;
  if (field === 'stage') return { to: { lane, stage } };
  return { draft: setting(card, field, valueOf({ lane, stage, ...top }, field, part), part) };
}

/** One value for a column of many cards. */
export const filled = (cards: readonly CardID[], column: Column, mean: Wish['mean']): readonly Wish[] =>
  cards.map((card) => ({ card, column, mean }));
