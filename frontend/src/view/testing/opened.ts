import { defaultSettings } from '../../board/records.ts';
import { Store } from '../../board/store.svelte.ts';
import type { BoardEvent, Card, Change, StageID, WireBoard } from '../../board/types.ts';
import type { Request } from '../../board/unsettled.ts';
import { Desk, type Ways } from '../board/desk.svelte.ts';
import { Filter } from '../board/filter.svelte.ts';

/** A board for tests, on a real store whose connection only writes down what it is given. */

export const at = '2026-11-21T10:00:00.000Z';

/** A card of the first marathon stage unless said otherwise; its id is its title too. */
export function card(id: string, rank: string, more: Partial<Card> = {}): Card {
  const made = { since: at, created_at: at, created_by: 'ann', changed_at: at, changed_by: 'ann' };
  return { id, lane: 'marathon', stage: 'need', rank, title: id, ...made, ...more };
}

const stage = (id: StageID, limit?: number) => ({ id, key: id, name: id, ...(limit && { limit }) });

function wire(cards: readonly Card[]): WireBoard {
  return {
    id: 'b',
    name: 'Nordvik',
    epoch: 'e1',
    seq: 10,
    lanes: [
      { key: 'marathon', stages: [stage('need'), stage('concept', 2), stage('tender')] },
      { key: 'sprint', stages: [stage('proposed'), stage('running')] },
    ],
    labels: [{ id: 'law', name: 'Legal requirement', color: 'yellow' }],
    units: [{ id: 'it', name: 'Infrastructure' }],
    clusters: [{ id: 'care', name: 'Care' }],
    settings: { ...defaultSettings, ask_missing: false },
    cards,
  };
}

/** What a test has in hand: others act through `receive`, and `sent` is what the server was asked. */
export interface Opened {
  readonly store: Store;
  readonly desk: Desk;
  readonly sent: readonly Request[];
  readonly visited: readonly string[];
  receive(change: Change, more?: Partial<BoardEvent>): void;
}

export function opened(cards: readonly Card[], { search = '', ways = {} as Partial<Ways> } = {}): Opened {
  const sent: Request[] = [];
  const visited: string[] = [];
  const store = new Store({ frame: (run) => run() });
  store.connect({ send: (request) => sent.push(request), look: () => {} });
  store.me = 'ann';
  store.introduce({ ann: 'Ann Ek', bob: 'Bob Dahl' });
  store.linked({ state: 'live' });
  store.open(wire(cards));
  const desk = new Desk(store, new Filter(store, search), {
    cardHref: (id) => `/b/b/c/${id}`,
    openCard: (id, field) => visited.push(field ? `${id} ${field}` : id),
    openView: (key) => visited.push(`view ${key}`),
    openSettings: () => visited.push('settings'),
    askName: () => visited.push('name'),
    people: () => Promise.resolve([{ id: 'eva', name: 'Eva Lund' }]),
    addPerson: (name) => Promise.resolve({ id: 'new', name }),
    ...ways,
  } as Ways);
  let seq = 10;
  return {
    store,
    desk,
    sent,
    visited,
    receive(change, more) {
      seq++;
      store.receive({
        seq,
        at: new Date().toISOString(),
        by: 'bob',
        id: `bob-${seq}`,
        ...change,
        ...more,
      } as BoardEvent);
    },
  };
}

/** Somebody moves a card. */
export const moved = (id: string, stage: StageID, rank: string): Change => ({
  kind: 'card.moved',
  card: id,
  lane: 'marathon',
  stage,
  rank,
  since: at,
});
