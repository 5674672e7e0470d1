/** A table as the server makes a file for spreadsheets of it. */
export interface Sheet {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly kind: 'text' | 'number' | 'date' }[];
  readonly rows: readonly SheetRow[];
}

/** A cell for each column: a text, a number, or a day as `YYYY-MM-DD`. */
export interface SheetRow {
  readonly cells: readonly (string | number | null)[];
  /** How deep in groups the row lies. */
  readonly level?: number;
  /** The head of a group, with its sums. */
  readonly group?: boolean;
}

export type SheetFormat = 'xlsx' | 'csv';
