import { tick } from 'svelte';
import type { Column } from './column.ts';
import { leadsTo, type At, type Stroke } from './grid.ts';
import type { List } from './list.svelte.ts';
import type { CardRow, Row } from './shape.ts';

/** A cell by the row's key and the column's id, which stay the same wherever they are. */
export interface Cell {
  readonly row: string;
  readonly column: string;
}

/** The rows that are no cards and no groups. */
export const headRow = 'head';
export const sumRow = 'sums';

/** What is selected: the cells from one to another, or all of their rows, their columns, or everything. */
export type Span = 'cells' | 'rows' | 'columns' | 'all';

/** A block of cells. */
export interface Block {
  readonly rows: readonly CardRow[];
  readonly columns: readonly Column[];
}

/** Which cell of a list somebody is in, and which are selected with it. */
export class Cells {
  readonly #list: List;
  /** How many rows are seen at a time; the grid knows. */
  page = 10;
  #here = $state.raw<Cell>();
  /** Where the selection began, when it is more than the cell one is in. */
  #from = $state.raw<Cell>();
  #span = $state.raw<Span>('cells');
  /** Where the row was when it was last seen, for when it is gone. */
  #place = 0;

  constructor(list: List) {
    this.#list = list;
  }

  /** The cell that has the focus, or that the Tab key comes to. */
  readonly here: Cell = $derived.by(() => {
    const { rows, columns } = this.#list.shape;
    const found = this.#placeOf(this.#here?.row ?? rows[0]?.key ?? headRow);
    // A row that is gone leaves its place to the next.
    if (found >= 0) this.#place = found;
    const column = this.#here?.column ?? '';
    return {
      row: this.#rowOf(found >= 0 ? found : Math.min(this.#place, rows.length)),
      column: columns.some(({ id }) => id === column) ? column : columns[0]!.id,
    };
  });

  /** Whether somebody has come to a cell. */
  get entered(): boolean {
    return this.#here !== undefined;
  }

  /** The row one is in, if it is of a card. */
  get row(): CardRow | undefined {
    const row = this.#list.shape.rows[this.at.row - 1];
    return row?.kind === 'card' ? row : undefined;
  }

  get at(): At {
    const { row, column } = this.here;
    return { row: this.#placeOf(row), column: this.#columnPlace(column) };
  }

  /** The edges of what is selected, both included; undefined when it is only the cell one is in. */
  readonly bounds = $derived.by(() => {
    if (!this.#from && this.#span === 'cells') return undefined;
    const from = this.#from ?? this.here;
    const [a, b] = [this.#placeOf(from.row), this.at.row].sort((a, b) => a - b) as [number, number];
    const [c, d] = [this.#columnPlace(from.column), this.at.column].sort((a, b) => a - b) as [number, number];
    const { rows, columns } = this.#list.shape;
    const wholeRows = this.#span === 'rows' || this.#span === 'all';
    const wholeColumns = this.#span === 'columns' || this.#span === 'all';
    return {
      top: wholeColumns ? 1 : Math.max(1, a),
      bottom: wholeColumns ? rows.length : Math.min(rows.length, b),
      left: wholeRows ? 0 : Math.max(0, c),
      right: wholeRows ? columns.length - 1 : d,
    };
  });

  /** The cells of cards that are selected: at least the one that somebody is in. */
  get block(): Block | undefined {
    const { rows, columns } = this.#list.shape;
    const { row, column } = this.at;
    const { top, bottom, left, right } = this.bounds ?? {
      top: row,
      bottom: row,
      left: column,
      right: column,
    };
    const cards = rows.slice(top - 1, bottom).filter((row: Row) => row.kind === 'card');
    return this.entered && cards.length
      ? { rows: cards, columns: columns.slice(left, right + 1) }
      : undefined;
  }

  /** Where the selection begins and ends in a row, by its place; undefined where nothing of the row is selected. */
  selectedIn(row: number): { readonly left: number; readonly right: number } | undefined {
    const { bounds } = this;
    return bounds && row >= bounds.top && row <= bounds.bottom ? bounds : undefined;
  }

  /** Goes to a cell; `extend` selects from where one was up to it. */
  go(to: Cell, { extend = false, focus = true } = {}): void {
    if (!extend) this.deselect();
    else this.#from ??= this.here;
    this.#here = to;
    const row = this.row;
    this.#list.stay(row?.key);
    if (focus) void this.focus();
  }

  /** Goes where a key leads; false when it leads nowhere. */
  lead(stroke: Stroke, extend = false): boolean {
    const { rows, columns } = this.#list.shape;
    const to = leadsTo(stroke, this.at, { rows: rows.length + 2, columns: columns.length, page: this.page });
    if (to) this.go({ row: this.#rowOf(to.row), column: columns[to.column]!.id }, { extend });
    return to !== undefined;
  }

  /** Selects whole rows, whole columns, or all. */
  select(span: Span): void {
    this.#from ??= this.here;
    this.#span = span;
  }

  deselect(): void {
    this.#from = undefined;
    this.#span = 'cells';
  }

  /** Nobody is in the list any more: what was selected stays so. */
  leave(): void {
    this.#list.stay();
  }

  /** Comes back to the row that one is in: it stays. */
  enter(): void {
    this.#here = this.here;
    this.#list.stay(this.row?.key);
  }

  /** Puts the focus on the cell one is in, once it is drawn, and brings it into view. */
  async focus(): Promise<void> {
    await tick();
    const { row, column } = this.here;
    const cell = document.querySelector<HTMLElement>(
      `[data-row="${CSS.escape(row)}"] [data-column="${CSS.escape(column)}"]`,
    );
    const target = cell?.querySelector<HTMLElement>('[data-focus]') ?? cell;
    target?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #columnPlace(id: string): number {
    return this.#list.shape.columns.findIndex((column) => column.id === id);
  }

  /** 0 for the head, and so on to the sums; -1 for a row that is gone. */
  #placeOf(row: string): number {
    if (row === headRow) return 0;
    if (row === sumRow) return this.#list.shape.rows.length + 1;
    const place = this.#list.places.get(row);
    return place === undefined ? -1 : place + 1;
  }

  #rowOf(place: number): string {
    const { rows } = this.#list.shape;
    if (place <= 0) return headRow;
    return place > rows.length ? sumRow : rows[place - 1]!.key;
  }
}
