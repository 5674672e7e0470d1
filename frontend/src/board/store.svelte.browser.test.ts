import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Store } from './store.svelte.ts';
import type { BoardEvent, Card, WireBoard } from './types.ts';

const at = '2026-11-21T10:00:00.000Z';

const stages = [
  { id: 'need', key: 'need', name: 'Need' },
  { id: 'tender', key: 'tender', name: 'Tender' },
];

const card = (id: string, rank: string): Card => ({
  id,
  lane: 'marathon',
  stage: 'need',
  rank,
  title: id,
  since: at,
  created_at: at,
  created_by: 'ann',
  changed_at: at,
  changed_by: 'ann',
});

const board: WireBoard = {
  id: 'b',
  name: 'B',
  epoch: 'e',
  seq: 1,
  lanes: [
    { key: 'marathon', stages },
    { key: 'sprint', stages },
  ],
  cards: [card('a', 'a0'), card('b', 'a1')],
};

/** Runs the readers as effects, makes a change, and tells which of them ran again. */
function ranAgain(store: Store, readers: Record<string, () => unknown>, change: () => void): string[] {
  const runs: string[] = [];
  const stop = $effect.root(() => {
    for (const [name, read] of Object.entries(readers))
      $effect(() => {
        read();
        runs.push(name);
      });
  });
  flushSync();
  runs.length = 0;
  change();
  store.settle();
  flushSync();
  stop();
  return runs;
}

function opened() {
  const store = new Store({ frame: () => {} });
  store.open(board);
  const readers = {
    'card a': () => store.card('a')!.record.title,
    'card b': () => store.card('b')!.record.title,
    need: () => store.stage('marathon', 'need')!.cards,
    tender: () => store.stage('marathon', 'tender')!.cards,
    'other need': () => store.stage('sprint', 'need')!.cards,
    lanes: () => store.lanes,
    all: () => store.version,
  };
  return { store, readers };
}

test('a changed card concerns those who read that card', () => {
  const { store, readers } = opened();
  expect(ranAgain(store, readers, () => store.change('a', { title: 'A' }))).toEqual(['card a', 'all']);
});

test('a moved card concerns two stages', () => {
  const { store, readers } = opened();
  const event: BoardEvent = {
    seq: 2,
    at,
    by: 'bob',
    id: 'k1',
    kind: 'card.moved',
    card: 'b',
    lane: 'marathon',
    stage: 'tender',
    rank: 'a0',
    since: at,
  };
  const ran = ranAgain(store, readers, () => store.receive(event));
  expect(ran).toEqual(['card b', 'need', 'tender', 'all']);
});

test('a confirmed change that was shown already concerns nobody who shows it', () => {
  const { store, readers } = opened();
  store.me = 'bob';
  const sent = store.change('a', { title: 'A' })!;
  const request = store.unsettled.get(sent.id)!;
  const event: BoardEvent = {
    seq: 2,
    at: request.at,
    by: 'bob',
    id: sent.id,
    kind: 'card.changed',
    card: 'a',
    set: { title: 'A' },
  };
  expect(ranAgain(store, readers, () => store.receive(event))).toEqual(['all']);
  expect(store.line).toEqual({ state: 'reconnecting', waiting: 0 });
});
