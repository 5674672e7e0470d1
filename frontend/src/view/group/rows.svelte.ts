import { SvelteSet } from 'svelte/reactivity';
import type { StageState } from '../../board/state.svelte.ts';
import type { Card, CardID, LaneKey } from '../../board/types.ts';
import type { Beside, Desk } from '../board/desk.svelte.ts';
import type { Grouping } from '../board/filter.svelte.ts';
import { personName } from '../board/names.ts';
import { recall, remember } from '../memory.ts';
import { t } from '../words.svelte.ts';
import { cellsOf, into, rowOf, rowsOf, type Row } from './grouping.ts';
import RowsOfLane from './RowsOfLane.svelte';

/** A board laid out in rows: which there are, what lies in them, and which one person has folded. */
export class Rows {
  readonly by: Grouping;
  /** What draws a lane in rows. */
  readonly Lane = RowsOfLane;
  readonly #desk: Desk;
  readonly #folded = new SvelteSet<string>();

  /** From top to bottom, the last for cards without a value. */
  readonly list: readonly Row[] = $derived.by(() => {
    const { store } = this.#desk;
    void store.version;
    return rowsOf(this.by, onBoard(store.cards()), {
      units: store.units,
      clusters: store.clusters,
      nameOf: (person) => personName(store, person),
    });
  });

  constructor(desk: Desk, by: Grouping) {
    this.#desk = desk;
    this.by = by;
    for (const place of recall('folded-rows')?.split(' ') ?? []) if (place) this.#folded.add(place);
  }

  /** The key of the row that a card is drawn in. */
  rowOf(card: CardID): string {
    const { carry, store } = this.#desk;
    if (carry?.row !== undefined && carry.cards.includes(card)) return carry.row;
    const record = store.card(card)?.record;
    return record ? rowOf(this.by, record) : '';
  }

  /** What a row is called. */
  nameOf({ key, name }: Row): string {
    return key ? name : t.group.without[this.by]();
  }

  /** What lying in a row means, in a sentence. */
  saying(key: string): string {
    const row = this.list.find((row) => row.key === key);
    if (!row?.key) return t.group.without[this.by]();
    return t.group.into[this.by]({ name: row.name });
  }

  /** What putting cards into a row sets beside the move; undefined when they are in it. */
  into(cards: readonly CardID[], key: string): Beside | undefined {
    const { store } = this.#desk;
    const row = this.list.find((row) => row.key === key);
    const records = cards.flatMap((card) => store.card(card)?.record ?? []);
    const commands = row ? into(this.by, records, row) : [];
    return commands.length ? { commands, text: this.saying(key) } : undefined;
  }

  /** What is seen of a stage in a row. */
  cell(stage: StageState, row: string): readonly CardID[] {
    return this.#desk.listed(stage).filter((id) => this.rowOf(id) === row);
  }

  /** What is seen of a stage, by row. */
  cells(stage: StageState): ReadonlyMap<string, readonly CardID[]> {
    return cellsOf(this.#desk.listed(stage), (id) => this.rowOf(id));
  }

  /** Cards of a lane as they are drawn: row by row, without what is folded. */
  sorted(lane: LaneKey, ids: readonly CardID[]): readonly CardID[] {
    const cells = cellsOf(ids, (id) => this.rowOf(id));
    return this.open(lane).flatMap((row) => cells.get(row) ?? []);
  }

  /** The keys of the rows of a lane that are not folded. */
  open(lane: LaneKey): readonly string[] {
    return this.list.filter(({ key }) => !this.isFolded(lane, key)).map(({ key }) => key);
  }

  isFolded(lane: LaneKey, row: string): boolean {
    return this.#folded.has(this.#place(lane, row));
  }

  fold(lane: LaneKey, row: string, folded: boolean): void {
    if (folded) this.#folded.add(this.#place(lane, row));
    else this.#folded.delete(this.#place(lane, row));
    remember('folded-rows', [...this.#folded].join(' ') || null);
  }

  /** Makes sure that the row of a card is not folded. */
  reveal(lane: LaneKey, card: CardID): void {
    this.fold(lane, this.rowOf(card), false);
  }

  #place(lane: LaneKey, row: string): string {
    return `${lane}/${this.by}/${encodeURIComponent(row)}`;
  }
}

function* onBoard(cards: ReturnType<Desk['store']['cards']>): Iterable<Card> {
  for (const { record, archived } of cards) if (!archived) yield record;
}
