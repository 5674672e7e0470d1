/* eslint svelte/prefer-svelte-reactivity: off -- the sets and maps here are replaced, never altered */
import { SvelteURLSearchParams } from 'svelte/reactivity';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, CardID } from '../../board/types.ts';
import { quarter, today } from '../dates.ts';
import { haystack, wordsOf } from './search.ts';
import { isOverdue } from './telling.ts';

/**
 * What a card can be chosen by, beside its text. A card matches a kind when it has any of the values chosen. `role`
 * narrows `person`, and `date` means the card's start or end.
 */
export const kinds = [
  ...(['person', 'role', 'label', 'lane', 'stage', 'date'] as const),
  ...(['risk', 'unit', 'cluster', 'pair'] as const),
] as const;

export type Kind = (typeof kinds)[number];

/** The ways in which somebody has a part in a card. */
export const roles = ['owner', 'sponsor', 'champion', 'follower'] as const;

export type Role = (typeof roles)[number];

/** By what a board can be laid out in rows. */
export const groupings = ['anchor', 'unit', 'cluster', 'owner'] as const;

export type Grouping = (typeof groupings)[number];

export const isGrouping = (name: string | null): name is Grouping => groupings.includes(name as Grouping);

/** Which cards are shown, and in which rows. Kept in the address, so that a view can be linked to. */
export class Filter {
  readonly #store: Store;
  readonly #params: SvelteURLSearchParams;
  /** Cards that are shown although they do not match, until another choice is made. */
  #admitted: ReadonlySet<CardID> = $state.raw(new Set());
  /** The words that are searched for, as they are compared. */
  readonly words = $derived.by(() => wordsOf(this.text));
  readonly #chosen = $derived.by(() =>
    kinds
      .filter((kind) => kind !== 'role')
      .map((kind) => [kind, new Set(this.values(kind))] as const)
      .filter(([, values]) => values.size),
  );
  /** Whether anything is hidden by it. */
  readonly active = $derived.by(() => this.words.length > 0 || this.#chosen.length > 0 || this.waiting);
  /** How many choices are made, the text not among them. */
  readonly choices = $derived.by(() =>
    this.#chosen.reduce(
      (sum, [, values]) => sum + values.size,
      (this.waiting ? 1 : 0) + this.values('role').length,
    ),
  );
  /** The kinds of the pairs that each card is an end of. Computed only for a filter that asks. */
  readonly #paired = $derived.by(() => {
    void this.#store.version;
    return pairings(this.#store);
  });
  /** What is known about the cards; forgotten when anything else than a card changes. */
  readonly #known = $derived.by(() => {
    const { people, labels, units, clusters, lanes } = this.#store;
    void [people, labels, units, clusters, lanes, this.words, this.#chosen, this.waiting, this.#admitted];
    void [this.values('role'), this.has('pair', '') || this.values('pair').length ? this.#paired : undefined];
    return new WeakMap<Card, boolean>();
  });

  constructor(store: Store, search: string) {
    this.#store = store;
    this.#params = new SvelteURLSearchParams(search);
  }

  get text(): string {
    return this.#params.get('q') ?? '';
  }

  set text(text: string) {
    this.#admitted = new Set();
    if (text) this.#params.set('q', text);
    else this.#params.delete('q');
  }

  /** Only cards that wait for somebody. */
  get waiting(): boolean {
    return this.#params.has('waiting');
  }

  set waiting(on: boolean) {
    this.#admitted = new Set();
    if (on) this.#params.set('waiting', '1');
    else this.#params.delete('waiting');
  }

  /** What the rows of the board stand for; undefined without rows. */
  get group(): Grouping | undefined {
    const name = this.#params.get('group');
    return isGrouping(name) ? name : undefined;
  }

  set group(by: Grouping | undefined) {
    if (by) this.#params.set('group', by);
    else this.#params.delete('group');
  }

  /** How a view of the board is set, such as its zoom: kept beside the filter, so that a link shows the same. */
  setting(name: string): string | undefined {
    return this.#params.get(name) ?? undefined;
  }

  /** Sets a view; undefined is what it does by itself, and takes no room in the address. */
  set(name: string, value: string | undefined): void {
    if (value === undefined) this.#params.delete(name);
    else this.#params.set(name, value);
  }

  values(kind: Kind): string[] {
    return this.#params.getAll(kind);
  }

  has(kind: Kind, value: string): boolean {
    return this.#params.has(kind, value);
  }

  toggle(kind: Kind, value: string): void {
    this.#admitted = new Set();
    if (this.has(kind, value)) this.#params.delete(kind, value);
    else this.#params.append(kind, value);
    if (!this.#params.has('person')) this.#params.delete('role');
  }

  clear(): void {
    this.#admitted = new Set();
    for (const name of ['q', 'waiting', ...kinds]) this.#params.delete(name);
  }

  /** Makes the choices of another filter, as `search` gave them. */
  open(search: string): void {
    this.clear();
    const chosen = new URLSearchParams(search);
    if (chosen.has('group')) this.#params.delete('group');
    for (const [name, value] of chosen) this.#params.append(name, value);
  }

  /** Becomes all that `search` says, how the views are set included. */
  become(search: string): void {
    this.#admitted = new Set();
    for (const name of [...this.#params.keys()]) this.#params.delete(name);
    for (const [name, value] of new URLSearchParams(search)) this.#params.append(name, value);
  }

  /** Shows cards although they do not match, until another choice is made. */
  admit(cards: Iterable<CardID>): void {
    this.#admitted = new Set([...this.#admitted, ...cards]);
  }

  /** The address's search part, with its question mark; empty when everything is shown. */
  get search(): string {
    const text = this.#params.toString();
    return text && `?${text}`;
  }

  matches(card: Card): boolean {
    const known = this.#known;
    let matches = known.get(card);
    if (matches === undefined)
      known.set(card, (matches = this.#admitted.has(card.id) || (this.#suits(card) && this.#says(card))));
    return matches;
  }

  #suits(card: Card): boolean {
    if (this.waiting && !card.waiting_for) return false;
    return this.#chosen.every(([kind, values]) =>
      this.#traits(kind, card).some((value) => values.has(value)),
    );
  }

  #says(card: Card): boolean {
    if (!this.words.length) return true;
    const text = haystack(this.#store, card);
    return this.words.every((word) => text.includes(word));
  }

  #traits(kind: Exclude<Kind, 'role'>, card: Card): readonly string[] {
    switch (kind) {
      case 'label':
        return card.labels ?? [];
      case 'person': {
        const wanted = this.values('role');
        return roles
          .filter((role) => !wanted.length || wanted.includes(role))
          .flatMap((role) => peopleIn(card, role));
      }
      case 'stage':
        return [`${card.lane}/${card.stage}`];
      case 'date':
        return dates(card);
      case 'risk':
        return card.risk?.level ? [card.risk.level] : [];
      case 'pair': {
        const pairs = this.#paired.get(card.id) ?? [];
        return pairs.length ? ['any', ...pairs] : [];
      }
      case 'unit':
      case 'cluster':
      case 'lane':
        return card[kind] ? [card[kind]] : [];
    }
  }
}

/** Those who have a part of a kind in a card. */
export const peopleIn = (card: Card, role: Role): readonly string[] =>
  role === 'follower' ? (card.followers ?? []) : card[role] ? [card[role]] : [];

/** Whether a card is late, or begins or ends in this quarter or the next. */
function dates(card: Card): string[] {
  const now = quarter(today());
  const ahead = [card.start, card.end]
    .filter((day) => day !== undefined)
    .map((day) => quarter(day))
    .map(({ year, quarter }) => (year - now.year) * 4 + quarter - now.quarter);
  return [
    ...(isOverdue(card) ? ['overdue'] : []),
    ...(ahead.includes(0) ? ['this'] : []),
    ...(ahead.includes(1) ? ['next'] : []),
  ];
}

function pairings(store: Store): ReadonlyMap<CardID, readonly string[]> {
  const ends = new Map<CardID, string[]>();
  for (const { id, record, archived } of store.cards())
    for (const { kind, card } of archived ? [] : (record.pairs ?? []))
      for (const end of [id, card]) ends.set(end, [...(ends.get(end) ?? []), kind]);
  return ends;
}
