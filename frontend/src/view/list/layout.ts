import type { Sort } from './shape.ts';

/** How the columns and the order of a list are written in an address. Signs that an address would have to spell out are spared. */

/** A column that is shown, and its width in rem where it is not its own. */
export interface Shown {
  readonly id: string;
  readonly width?: number;
}

export const narrowest = 4;
export const widest = 60;

/** `title-30.stage.owner`. */
export const writeColumns = (columns: readonly Shown[]): string =>
  columns.map(({ id, width }) => (width === undefined ? id : `${id}-${width}`)).join('.');

/** The columns that an address names; what it does not know is left out, and what is named twice is shown once. */
export function readColumns(text: string, known: (id: string) => boolean): Shown[] {
  const columns = new Map<string, Shown>();
  for (const part of text.split('.')) {
    const [id = '', width] = part.split('-');
    if (known(id) && !columns.has(id))
      columns.set(id, { id, ...(width && { width: within(Number(width)) }) });
  }
  return [...columns.values()];
}

/** A width that a column can have. */
export const within = (width: number): number =>
  Math.min(widest, Math.max(narrowest, Math.round(width) || narrowest));

/** `end.-budget`: by the end, and what ends together by the budget, the largest first. */
export const writeSorts = (sorts: readonly Sort[]): string =>
  sorts.map(({ column, down }) => (down ? `-${column}` : column)).join('.');

export function readSorts(text: string, known: (id: string) => boolean): Sort[] {
  const sorts = new Map<string, Sort>();
  for (const part of text.split('.')) {
    const down = part.startsWith('-');
    const column = down ? part.slice(1) : part;
    if (known(column) && !sorts.has(column)) sorts.set(column, { column, ...(down && { down }) });
  }
  return [...sorts.values()];
}

/**
 * Sorts by a column: up, then down, then no more. Beside the columns that it is sorted by already with `more`, else by
 * this one alone.
 */
export function sortedBy(sorts: readonly Sort[], column: string, more = false): Sort[] {
  const now = sorts.find((sort) => sort.column === column);
  const next: Sort[] = !now ? [{ column }] : now.down ? [] : [{ column, down: true }];
  if (!more) return next;
  if (!now) return [...sorts, ...next];
  return sorts.flatMap((sort) => (sort === now ? next : [sort]));
}

/** Moves a column to the place of another one; the first column stays the first. */
export function moved(columns: readonly Shown[], id: string, to: number): Shown[] {
  const from = columns.findIndex((column) => column.id === id);
  if (from < 1) return [...columns];
  const others = columns.toSpliced(from, 1);
  return others.toSpliced(Math.min(others.length, Math.max(1, to)), 0, columns[from]!);
}
