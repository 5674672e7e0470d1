import { describe, expect, test } from 'vitest';
import { Store } from '../../board/store.svelte.ts';
import type { Card, WireBoard } from '../../board/types.ts';
import { today } from '../dates.ts';
import { Filter } from './filter.svelte.ts';
import { foundIn, places, wordsOf } from './search.ts';

const at = '2026-11-01T08:00:00.000Z';
const base = { rank: 'a0', since: at, created_at: at, created_by: 'ola', changed_at: at, changed_by: 'ola' };
const days = (n: number) => today(new Date(Date.now() + n * 86_400_000));

const full: Card = {
  ...base,
  id: 'full',
  lane: 'marathon',
  stage: 'need',
  title: 'Telephony',
  description: 'Ask [@Kari Nordmann](person:kari) about Ærø.',
  owner: 'kari',
  followers: ['ola'],
  labels: ['legal'],
  unit: 'it',
  cluster: 'care',
  anchor: { now: 'Calls drop', for_whom: 'Nurses' },
  risk: { level: 'high', note: 'Vendor lock' },
  waiting_for: { party: 'Legal office' },
  checklist: [{ id: 'i', text: 'Measure queues' }],
  comments: [{ id: 'm', author: 'ola', written_at: at, text: 'Well begun' }],
  attachments: [{ id: 'a', name: 'Minutes', url: 'https://example.org/x' }],
  benefits: [{ id: 'b', kind: 'quality', measure: 'Fewer lost calls' }],
  pairs: [{ kind: 'informs', card: 'other' }],
  end: days(-1),
  case_ref: '2026/17',
};
const other: Card = {
  ...base,
  id: 'other',
  lane: 'sprint',
  stage: 'ready',
  title: 'Payroll',
  sponsor: 'kari',
};
const alone: Card = { ...base, id: 'alone', rank: 'a1', lane: 'sprint', stage: 'ready', title: 'Archive' };

function opened(search: string): { filter: Filter; store: Store; shown: () => string[] } {
  const store = new Store({ frame: (run) => run() });
  const stage = (key: string) => ({ id: key, key, name: key });
  const board: WireBoard = {
    id: 'b',
    name: 'Board',
    epoch: 'e',
    seq: 1,
    lanes: [
      { key: 'marathon', stages: [stage('need')] },
      { key: 'sprint', stages: [stage('ready')] },
    ],
    labels: [{ id: 'legal', name: 'Requirement', color: 'red' }],
    units: [{ id: 'it', name: 'Digital services' }],
    clusters: [{ id: 'care', name: 'Health' }],
    cards: [full, other, alone],
  };
  store.introduce({ kari: 'Kari Nordmann', ola: 'Ola Svensson' });
  store.open(board);
  const filter = new Filter(store, search);
  const shown = () => [...store.cards()].filter(({ record }) => filter.matches(record)).map(({ id }) => id);
  return { filter, store, shown };
}

describe('a search', () => {
  for (const [what, text] of Object.entries({
    title: 'telepho',
    description: 'ÆRØ',
    'a mention by its name': 'about @kari',
    anchor: 'nurses',
    risk: 'lock',
    waiting: 'legal office',
    checklist: 'queues',
    comments: 'begun',
    'the author of a comment': 'svensson begun',
    links: 'minutes',
    benefits: 'fewer',
    label: 'requirement',
    unit: 'digital',
    cluster: 'health',
    case: '2026/17',
    'words in any order': 'queues telephony',
  }))
    test(`looks into ${what}`, () =>
      expect(opened(`?q=${encodeURIComponent(text)}`).shown()).toEqual(['full']));

  test('does not look into ids', () => {
    expect(opened('?q=person:').shown()).toEqual([]);
  });

  test('tells where the words are when the card does not show them', () => {
    const { store } = opened('');
    expect(foundIn(store, full, wordsOf('begun'))).toEqual({
      part: 'comments',
      text: 'Ola Svensson: Well begun',
    });
    expect(foundIn(store, full, wordsOf('telephony'))).toBeUndefined();
  });

  test('finds the places of its words', () => {
    expect(places('Tell a telephone', ['tel', 'phone'])).toEqual([
      [0, 3],
      [7, 10],
      [11, 16],
    ]);
  });
});

describe('a filter', () => {
  for (const [search, cards] of Object.entries({
    '?lane=sprint': ['other', 'alone'],
    '?stage=marathon/need': ['full'],
    '?person=kari': ['full', 'other'],
    '?person=kari&role=owner': ['full'],
    '?person=ola': ['full'],
    '?person=ola&role=owner': [],
    '?role=owner': ['full', 'other', 'alone'],
    '?unit=it&cluster=care': ['full'],
    '?label=legal': ['full'],
    '?risk=high': ['full'],
    '?waiting=1': ['full'],
    '?date=overdue': ['full'],
    '?pair=any': ['full', 'other'],
    '?pair=informs': ['full', 'other'],
    '?pair=replaces': [],
    '?lane=sprint&person=kari': ['other'],
  }))
    test(`lets through what matches ${search}`, () => expect(opened(search).shown()).toEqual(cards));

  test('knows this quarter and the next', () => {
    const { store, shown, filter } = opened('?date=this');
    store.change('alone', { start: today() });
    store.change('other', { end: days(92) });
    expect(shown()).toContain('alone');
    expect(shown()).not.toContain('other');
    filter.toggle('date', 'this');
    filter.toggle('date', 'next');
    expect(shown()).toContain('other');
  });

  test('shows what is admitted until another choice is made', () => {
    const { filter, shown } = opened('?lane=marathon');
    filter.admit(['alone']);
    expect(shown()).toEqual(['full', 'alone']);
    filter.toggle('risk', 'high');
    expect(shown()).toEqual(['full']);
  });

  test('is opened from what it was saved as', () => {
    const { filter, shown } = opened('?lane=marathon&q=x');
    filter.open('?person=kari&role=sponsor');
    expect(shown()).toEqual(['other']);
    expect(filter.search).toBe('?person=kari&role=sponsor');
  });

  test('forgets the role with the last person', () => {
    const { filter } = opened('?person=kari&role=owner');
    filter.toggle('person', 'kari');
    expect(filter.search).toBe('');
  });
});
