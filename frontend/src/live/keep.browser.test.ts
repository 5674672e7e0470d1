import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { Store } from '../board/store.svelte.ts';
import type { WireBoard } from '../board/types.ts';
import { forgetBoards, Keep } from './keep.ts';

const at = '2026-11-21T10:00:00.000Z';
const board: WireBoard = {
  id: 'b',
  name: 'B',
  epoch: 'e',
  seq: 1,
  lanes: [
    { key: 'marathon', stages: [{ id: 'need', key: 'need', name: 'Need' }] },
    { key: 'sprint', stages: [{ id: 'proposed', key: 'proposed', name: 'Proposed' }] },
  ],
  cards: [],
};

const keeps: Keep[] = [];
let name = 'test-0';
let round = 0;

/** A tab at the board; `tab` names it. */
function tab(title: string, id = 'b', failed = () => {}, tabGone = () => {}): Keep {
  sessionStorage.setItem('takt.tab', title);
  const keep = new Keep(id, { failed, tabGone, database: name });
  keep.belongTo('ann', 'Ann', []);
  keeps.push(keep);
  return keep;
}

const rename = (id: string, text: string) => ({
  id,
  at,
  command: { cmd: 'board.rename', name: text } as const,
});

const refusal = { id: 'k1', code: 'archived', message: 'It is archived.' } as const;

/** What a tab that opens now finds. */
const found = async (keep: Keep, person = 'ann') => (await keep.adopt(person)).waiting.map(({ id }) => id);

afterEach(async () => {
  for (const keep of keeps.splice(0)) keep.close();
  vi.restoreAllMocks();
  await deleteDB(name);
  name = `test-${++round}`;
});

test('requests outlive their tab, in the order they were made', async () => {
  const first = tab('one');
  for (const id of ['k9', 'k1', 'k5']) first.keep(rename(id, id));
  first.forget('k1');
  await first.adopt('ann');
  first.close();
  await expect.poll(() => found(tab('two'))).toEqual(['k9', 'k5']);
});

test('a tab that is loaded again finds its own at once', async () => {
  tab('one').keep(rename('k1', 'A'));
  await expect.poll(() => found(tab('one'))).toEqual(['k1']);
});

test('tabs at work keep theirs, and so do other people and boards', async () => {
  const first = tab('one');
  first.keep(rename('k1', 'A'));
  expect(await found(first)).toEqual(['k1']);
  expect(await found(tab('two'))).toEqual([]);
  expect(await found(tab('one'), 'bob')).toEqual([]);
  expect(await found(tab('one', 'other'))).toEqual([]);
  first.close();
  for (const keep of keeps) keep.close();
  await expect.poll(() => found(tab('two'))).toEqual(['k1']);
});

/** Another tab at the board, which is there while its page lives. */
async function elsewhere(): Promise<{ close: () => void }> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const locks = frame.contentWindow!.navigator.locks;
  await new Promise((held) => {
    void locks.request('takt.b.elsewhere', () => {
      held(undefined);
      return new Promise(() => {});
    });
  });
  return { close: () => frame.remove() };
}

test('what a tab leaves is there for the others as soon as it is gone', async () => {
  const other = await elsewhere();
  const gone = vi.fn();
  const keep = tab('one', 'b', () => {}, gone);
  await keep.adopt('ann');
  expect(gone).not.toHaveBeenCalled();
  other.close();
  await expect.poll(() => gone.mock.calls.length, { timeout: 10_000 }).toBe(1);
});

test('a tab that comes later is watched too, and one that is loaded again is not gone', async () => {
  const gone = vi.fn();
  await tab('one', 'b', () => {}, gone).adopt('ann');
  const first = tab('two');
  await first.adopt('ann');
  first.close();
  const again = tab('two');
  await again.adopt('ann');
  const last = tab('three');
  await last.adopt('ann');
  last.close();
  await expect.poll(() => gone.mock.calls.length, { timeout: 10_000 }).toBe(1);
  again.close();
  await expect.poll(() => gone.mock.calls.length, { timeout: 10_000 }).toBe(2);
});

test('what others have left is told, taken over, or forgotten and remembered again', async () => {
  const first = tab('one');
  const requests = ['k1', 'k2'].map((id) => rename(id, id));
  for (const request of requests) first.keep(request);
  first.refuse({ request: rename('k3', 'k3'), refusal: { ...refusal, id: 'k3' } });
  await first.adopt('ann');
  expect(await first.others()).toEqual([]);
  first.close();
  const second = tab('two');
  second.belongTo('bob', 'Bob', []);
  const left = [{ person: 'ann', name: 'Ann', count: 2 }];
  await expect.poll(() => second.others()).toEqual(left);
  const putBack = await second.discard('ann');
  expect(await second.others()).toEqual([]);
  putBack();
  expect(await second.others()).toEqual(left);
  const { waiting } = await second.adopt('ann');
  second.belongTo('bob', 'Bob', waiting);
  expect(await second.others()).toEqual([]);
  expect(await found(second, 'bob')).toEqual(['k1', 'k2']);
});

