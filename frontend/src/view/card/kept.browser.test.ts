import { beforeAll, expect, test } from 'vitest';
import { card, opened } from '../testing/opened.ts';
import { speak } from '../words.svelte.ts';
import { CardWork } from './context.ts';
import { keptFor } from './kept.ts';

beforeAll(() => speak('en'));

function work() {
  const board = opened([card('a', 'a0', { title: 'Old', anchor: { now: 'bad', should_be: 'good' } })]);
  return { ...board, work: new CardWork(board.desk, board.store.card('a')!) };
}

test('a conflict shows both texts, and mine can be put in place', () => {
  const { store, sent, receive, work: kept } = work();
  store.change('a', { title: 'Mine' });
  receive({ kind: 'card.changed', card: 'a', set: { title: 'Theirs' } });
  store.refuse({ id: sent[0]!.id, code: 'conflict', message: '', current: { title: 'Theirs' } });
  const [item, ...more] = keptFor(kept);
  expect(more).toEqual([]);
  expect(item).toMatchObject({ field: 'title', mine: 'Mine', theirs: 'Theirs', lines: false });
  item!.put('Both');
  expect(store.card('a')!.record.title).toBe('Both');
});

test('only the parts that differ need a decision', () => {
  const { store, sent, work: kept } = work();
  store.change('a', { anchor: { now: 'worse', should_be: 'good' } });
  store.refuse({ id: sent[0]!.id, code: 'conflict', message: '' });
  expect(keptFor(kept).map(({ field, mine, theirs }) => [field, mine, theirs])).toEqual([
    ['anchor', 'worse', 'bad'],
  ]);
});

test('a comment that was refused is not lost', () => {
  const { store, sent, work: kept } = work();
  store.comment('a', 'Well said');
  store.refuse({ id: sent[0]!.id, code: 'too_long', message: '' });
  const [item] = keptFor(kept);
  expect(item).toMatchObject({ field: 'comments', mine: 'Well said', lines: true });
  expect(item!.theirs).toBeUndefined();
});

test('what comes to be the board’s own text needs no decision', () => {
  const { store, sent, receive, work: kept } = work();
  store.change('a', { title: 'Same' });
  store.refuse({ id: sent[0]!.id, code: 'conflict', message: '' });
  receive({ kind: 'card.changed', card: 'a', set: { title: 'Same' } });
  expect(keptFor(kept)).toEqual([]);
});
