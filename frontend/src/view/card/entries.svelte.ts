import { tick } from 'svelte';
import type { EntryLists, Wanted } from '../../board/types.ts';
import type { CardWork } from './context.ts';

/**
 * One entry of a card's list in the hands of somebody who adds or changes it. What others do to the list meanwhile
 * stays; who changes the very same entry is told of the conflict.
 */
export class EntryDraft<L extends keyof EntryLists> {
  readonly #work: CardWork;
  readonly #list: L;
  /** The entry as it has been written so far, while it is being written. */
  now: EntryLists[L] | undefined = $state.raw();
  /** The entry as it was when the person began; none for a new one. */
  was: EntryLists[L] | undefined = $state.raw();
  /** Around the list, for where the focus goes. */
  frame: HTMLElement | undefined = $state();

  constructor(work: CardWork, list: L) {
    this.#work = work;
    this.#list = list;
  }

  /** Begins a new entry. */
  add(entry: EntryLists[L]): void {
    this.was = undefined;
    this.now = entry;
  }

  /** Begins to change an entry. */
  edit(entry: EntryLists[L]): void {
    this.was = this.now = entry;
  }

  isEdited({ id }: EntryLists[L]): boolean {
    return this.was?.id === id;
  }

  write(part: Partial<EntryLists[L]>): void {
    if (this.now) this.now = { ...this.now, ...part };
  }

  save(): void {
    const { now, was } = this;
    if (now) this.#work.setEntry(this.#list, tidied(now) as unknown as Wanted<EntryLists[L]>, was);
    void this.end();
  }

  remove(name: string): void {
    if (this.was) this.#work.removeEntry(this.#list, this.was.id, name);
    void this.end();
  }

  /** Leaves the entry; the focus goes back to where it was begun. */
  async end(): Promise<void> {
    const at = this.was?.id ?? 'new';
    this.now = this.was = undefined;
    await tick();
    const began = this.frame?.querySelector<HTMLElement>(`[data-begins="${at}"]`);
    (began ?? this.frame?.querySelector<HTMLElement>('[data-begins="new"]'))?.focus();
  }
}

/** An entry without what is empty, and its texts without blanks around them. */
export function tidied<E extends object>(entry: E): E {
  const parts = Object.entries(entry).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ]);
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined && value !== '')) as E;
}
