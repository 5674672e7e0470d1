import { beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../../board/types.ts';
import { card, opened } from '../testing/opened.ts';
import { speak, wordsHere } from '../words.svelte.ts';
import type { Column } from './column.ts';
import { columnsOf } from './columns.ts';
import { filledDown, pasted, planned, type Area } from './filling.ts';
import { sendTogether } from './sending.ts';

beforeAll(async () => {
  await speak('en');
  await wordsHere();
});

const cards = [
  card('a', 'a0', { owner: 'ann', anchor: { now: 'paper' }, end: '2027-06-30', baseline_end: '2027-03-31' }),
  card('b', 'a1', { labels: ['law'] }),
  card('c', 'a2', { stage: 'tender' }),
  card('p', 'a3', { lane: 'sprint', stage: 'proposed' }),
];

function given(list: readonly string[], names: readonly string[], rows = 1, across = 1) {
  const board = opened(cards);
  const all = columnsOf(board.store);
  const columns = names.map((id) => all.find((column) => column.id === id)!) as Column[];
  const area: Area = { cards: list, columns, rows, across };
  return { ...board, area };
}

test('a pasted block changes its cells card by card, and says what it could not read', () => {
  const { store, area } = given(['a', 'b', 'c'], ['owner', 'end', 'in_stage']);
  const { wishes, left } = pasted(
    [
      ['Bob Dahl', '2027-12-31', '3'],
      ['Nobody', '', ''],
    ],
    area,
  );
  const plan = planned(store, wishes);
  expect(left).toBe(0);
  expect(plan.cells.map(({ card, column, problem }) => [card, column.id, problem ?? ''])).toEqual([
    ['a', 'owner', ''],
    ['a', 'end', ''],
    ['a', 'in_stage', 'This follows from other fields.'],
    ['b', 'owner', 'There is nothing called “Nobody”.'],
    ['b', 'in_stage', 'This follows from other fields.'],
  ]);
  expect([plan.changes, plan.problems, plan.replans]).toEqual([2, 3, true]);
  expect(plan.commands('The tender was appealed')).toEqual([
    {
      cmd: 'card.change',
      card: 'a',
      set: { owner: 'bob', end: '2027-12-31' },
      reason: 'The tender was appealed',
    },
  ]);
});

test('parts of one field build on each other', () => {
  const { store, area } = given(['a'], ['anchor_for_whom', 'anchor_should_be']);
  const { wishes } = pasted([['citizens', 'digital']], area);
  expect(planned(store, wishes).commands()).toEqual([
    {
      cmd: 'card.change',
      card: 'a',
      set: { anchor: { now: 'paper', for_whom: 'citizens', should_be: 'digital' } },
      was: { anchor: { now: 'paper' } },
    },
  ]);
});

test('one cell fills the selection, and so does a block that fits into it several times', () => {
  const { area } = given(['a', 'b', 'c'], ['title', 'owner'], 3, 2);
  expect(pasted([['x']], area).wishes).toHaveLength(6);
  expect(pasted([['x', 'y']], area).wishes).toHaveLength(6);
  expect(pasted([['x'], ['y']], area).wishes).toHaveLength(4);
});

test('what has no place is counted', () => {
  const { area } = given(['a'], ['owner']);
  expect(
    pasted(
      [
        ['x', 'y'],
        ['z', 'q'],
      ],
      area,
    ).left,
  ).toBe(3);
});

test('cells are filled with what the first of them has', () => {
  const { store, area } = given(['b', 'a', 'c'], ['labels', 'owner'], 2, 2);
  expect(planned(store, filledDown(store, area)).commands()).toEqual([
    { cmd: 'card.change', card: 'a', set: { labels: ['law'], owner: '' } },
  ]);
});

test('cards go to a stage of their own lane', () => {
  const { store, area } = given(['c', 'a', 'p'], ['stage'], 3, 1);
  const plan = planned(store, filledDown(store, area));
  expect(plan.cells.map(({ card, problem = '' }) => [card, problem.slice(0, 10)])).toEqual([
    ['a', ''],
    ['p', 'That stage'],
  ]);
  expect(plan.commands()).toEqual([{ cmd: 'card.move', card: 'a', lane: 'marathon', stage: 'tender' }]);
});

describe('what is too much for one step', () => {
  const change = { kind: 'card.changed', card: 'c1', set: { effort: 1 } } as const;

  /** 450 cards that are filled together; `later` tells what was asked since. */
  function filled() {
    const many = Array.from({ length: 450 }, (_, at) => card(`c${at}`, `a${String(at).padStart(4, '0')}`));
    const board = opened(many);
    const commands = many.map(({ id }): Command => ({ cmd: 'card.change', card: id, set: { effort: 1 } }));
    sendTogether(board.desk, commands, 'done');
    const { sent } = board;
    const steps = sent.map(({ command }) => (command.cmd === 'batch' ? command.commands.length : 1));
    expect(steps).toEqual([200, 200, 50]);
    const later = () => sent.slice(3).map(({ command }) => command);
    return { ...board, ids: sent.map(({ id }) => id), later };
  }

  test('is done in several, of which a refused one takes the others with it', async () => {
    const { store, sent, receive, ids, later } = filled();
    receive(change, { id: ids[0]! });
    store.refuse({ id: ids[1]!, code: 'archived', message: '' });
    receive(change, { id: ids[2]! });
    await expect.poll(later).toEqual([{ cmd: 'undo', step: 12 }]);
    receive(change, { id: sent[3]!.id, undoes: 12 });
    await expect.poll(later).toEqual([
      { cmd: 'undo', step: 12 },
      { cmd: 'undo', step: 11 },
    ]);
  });

  test('is one step to undo, and to do again', async () => {
    const { store, sent, receive, ids, later } = filled();
    for (const id of ids) receive(change, { id });
    await expect.poll(() => store.unsettled.size).toBe(0);
    void store.undo();
    await expect.poll(later).toEqual([{ cmd: 'undo' }]);
    receive(change, { id: sent[3]!.id, undoes: 13 });
    await expect
      .poll(() => later().slice(1))
      .toEqual([
        { cmd: 'undo', step: 12 },
        { cmd: 'undo', step: 11 },
      ]);
    receive(change, { id: sent[4]!.id, undoes: 12 });
    receive(change, { id: sent[5]!.id, undoes: 11 });
    await expect.poll(() => store.unsettled.size).toBe(0);
    void store.redo();
    await expect.poll(() => later().slice(3)).toEqual([{ cmd: 'redo' }]);
    receive(change, { id: sent[6]!.id, redoes: 16 });
    await expect
      .poll(() => later().slice(4))
      .toEqual([
        { cmd: 'redo', step: 15 },
        { cmd: 'redo', step: 14 },
      ]);
  });
});
