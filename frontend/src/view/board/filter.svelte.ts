import { SvelteURLSearchParams } from 'svelte/reactivity';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, LaneKey } from '../../board/types.ts';

/** What a card can be chosen by, beside its text. A card matches a kind when it has any of the values chosen. */
export const kinds = ['label', 'person', 'unit', 'cluster', 'lane', 'risk'] as const;

export type Kind = (typeof kinds)[number];

/** Which cards are shown. Kept in the address, so that a view can be linked to. */
export class Filter {
  readonly #store: Store;
  readonly #params: SvelteURLSearchParams;
  readonly #words = $derived.by(() => folded(this.text).split(/\s+/).filter(Boolean));
  readonly #chosen = $derived.by(() =>
    kinds.map((kind) => [kind, this.values(kind)] as const).filter(([, v]) => v.length),
  );
  /** Whether anything is hidden by it. */
  readonly active = $derived.by(() => this.#words.length > 0 || this.#chosen.length > 0 || this.waiting);
  /** How many choices are made, the text not among them. */
  readonly choices = $derived.by(() =>
    this.#chosen.reduce((sum, [, values]) => sum + values.length, this.waiting ? 1 : 0),
  );

  constructor(store: Store, search: string) {
    this.#store = store;
    this.#params = new SvelteURLSearchParams(search);
  }

  get text(): string {
    return this.#params.get('q') ?? '';
  }

  set text(text: string) {
    if (text) this.#params.set('q', text);
    else this.#params.delete('q');
  }

  /** Only cards that wait for somebody. */
  get waiting(): boolean {
    return this.#params.has('waiting');
  }

  set waiting(on: boolean) {
    if (on) this.#params.set('waiting', '1');
    else this.#params.delete('waiting');
  }

  values(kind: Kind): string[] {
    return this.#params.getAll(kind);
  }

  has(kind: Kind, value: string): boolean {
    return this.#params.has(kind, value);
  }

  toggle(kind: Kind, value: string): void {
    if (this.has(kind, value)) this.#params.delete(kind, value);
    else this.#params.append(kind, value);
  }

  clear(): void {
    for (const name of ['q', 'waiting', ...kinds]) this.#params.delete(name);
  }

  /** The address's search part, with its question mark; empty when everything is shown. */
  get search(): string {
    const text = this.#params.toString();
    return text && `?${text}`;
  }

  matches(card: Card): boolean {
    if (this.waiting && !card.waiting_for) return false;
    if (
      !this.#chosen.every(([kind, values]) =>
        traits[kind](card).some((value) => value !== undefined && values.includes(value)),
      )
    )
      return false;
    if (!this.#words.length) return true;
    const text = textOf(card) + this.#names(card);
    return this.#words.every((word) => text.includes(word));
  }

  /** Names that the card carries by id only. */
  #names(card: Card): string {
    const { labels, units, clusters } = this.#store;
    const name = (list: readonly { id: string; name: string }[], id: string | undefined) =>
      (id && list.find((entry) => entry.id === id)?.name) || '';
    const people = [card.owner, card.sponsor, card.champion].map((person) =>
      person ? this.#store.nameOf(person) : '',
    );
    const marks = (card.labels ?? []).map((label) => name(labels, label));
    return folded([...people, ...marks, name(units, card.unit), name(clusters, card.cluster)].join('\n'));
  }
}

const traits: Readonly<Record<Kind, (card: Card) => readonly (string | undefined)[]>> = {
  label: (card) => card.labels ?? [],
  person: (card) => [card.owner, card.sponsor, card.champion],
  unit: (card) => [card.unit],
  cluster: (card) => [card.cluster],
  lane: (card): readonly LaneKey[] => [card.lane],
  risk: (card) => [card.risk?.level],
};

const texts = new WeakMap<Card, string>();

function textOf(card: Card): string {
  let text = texts.get(card);
  if (text === undefined)
    texts.set(card, (text = folded(`${card.title}\n${card.description ?? ''}\n${card.case_ref ?? ''}\n`)));
  return text;
}

const folded = (text: string) => text.toLowerCase();
