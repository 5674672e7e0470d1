import type { Store } from '../../board/store.svelte.ts';
import type { Card } from '../../board/types.ts';
import { groupings, type Grouping } from '../board/filter.svelte.ts';
import { fullStageName, laneName, personName } from '../board/names.ts';
import { rowOf, rowsOf } from '../group/grouping.ts';
import { t } from '../words.svelte.ts';
import type { Groups } from './shape.ts';

/** By what the list can be grouped: what the board has rows for, and its lanes and stages. */

export const listGroupings = [...groupings, 'lane', 'stage'] as const;

export type ListGrouping = (typeof listGroupings)[number];

export const isListGrouping = (name: string | undefined): name is ListGrouping =>
  listGroupings.includes(name as ListGrouping);

export const isShared = (by: ListGrouping | undefined): by is Grouping => groupings.includes(by as Grouping);

export function groupingName(by: ListGrouping): string {
  return isShared(by) ? t.group.by[by]() : t.list.by[by]();
}

/** The groups of cards, and to which each belongs. */
export function groupsOf(by: ListGrouping, store: Store, cards: Iterable<Card>): Groups {
  if (by === 'lane')
    return {
      all: store.lanes.map(({ key }) => ({ key, name: laneName(key) })),
      of: ({ lane }) => lane,
    };
  if (by === 'stage')
    return {
      all: store.lanes.flatMap(({ key, stages }) =>
        stages.map(({ id, record }) => ({ key: `${key}/${id}`, name: fullStageName(key, record) })),
      ),
      of: ({ lane, stage }) => `${lane}/${stage}`,
    };
  const { units, clusters } = store;
  const rows = rowsOf(by, cards, { units, clusters, nameOf: (person) => personName(store, person) });
  return {
    all: rows.map(({ key, name }) => ({ key, name: name || t.group.without[by]() })),
    of: (card) => rowOf(by, card),
  };
}
