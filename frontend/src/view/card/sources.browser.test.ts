import { beforeAll, expect, test } from 'vitest';
import { card, opened } from '../testing/opened.ts';
import { speak } from '../words.svelte.ts';
import { CardWork } from './context.ts';
import { numberIn, partOf } from './sources.ts';

beforeAll(() => speak('en'));

test.each([
  ['', 0],
  ['12', 12],
  ['1 250,5', 1250.5],
  ['1\u00a0250.5', 1250.5],
  ["1'000", 1000],
  ['-3', undefined],
  ['twelve', undefined],
])('%j is the number %s', (text, number) => {
  expect(numberIn(text)).toBe(number);
});

test('one part of a field leaves what others did to its other parts', () => {
  const { store, desk, sent, receive } = opened([
    card('a', 'a0', { anchor: { now: 'bad', should_be: 'good' } }),
  ]);
  const source = partOf(new CardWork(desk, store.card('a')!), 'anchor', 'now');
  receive({ kind: 'card.changed', card: 'a', set: { anchor: { now: 'bad', should_be: 'better' } } });
  source.save('worse', 'bad');
  expect(sent[0]!.command).toMatchObject({
    set: { anchor: { now: 'worse', should_be: 'better' } },
    was: { anchor: { now: 'bad', should_be: 'better' } },
  });
});

test('the same part changed by two is asked for with what was seen', () => {
  const { store, desk, sent, receive } = opened([card('a', 'a0', { anchor: { now: 'bad' } })]);
  const source = partOf(new CardWork(desk, store.card('a')!), 'anchor', 'now');
  receive({ kind: 'card.changed', card: 'a', set: { anchor: { now: 'theirs' } } });
  source.save('mine', 'bad');
  expect(sent[0]!.command).toMatchObject({
    set: { anchor: { now: 'mine' } },
    was: { anchor: { now: 'bad' } },
  });
});
