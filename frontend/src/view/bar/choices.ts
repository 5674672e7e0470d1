import { kinds, peopleIn, roles, type Filter, type Kind } from '../board/filter.svelte.ts';
import { fullStageName, laneName, personName } from '../board/names.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { PairKind } from '../../board/types.ts';
import { t } from '../words.svelte.ts';

/** One thing that cards can be chosen by. */
export interface Choice {
  readonly value: string;
  readonly name: string;
}

export const kindName = (kind: Kind) => t.filter[kind]();

/** What can be chosen of a kind on this board, in the order people expect. */
export function choices(store: Store, kind: Kind): Choice[] {
  switch (kind) {
    case 'lane':
      return store.lanes.map(({ key }) => ({ value: key, name: laneName(key) }));
    case 'stage':
      return store.lanes.flatMap(({ key, stages }) =>
        stages.map(({ id, record }) => ({ value: `${key}/${id}`, name: fullStageName(key, record) })),
      );
    case 'risk':
      return (['high', 'medium', 'low'] as const).map((level) => ({ value: level, name: t.risk[level]() }));
    case 'date':
      return (['overdue', 'this', 'next'] as const).map((when) => ({
        value: when,
        name: t.filter[`date_${when}`](),
      }));
    case 'role':
      return roles.map((role) => ({ value: role, name: t.filter[`role_${role}`]() }));
    case 'pair':
      return pairs(store);
    case 'label':
      return named(store.labels);
    case 'unit':
      return named(store.units);
    case 'cluster':
      return named(store.clusters);
    case 'person':
      return people(store);
  }
}

/** One thing that the filter asks for, and the way to leave it out. */
export interface Chip {
  readonly name: string;
  readonly remove: () => void;
}

/** All that a filter asks for. */
export const chipsOf = (store: Store, filter: Filter): Chip[] => [
  ...(filter.text ? [{ name: t.filter.text({ text: filter.text }), remove: () => (filter.text = '') }] : []),
  ...(filter.waiting ? [{ name: t.filter.waiting(), remove: () => (filter.waiting = false) }] : []),
  ...kinds.flatMap((kind) => filter.values(kind).map((value) => chip(store, filter, kind, value))),
];

function chip(store: Store, filter: Filter, kind: Kind, value: string): Chip {
  const name = choices(store, kind).find((choice) => choice.value === value)?.name ?? value;
  return {
    name: t.filter.chip({ kind: kindName(kind), value: name }),
    remove: () => filter.toggle(kind, value),
  };
}

const named = (entries: readonly { id: string; name: string; removed?: boolean }[]) =>
  entries.filter((entry) => !entry.removed).map(({ id, name }) => ({ value: id, name }));

/** Those who have a part in a card. */
function people(store: Store): Choice[] {
  void store.version;
  const ids = new Set<string>();
  for (const { record, archived } of store.cards())
    if (!archived) for (const role of roles) for (const id of peopleIn(record, role)) ids.add(id);
  return [...ids]
    .map((value) => ({ value, name: personName(store, value) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The ways in which cards of the board are paired, and any of them. */
function pairs(store: Store): Choice[] {
  void store.version;
  const found = new Set<PairKind>();
  for (const { record, archived } of store.cards())
    if (!archived) for (const { kind } of record.pairs ?? []) found.add(kind);
  if (!found.size) return [];
  return [
    { value: 'any', name: t.filter.pairAny() },
    ...[...found].sort().map((kind) => ({ value: kind, name: t.pair[kind]() })),
  ];
}
