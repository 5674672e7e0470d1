import type { Card, CardID, Command, LaneKey, Unit } from '../../board/types.ts';
import type { Grouping } from '../board/filter.svelte.ts';

/** Which row of a board a card belongs to, by what the rows stand for. */

/** A row across the stages of both lanes. */
export interface Row {
  /** Empty for the last row, of the cards without a value. */
  readonly key: string;
  /** Empty for the last row. */
  readonly name: string;
  /** How many of its cards lie in each lane. */
  readonly count: Readonly<Record<LaneKey, number>>;
}

/** What names the values of a board. */
export interface Registers {
  readonly units: readonly Unit[];
  readonly clusters: readonly Unit[];
  readonly nameOf: (person: string) => string;
}

/** Anchors are texts that many people write: case and spaces do not tell them apart. */
const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLocaleLowerCase();

/** The key of the row that a card belongs to; empty for the last one. */
export function rowOf(by: Grouping, { anchor, ...card }: Card): string {
  return by === 'anchor' ? plain(anchor?.for_whom ?? '') : (card[by] ?? '');
}

/**
 * The rows of a board: those of a register in its order, people and anchors by name, and last the one of the cards
 * without a value. What has been removed from a register keeps its row while cards have it.
 */
export function rowsOf(by: Grouping, cards: Iterable<Card>, registers: Registers): readonly Row[] {
  const found = new Map<string, { name: string; count: Record<LaneKey, number> }>();
  const named = by === 'unit' ? registers.units : by === 'cluster' ? registers.clusters : undefined;
  for (const { id, name, removed } of named ?? [])
    if (!removed) found.set(id, { name, count: { marathon: 0, sprint: 0 } });
  for (const card of cards) {
    const key = rowOf(by, card);
    let row = found.get(key);
    if (!row)
      found.set(key, (row = { name: nameIn(by, card, registers), count: { marathon: 0, sprint: 0 } }));
    row.count[card.lane]++;
  }
  const rest = found.get('')?.count ?? { marathon: 0, sprint: 0 };
  found.delete('');
  const rows = [...found].map(([key, row]): Row => ({ key, ...row }));
  if (!named) rows.sort((a, b) => a.name.localeCompare(b.name));
  return [...rows, { key: '', name: '', count: rest }];
}

function nameIn(by: Grouping, card: Card, { units, clusters, nameOf }: Registers): string {
  const of = (list: readonly Unit[], id?: string) => list.find((entry) => entry.id === id)?.name ?? id ?? '';
  switch (by) {
    case 'anchor':
      return card.anchor?.for_whom?.trim().replace(/\s+/g, ' ') ?? '';
    case 'unit':
      return of(units, card.unit);
    case 'cluster':
      return of(clusters, card.cluster);
    case 'owner':
      return nameOf(card.owner ?? '');
  }
}

/** What makes cards belong to a row: nothing for those that do. */
export function into(by: Grouping, cards: readonly Card[], row: Pick<Row, 'key' | 'name'>): Command[] {
  return cards
    .filter((card) => rowOf(by, card) !== row.key)
    .map((card): Command => {
      if (by !== 'anchor') return { cmd: 'card.change', card: card.id, set: { [by]: row.key } };
      const was = card.anchor ?? {};
      return {
        cmd: 'card.change',
        card: card.id,
        set: { anchor: { ...was, for_whom: row.name } },
        was: { anchor: was },
      };
    });
}

/** The ids of a stage by row, each in its order. */
export function cellsOf(
  ids: readonly CardID[],
  rowOf: (card: CardID) => string,
): ReadonlyMap<string, readonly CardID[]> {
  const cells = new Map<string, CardID[]>();
  for (const id of ids) {
    const key = rowOf(id);
    const cell = cells.get(key);
    if (cell) cell.push(id);
    else cells.set(key, [id]);
  }
  return cells;
}
