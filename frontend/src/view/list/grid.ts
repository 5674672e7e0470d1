/** Where the keys of a grid lead, after WAI-ARIA's pattern. */

/** A cell by its place: row 0 is the head, then come the rows, and last the sums. */
export interface At {
  readonly row: number;
  readonly column: number;
}

export interface Size {
  /** With the head and the sums. */
  readonly rows: number;
  readonly columns: number;
  /** How many rows are seen at a time. */
  readonly page: number;
}

/** A key with what is held beside it. */
export interface Stroke {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly ctrl: boolean;
}

/** The cell that a key leads to from another one; undefined for keys that lead nowhere. */
export function leadsTo({ key, ctrl }: Stroke, { row, column }: At, size: Size): At | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  // From the first row to the last one of cards: the head and the sums are a step further.
  const first = Math.min(1, last.row);
  const lowest = Math.max(first, last.row - 1);
  const keys: Readonly<Record<string, At>> = {
    ArrowUp: { row: ctrl ? first : row - 1, column },
    ArrowDown: { row: ctrl ? lowest : row + 1, column },
    ArrowLeft: { row, column: ctrl ? 0 : column - 1 },
    ArrowRight: { row, column: ctrl ? last.column : column + 1 },
    Home: ctrl ? { row: first, column: 0 } : { row, column: 0 },
    End: ctrl ? { row: lowest, column: last.column } : { row, column: last.column },
    PageUp: { row: Math.max(first, row - size.page), column },
    PageDown: { row: Math.min(lowest, row + size.page), column },
  };
  const to = keys[key];
  return to && { row: clamp(to.row, last.row), column: clamp(to.column, last.column) };
}

const clamp = (n: number, most: number) => Math.min(most, Math.max(0, n));

/** The rows that are drawn: those in view and some beyond, from `first` on and before `end`. */
export function windowOf(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): { first: number; end: number } {
  const beyond = 6;
  // In steps, so that most of scrolling changes nothing.
  const step = 4;
  const first = Math.floor(Math.max(0, top / rowHeight - beyond) / step) * step;
  const end = Math.ceil(((top + height) / rowHeight + beyond) / step) * step;
  return { first: Math.min(first, Math.max(0, count)), end: Math.min(end, count) };
}