test('what waits goes along when a guest says who they are', async () => {
  const keep = tab('one');
  keep.belongTo('guest', '', []);
  const request = rename('k1', 'A');
  keep.keep(request);
  keep.belongTo('ann', 'Ann', [request]);
  expect(await found(keep, 'guest')).toEqual([]);
  expect(await found(keep, 'ann')).toEqual(['k1']);
});

test('a store comes back with what waits, what was refused, and the board', async () => {
  const store = new Store({ frame: () => {} });
  const first = tab('one');
  expect(await first.seen()).toBeUndefined();
  store.keepWith(first);
  store.open(board);
  store.renameBoard('A');
  store.renameBoard('B');
  const [refusedID] = [...store.unsettled].map(({ id }) => id);
  store.refuse({ ...refusal, id: refusedID! });
  first.see({ board: store.confirmed(), at, me: 'ann', people: { ann: 'Ann' } });
  await expect.poll(() => first.seen()).toMatchObject({ id: 'b', at, me: 'ann', board: { name: 'B' } });

  const again = new Store({ frame: () => {} });
  const second = tab('one');
  again.keepWith(second);
  again.open((await second.seen())!.board);
  const left = await second.adopt('ann');
  again.adopt(left.waiting, left.withdrawn, left.refused);
  again.adopt(left.waiting, left.withdrawn, left.refused);
  expect(again.name).toBe('B');
  expect(again.line).toEqual({ state: 'reconnecting', waiting: 1 });
  expect(again.refused.map(({ refusal: { code } }) => code)).toEqual(['archived']);
  again.dismiss(refusedID!);
  await expect.poll(async () => (await second.adopt('ann')).refused).toEqual([]);
});

test('what is answered while storage is read does not wait any more', async () => {
  const store = new Store({ frame: () => {} });
  const keep = tab('one');
  store.keepWith(keep);
  store.me = 'ann';
  store.open(board);
  store.renameBoard('A');
  const { id } = [...store.unsettled][0]!;
  await expect.poll(() => found(keep)).toEqual([id]);
  const { waiting, withdrawn, refused } = await keep.adopt('ann');
  store.receive({ seq: 2, at, by: 'ann', id, kind: 'board.changed', set: { name: 'A' } });
  store.settle();
  store.adopt(waiting, withdrawn, refused);
  expect(store.unsettled.size).toBe(0);
});

test('a step that was taken back before it was sent is taken back after a reload too', async () => {
  const store = new Store({ frame: () => {} });
  const first = tab('one');
  store.keepWith(first);
  store.open(board);
  store.renameBoard('Wrong');
  void store.undo();
  expect(store.name).toBe('B');
  const [id] = [...store.unsettled].map((request) => request.id);

  const again = new Store({ frame: () => {} });
  again.keepWith(tab('one'));
  again.open(board);
  const { waiting, withdrawn, refused } = await keeps.at(-1)!.adopt('ann');
  again.adopt(waiting, withdrawn, refused);
  expect(again.name).toBe('B');
  again.receive({ seq: 2, at, by: 'ann', id: id!, kind: 'board.changed', set: { name: 'Wrong' } });
  again.settle();
  await expect
    .poll(() => [...again.unsettled].map(({ command }) => command))
    .toEqual([{ cmd: 'undo', step: 2 }]);
});

test('what is set aside stays in the storage, and leaves the view', async () => {
  const store = new Store({ frame: () => {} });
  const keep = tab('one');
  store.keepWith(keep);
  store.open(board);
  store.renameBoard('Mine');
  store.setAside([...store.unsettled].map(({ id }) => id));
  expect(store.name).toBe('B');
  expect(await found(keep)).toHaveLength(1);
});

test('leaving a shared browser forgets boards and keeps what waits', async () => {
  const keep = tab('one');
  keep.keep(rename('k1', 'A'));
  await keep.adopt('ann');
  keep.see({ board, at, me: 'ann', people: {} });
  await expect.poll(() => keep.seen()).toBeDefined();
  await forgetBoards(name);
  expect(await keep.seen()).toBeUndefined();
  expect(await found(keep)).toEqual(['k1']);
});

test('storage that is forbidden is said once, and nothing throws', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError');
  });
  const failed = vi.fn();
  const keep = tab('one', 'b', failed);
  keep.keep(rename('k1', 'A'));
  keep.forget('k1');
  expect(await keep.adopt('ann')).toEqual({ waiting: [], withdrawn: [], refused: [] });
  expect(await keep.seen()).toBeUndefined();
  await expect.poll(() => failed.mock.calls.length).toBe(1);
  expect(keep.failed).toBe(true);
});

test('storage that is full is said', async () => {
  const failed = vi.fn();
  const keep = tab('one', 'b', failed);
  await keep.adopt('ann');
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  keep.keep(rename('k1', 'A'));
  await expect.poll(() => failed.mock.calls.length).toBe(1);
});
