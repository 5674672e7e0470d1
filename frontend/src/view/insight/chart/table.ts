import type { CardID } from '../../../board/types.ts';

/** The data of a chart as a table. */
export interface Table {
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly name: string;
  readonly number?: boolean;
}

/** A text, also of a number; one with a card leads to it. */
export type Cell = string | { readonly text: string; readonly card: CardID };
