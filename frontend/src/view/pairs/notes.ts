import { balance } from '../../board/pace/balance.ts';
import { contradictions, type Contradiction } from '../../board/pace/pairs.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { CardID, PersonID } from '../../board/types.ts';
import type { Notes } from '../board/desk.svelte.ts';
import { personName } from '../board/names.ts';
import { t } from '../words.svelte.ts';

/** What the faces of the cards say that only shows when all cards are looked at. */
export function notesOn(store: Store): Notes {
  const pairs = [...store.cards()].some(({ record }) => record.pairs?.length);
  const limited = store.settings.owner_limit > 0;
  const board = pairs || limited ? store.portfolio() : undefined;
  return {
    conflicts: board && pairs ? conflictsIn(store, contradictions(board)) : new Map(),
    busy: board && limited ? busyIn(store, balance(board).owners) : new Map(),
  };
}

/** Both ends of a contradiction are marked. */
function conflictsIn(store: Store, found: readonly Contradiction[]): ReadonlyMap<CardID, string> {
  const others = new Map<CardID, Set<CardID>>();
  const note = (card: CardID, other: CardID) => others.set(card, (others.get(card) ?? new Set()).add(other));
  for (const { card, other } of found) {
    note(card, other);
    note(other, card);
  }
  const text = ([first, ...more]: readonly CardID[]) =>
    more.length
      ? t.pairs.flagMany({ count: more.length + 1 })
      : t.pairs.flag({ title: store.card(first!)?.record.title ?? '' });
  return new Map([...others].map(([card, ends]) => [card, text([...ends])]));
}

function busyIn(store: Store, owners: ReturnType<typeof balance>['owners']): ReadonlyMap<PersonID, string> {
  const over = owners.filter(({ count }) => count.over);
  return new Map(
    over.map(({ owner, count: { cards, limit } }) => [
      owner,
      t.balance.owner({ name: personName(store, owner), cards, limit }),
    ]),
  );
}

/** Whether two notes say the same. */
export function alike(a: Notes | undefined, b: Notes): boolean {
  return !!a && equal(a.conflicts, b.conflicts) && equal(a.busy, b.busy);
}

const equal = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);
