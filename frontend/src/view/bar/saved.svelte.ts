import type { KeptPage } from '../../board/types.ts';
import { recall, remember } from '../memory.ts';

/** A filter, or a view of a page, that somebody has given a name. */
export interface Saved {
  readonly name: string;
  readonly page?: KeptPage;
  /** The search part of the address that it stands for. */
  readonly search: string;
}

const longest = 60;
const most = 30;

/** The filters, or the views, that a person keeps for a board, in this browser. */
export class SavedFilters {
  readonly #key: string;
  #list: readonly Saved[] = $state.raw([]);

  constructor(board: string, person: string, kind: 'filters' | 'views' = 'filters') {
    this.#key = `${kind}.${board}.${person}`;
    this.#list = read(recall(this.#key));
  }

  /** By name. */
  get list(): readonly Saved[] {
    return this.#list;
  }

  /** Keeps a filter, or a view of a page; one of the same name is replaced. */
  keep(name: string, search: string, page?: KeptPage): void {
    const called = name.trim().slice(0, longest);
    if (!called) return;
    const others = this.#list.filter((saved) => saved.name !== called);
    this.#write([...others, { name: called, search, ...(page && { page }) }].slice(-most));
  }

  forget(name: string): void {
    this.#write(this.#list.filter((saved) => saved.name !== name));
  }

  #write(list: readonly Saved[]): void {
    this.#list = list.toSorted((a, b) => a.name.localeCompare(b.name));
    remember(this.#key, list.length ? JSON.stringify(this.#list) : null);
  }
}

/** What was kept; nothing when it cannot be read. */
function read(text: string | null): Saved[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter(isSaved) : [];
  } catch {
    return [];
  }
}

const isSaved = (saved: Partial<Saved> | null): saved is Saved =>
  typeof saved?.name === 'string' && typeof saved.search === 'string';
