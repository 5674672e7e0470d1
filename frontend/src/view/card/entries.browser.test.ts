import { beforeAll, expect, test } from 'vitest';
import { card, opened } from '../testing/opened.ts';
import { speak } from '../words.svelte.ts';
import { CardWork } from './context.ts';
import { EntryDraft, tidied } from './entries.svelte.ts';
import { keptFor } from './kept.ts';

beforeAll(() => speak('en'));

const calls = { id: 'calls', name: 'Calls' };
const chats = { id: 'chats', name: 'Chats' };

function measured() {
  const board = opened([card('a', 'a0', { measures: [calls, chats] })]);
  const work = new CardWork(board.desk, board.store.card('a')!);
  return { ...board, work, draft: new EntryDraft(work, 'measures') };
}

test('an entry is changed by itself, as against what the person saw', () => {
  const { draft, sent, receive, work } = measured();
  draft.edit(calls);
  receive({ kind: 'card.changed', card: 'a', set: { measures: [calls, { ...chats, measured: 40 }] } });
  draft.write({ name: ' Calls a week ', measured: 80, unit: '' });
  draft.save();
  expect(sent[0]!.command).toMatchObject({
    cmd: 'entry.set',
    list: 'measures',
    entry: { id: 'calls', name: 'Calls a week', measured: 80 },
    was: calls,
  });
  expect(work.record.measures).toEqual([
    { id: 'calls', name: 'Calls a week', measured: 80 },
    { ...chats, measured: 40 },
  ]);
  expect(draft.now).toBeUndefined();
});

test('a new entry is added, and one that is taken away goes alone', () => {
  const { draft, work } = measured();
  draft.add({ id: 'new', name: 'Visits' });
  draft.save();
  draft.edit(calls);
  draft.remove('Calls');
  expect(work.record.measures?.map(({ name }) => name)).toEqual(['Chats', 'Visits']);
});

test('what was written in an entry that somebody else changed meanwhile is kept beside theirs', () => {
  const { draft, receive, sent, store, work } = measured();
  draft.edit(calls);
  receive({ kind: 'card.changed', card: 'a', set: { measures: [{ ...calls, name: 'Theirs' }, chats] } });
  draft.write({ name: 'Mine' });
  draft.save();
  const { id } = sent[0]!;
  store.refuse({ id, code: 'conflict', message: '' });
  const [kept] = keptFor(work);
  expect(kept).toMatchObject({ field: 'measures', mine: 'Mine', theirs: 'Theirs' });
  kept!.put('Mine');
  expect(sent.at(-1)!.command).toMatchObject({ entry: { name: 'Mine' }, was: { name: 'Theirs' } });
});

test('what is empty is left out, and 0 is not empty', () => {
  expect(tidied({ id: 'a', name: ' x ', unit: '  ', measured: 0, target: undefined })).toEqual({
    id: 'a',
    name: 'x',
    measured: 0,
  });
});
