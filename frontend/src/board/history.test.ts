import { describe, expect, test } from 'vitest';
import { apart, formerly, type Passage } from './history.ts';
import type { Card } from './types.ts';

const now: Card = {
  id: 'c1',
  lane: 'marathon',
  stage: 'tender',
  rank: 'a0',
  title: 'Telephony',
  owner: 'kari',
  labels: ['legal'],
  since: '2026-11-01T08:00:00.000Z',
  created_at: '2026-01-01T08:00:00.000Z',
  created_by: 'ola',
  changed_at: '2026-11-01T08:00:00.000Z',
  changed_by: 'kari',
};

const stage = (id: string) => ({ lane: 'marathon' as const, stage: { id, key: id, name: id } });
const event = (seq: number, kind: Passage['kind'], was: Passage['was'], after: Passage['now']): Passage => ({
  seq,
  at: '2026-11-01T08:00:00.000Z',
  by: 'kari',
  kind,
  was,
  now: after,
});

const passages: readonly Passage[] = [
  event(9, 'card.changed', { set: { end: '2027-03-01' } }, { set: { owner: 'kari' } }),
  event(8, 'card.moved', { place: stage('need') }, { place: stage('tender') }),
  event(6, 'comment.added', {}, {}),
  event(
    5,
    'card.changed',
    { set: { title: 'Phones', labels: ['old'] } },
    { set: { title: 'Telephony', labels: ['legal'] } },
  ),
  event(4, 'card.changed', { set: { title: 'Telephony' } }, { set: { title: 'Phones' } }),
  event(2, 'card.added', {}, { set: { title: 'Telephony', labels: ['old'] }, place: stage('need') }),
];

describe('a card as it was', () => {
  test('after the latest event is the card now', () => {
    expect(formerly(now, passages, 9)).toEqual({ fields: {} });
  });

  test('has the fields back that later events changed, and its place', () => {
    expect(formerly(now, passages, 5)).toEqual({
      fields: { end: '2027-03-01', owner: undefined },
      place: { lane: 'marathon', stage: 'need' },
    });
  });

  test('does not name what came to be the same again', () => {
    expect(formerly(now, passages, 2).fields).toEqual({
      end: '2027-03-01',
      owner: undefined,
      labels: ['old'],
    });
  });
});

describe('two texts', () => {
  test('that are short are shown whole', () => {
    expect(apart('One line.', 'One long line.')).toEqual(['One line.', 'One long line.']);
  });

  test('that are long are shown where they differ', () => {
    const [head, tail] = ['word '.repeat(100), ' more'.repeat(100)];
    const [was, is] = apart(`${head}cat${tail}`, `${head}horse${tail}`);
    expect(was.length).toBeLessThan(150);
    expect(was).toMatch(/^… word .*word cat more .* …$/);
    expect(is).toMatch(/^… word .*word horse more .* …$/);
  });
});
