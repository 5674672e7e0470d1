import type { CardID } from '../../board/types.ts';
import { announce } from '../announce.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Cells } from './cells.svelte.ts';
import { cellsIn, cellsOf, marked, tabbed } from './clipboard.ts';
import { filledDown, pasted, planned, type Area, type Plan, type Wish } from './filling.ts';
import type { List } from './list.svelte.ts';
import { sendTogether } from './sending.ts';

/** Changes of many cells that a person is to look at before they happen. */
export interface Previewed {
  readonly wishes: readonly Wish[];
  /** How many cells found no place in the list. */
  readonly left: number;
}

/** The cells that one value is for. */
export interface Filling {
  /** The selected cards. */
  readonly cards: readonly CardID[];
  /** The column to begin with, if it can be set. */
  readonly column: string | undefined;
}

/** What is done to many cells of a list at once: copied, pasted, filled. */
export class Many {
  readonly #list: List;
  readonly #cells: Cells;
  previewed = $state.raw<Previewed>();
  filling = $state.raw<Filling>();

  constructor(list: List, cells: Cells) {
    this.#list = list;
    this.#cells = cells;
  }

  /** Puts the selected cells on the clipboard; false when nothing is selected. */
  copy(clipboard: DataTransfer): boolean {
    const { block } = this.#cells;
    if (!block) return false;
    const cards = block.rows.map(({ card }) => card);
    const cells = cellsOf(block.columns, cards);
    clipboard.setData('text/plain', tabbed(cells));
    clipboard.setData('text/html', marked(cells));
    announce(t.sheet.copied({ count: cards.length * block.columns.length }));
    return true;
  }

  /** Pastes cells from the cell one is in on, or into the selected ones; false when there is none. */
  paste(clipboard: DataTransfer): boolean {
    const area = this.#area();
    const text = clipboard.getData('text/plain');
    if (!area || !text) return false;
    const { wishes, left } = pasted(cellsIn(text), area);
    this.#propose(wishes, left);
    return true;
  }

  /** Fills the selected cells with what the first of each column has. */
  fillDown(): void {
    const area = this.#area();
    if (area) this.#propose(filledDown(this.#list.desk.store, area));
  }

  /** Asks for the one value that the selected cells are to have. */
  fillWith(): void {
    const { block } = this.#cells;
    if (this.#list.desk.store.archived) return;
    const column = this.#list.column(this.#cells.here.column);
    const cards = block?.rows.map(({ key }) => key) ?? [];
    this.filling = { cards, column: column?.edit ? column.id : undefined };
  }

  /** Does what is planned, as one step. */
  do(plan: Plan, reason = ''): void {
    sendTogether(this.#list.desk, plan.commands(reason), t.sheet.changed({ count: plan.changes }));
  }

  /** Back to the cell one came from. */
  close(): void {
    this.previewed = undefined;
    this.filling = undefined;
    void this.#cells.focus();
  }

  /** One change that can be is done at once; the rest is shown first. */
  #propose(wishes: readonly Wish[], left = 0): void {
    const { store } = this.#list.desk;
    if (store.archived) return;
    const plan = planned(store, wishes);
    if (!plan.cells.length && !left) announce(t.sheet.nothing());
    else if (plan.cells.length > 1 || plan.problems || plan.replans || left)
      this.previewed = { wishes, left };
    else this.do(plan);
  }

  /** From the first selected cell to the end of the list. */
  #area(): Area | undefined {
    const { block } = this.#cells;
    const { rows, columns } = this.#list.shape;
    const [top] = block?.rows ?? [];
    if (!block || !top) return undefined;
    return {
      cards: rows.slice(rows.indexOf(top)).flatMap((row) => (row.kind === 'card' ? [row.key] : [])),
      columns: columns.slice(columns.indexOf(block.columns[0]!)),
      rows: block.rows.length,
      across: block.columns.length,
    };
  }
}
