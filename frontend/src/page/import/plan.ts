import type { LaneKey, StageID } from '../../board/types.ts';
import { ask, type Unreadable } from '../http.ts';

/** What a file becomes, as the server reads it. */
export interface Plan {
  readonly format: 'takt' | 'trello' | 'github' | 'ocds' | 'csv' | 'jira' | '';
  readonly name: string;
  readonly cards: number;
  readonly archived: number;
  readonly comments: number;
  readonly items: number;
  readonly links: number;
  readonly reading?: Reading;
  readonly columns?: readonly Column[];
  readonly lists: readonly List[] | null;
  readonly people: readonly Named[] | null;
  readonly notes: readonly Note[] | null;
  readonly samples: readonly Sample[] | null;
  readonly problem?: Unreadable;
  readonly targets: readonly Target[] | null;
}

/** How a table was read. Each can be chosen instead, under the same name. */
export interface Reading {
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: number;
  readonly dates?: string;
  readonly decimal?: string;
  readonly currency?: string;
  readonly amount_unit?: number;
  /** What the file leaves open. */
  readonly unsure?: readonly string[];
  readonly rows: number;
}

export interface Column {
  readonly id: string;
  readonly name: string;
  readonly field: string;
  readonly guessed?: boolean;
  readonly filled: number;
  readonly samples: readonly string[] | null;
}

/** Where the cards of a list go. */
export interface Goal {
  readonly lane?: LaneKey;
  readonly stage?: StageID;
  readonly new_stage?: string;
  readonly mark?: Mark;
  readonly skip?: boolean;
}

export type Mark = 'none' | 'label' | 'unit' | 'cluster';

export interface List extends Goal {
  readonly id: string;
  readonly name: string;
  readonly cards: number;
  readonly archived?: number;
  readonly sure: boolean;
}

export interface Target {
  readonly lane: LaneKey;
  readonly stage: StageID;
  readonly name: string;
  /** Of a standard stage that has its standard name. */
  readonly key?: string;
}

export interface Named {
  readonly key: string;
  readonly name: string;
  readonly cards: number;
  readonly comments: number;
  readonly person?: string;
}

export interface Note {
  readonly kind: 'assumed' | 'moved' | 'dropped';
  readonly code: string;
  readonly text: string;
  readonly count: number;
  readonly samples?: readonly string[];
}

export interface Sample {
  readonly place: string;
  readonly lane: LaneKey;
  readonly stage: StageID;
  readonly title: string;
  /** What its fields hold, as people would write it. */
  readonly fields: readonly { readonly field: string; readonly text: string }[];
}

/** What the person chose instead of what the server recognised. */
export interface Options {
  readonly name?: string;
  readonly lists?: Readonly<Record<string, Goal>>;
  readonly columns?: Readonly<Record<string, string>>;
  readonly people?: Readonly<Record<string, string>>;
  readonly archived?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly header?: number;
  readonly dates?: string;
  readonly decimal?: string;
  readonly currency?: string;
  readonly amount_unit?: number;
}

/** What decides which lists a table has: how it is read, and the columns with these fields. */
const reading: readonly (keyof Options)[] = ['encoding', 'delimiter', 'header', 'dates'];
const listing: ReadonlySet<string> = new Set(['list', 'lane', 'start', 'end', 'created']);

/** Whether other columns may be told apart from now on: what was chosen for those of before means nothing then. */
const dividesAnew = (more: Options) => 'delimiter' in more || 'header' in more || 'encoding' in more;

/** Whether a column begins or ceases to decide where cards go. */
function listsAnew(before: Options, more: Options, columns: readonly Column[]): boolean {
  return Object.entries(more.columns ?? {}).some(([id, field]) => {
    const was = before.columns?.[id] ?? columns.find((column) => column.id === id)?.field;
    return was !== field && (listing.has(field) || listing.has(was ?? ''));
  });
}

/** The choices after one more: those for lists and columns that may not be there any more are let go. */
export function choose(before: Options, more: Options, columns: readonly Column[] = []): Options {
  const { lists, columns: chosen, ...rest } = { ...before, ...more };
  const keepsLists = !reading.some((name) => name in more) && !listsAnew(before, more, columns);
  const keepsColumns = !dividesAnew(more);
  return {
    ...rest,
    ...(lists && keepsLists && { lists }),
    ...(chosen && keepsColumns && { columns: chosen }),
  };
}

function form(file: File, options: Options): FormData {
  const data = new FormData();
  data.append('file', file);
  data.append('options', JSON.stringify(options));
  return data;
}

const into = (board: string) => (board ? `?board=${encodeURIComponent(board)}` : '');

/** Shows what a file would become: a new board, or cards of the named one. */
export const preview = (file: File, options: Options, board: string) =>
  ask<Plan>('POST', `/api/imports/preview${into(board)}`, form(file, options));

/** Imports a file, all of it or nothing; gives the board. The key makes asking again harmless. */
export const carryOut = (file: File, options: Options, board: string, key: string) =>
  ask<{ id: string }>('POST', `/api/imports${into(board)}`, form(file, options), { 'Idempotency-Key': key });
