import { beforeAll, describe, expect, test } from 'vitest';
import type { Passage } from '../../board/history.ts';
import { Store } from '../../board/store.svelte.ts';
import type { Card, CardFields } from '../../board/types.ts';
import { speak } from '../words.svelte.ts';
import { differences, tell } from './history.ts';
import { unrecorded } from './worded.ts';

const store = new Store({ frame: (run) => run() });
store.introduce({ kari: 'Kari', ola: 'Ola' });

const site = (lane: 'marathon' | 'sprint', key: string) => ({ lane, stage: { id: key, key, name: key } });

function passage(kind: Passage['kind'], was: Passage['was'] = {}, now: Passage['now'] = {}): Passage {
  return { seq: 2, at: '2026-11-01T08:00:00.000Z', by: 'kari', kind, was, now };
}

const said = (...of: Parameters<typeof passage>) => tell(store, passage(...of)).map(({ text }) => text);
const change = (was: Partial<CardFields>, now: Partial<CardFields>) =>
  said('card.changed', { set: was }, { set: now });

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

describe('a move', () => {
  test('names both stages', () => {
    const [from, to] = [site('marathon', 'need'), site('marathon', 'tender')];
    expect(said('card.moved', { place: from }, { place: to })).toEqual([
      'Kari moved it from Need to Tender published',
    ]);
  });

  test('across the lanes names the lanes', () => {
    expect(
      said('card.moved', { place: site('sprint', 'decided') }, { place: site('marathon', 'need') }),
    ).toEqual(['Kari moved it from Sprint: Decided to Marathon: Need']);
  });

  test('within a stage is a change of order', () => {
    const place = site('marathon', 'need');
    expect(said('card.moved', { place }, { place })).toEqual(['Kari changed its place in Need']);
  });
});

describe('a change', () => {
  test('is told from and to', () => {
    expect(change({ end: '2027-03-01' }, { end: '2027-06-01' })).toEqual([
      'Kari changed the end from 1 March 2027 to 1 June 2027',
    ]);
    expect(change({}, { owner: 'ola' })).toEqual(['Kari set the owner to Ola']);
    expect(change({ risk: { level: 'high' } }, {})).toEqual(['Kari cleared the risk, which was High']);
  });

  test('of a text shows both', () => {
    const [told] = tell(
      store,
      passage(
        'card.changed',
        { set: { description: 'Ask [@Ola](person:ola).' } },
        { set: { description: 'Done.' } },
      ),
    );
    expect(told).toEqual({ text: 'Kari changed the description', before: 'Ask @Ola.', after: 'Done.' });
  });

  test('of a list names what came and went', () => {
    expect(change({ followers: ['ola'] }, { followers: ['kari'] })).toEqual([
      'Kari added Kari to the followers',
      'Kari removed Ola from the followers',
    ]);
  });

  test('of the checklist names the line', () => {
    const line = { id: 'i1', text: 'Call' };
    expect(change({ checklist: [line] }, { checklist: [{ ...line, done: true }] })).toEqual([
      'Kari ticked off “Call”',
    ]);
    expect(change({}, { checklist: [line] })).toEqual(['Kari added “Call” to the checklist']);
  });

  test('of several fields is told field by field', () => {
    expect(change({ anchor: { now: 'Slow' } }, { anchor: { now: 'Fast' }, title: 'New' })).toEqual([
      'Kari changed the anchor “as it is now”',
      'Kari set the title to “New”',
    ]);
  });
});

test('every language tells it', async () => {
  const told: string[] = [];
  for (const locale of ['sv', 'nb', 'da'] as const) {
    await speak(locale);
    told.push(...change({ end: '2027-03-01' }, { end: '2027-06-01' }));
  }
  expect(told).toEqual([
    'Kari ändrade slutdatumet från 1 mars 2027 till 1 juni 2027',
    'Kari endret sluttdatoen fra 1. mars 2027 til 1. juni 2027',
    'Kari ændrede slutdatoen fra 1. marts 2027 til 1. juni 2027',
  ]);
});

describe('what is bought, tried and on record', () => {
  beforeAll(() => speak('en'));

  const by = { by: 'kari', at: '2026-11-01T08:00:00.000Z' };

  test('is told in words', () => {
    expect(change({}, { method: 'open' })).toEqual(['Kari set “Procurement method” to Open procedure']);
    expect(change({ quarter: '2026-Q4' }, { quarter: '2027-Q1' })).toEqual([
      'Kari changed “Target quarter” from Q4 2026 to Q1 2027',
    ]);
    expect(change({ contract: { end: '2030-06-30' } }, {})).toEqual([
      'Kari cleared the end of the contract, which was 30 June 2030',
    ]);
    expect(change({}, { award: { notified_on: '2027-03-15', electronic: true } })).toEqual([
      'Kari set the day the award was notified to 15 March 2027',
      'Kari set the electronic notification to yes',
    ]);
    expect(change({}, { who_stops: 'ola', cost: { amount: 90000, currency: 'SEK' } })).toEqual([
      'Kari set “Who stops it” to Ola',
      'Kari set “Cost” to 90,000 SEK',
    ]);
  });

  test('shows texts before and after', () => {
    const set = { hypothesis: 'Fewer visits' };
    expect(tell(store, passage('card.changed', {}, { set }))).toEqual([
      { text: 'Kari wrote “Hypothesis”', after: 'Fewer visits' },
    ]);
  });

  test('names the entries of a list', () => {
    const verdict = { id: 'd1', gate: 'award', outcome: 'approved', ...by } as const;
    expect(change({}, { decisions: [verdict] })).toEqual(['Kari added Approved to “Decisions”']);
    const measure = { id: 'm1', name: 'Hours' };
    expect(change({ measures: [measure] }, { measures: [{ ...measure, measured: 0 }] })).toEqual([
      'Kari changed “Hours” in “Success measures”',
    ]);
    expect(change({ votes: ['ola'] }, {})).toEqual(['Kari removed Ola from “Votes”']);
  });

  test('is put back but for what is on record', () => {
    const card = { id: 'c', quarter: '2027-Q1', votes: ['ola'] } as unknown as Card;
    const fields = { quarter: '2026-Q4', votes: [], carried: [], decisions: undefined, end: undefined };
    expect(differences(store, card, { fields })).toEqual([
      { field: 'Target quarter', now: 'Q1 2027', then: 'Q4 2026' },
      { field: 'End', now: '', then: '' },
    ]);
    expect(Object.keys(unrecorded(fields))).toEqual(['quarter', 'end']);
  });
});
