import { beforeAll, expect, test } from 'vitest';
import { card, opened } from '../testing/opened.ts';
import { speak } from '../words.svelte.ts';
import { CardWork } from './context.ts';
import { numberIn, partOf, setDatum, signedIn } from './sources.ts';

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

test.each([
  ['', undefined],
  ['-3', -3],
  ['\u22121 250,5', -1250.5],
  ['twelve', undefined],
])('%j is the number %s, below zero too', (text, number) => {
  expect(signedIn(text)).toBe(number);
});

test('one date of a contract is set and cleared by itself', () => {
  const { store, desk } = opened([card('a', 'a0', { contract: { signed: '2027-03-26' } })]);
  const work = new CardWork(desk, store.card('a')!);
  setDatum(work, 'contract', 'end', '2029-04-30');
  expect(work.record.contract).toEqual({ signed: '2027-03-26', end: '2029-04-30' });
  setDatum(work, 'contract', 'signed', '');
  setDatum(work, 'contract', 'end', '');
  expect(work.record.contract).toBeUndefined();
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
