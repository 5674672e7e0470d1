import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../board/records.ts';
import type { Card } from '../../board/types.ts';
import { at, card } from '../testing/opened.ts';
import { marksOf, shapeOf, spotsOf, type Mark } from './marks.ts';
import { timeScale } from './scale.ts';

const rules = { lanes: [], settings: defaultSettings, holidays: new Map<string, string>() };
const procurement = card('c', 'a0', {
  tender_deadline: '2027-01-15',
  notices: [
    { id: 'n', kind: 'tender', on: '2026-11-01' },
    { id: 'm', kind: 'award' },
  ],
  contract: { end: '2030-12-31' },
  options: [{ id: 'o', decide_by: '2030-06-30', until: '2032-12-31' }],
  decisions: [
    { id: 'd', gate: 'mandate', outcome: 'approved', on: '2026-02-01', by: 'p', at },
    { id: 'e', gate: 'award', outcome: 'pending', on: '2027-02-01', by: 'p', at },
  ],
});

describe('the marks of a card', () => {
  it('are its legal dates, notices, decisions and the meetings it waits for, in order', () => {
    const marks = marksOf(rules, procurement, [{ gate: 'award', on: '2027-02-09' }]);
    expect(marks.map((mark) => `${mark.on} ${mark.kind} ${shapeOf(mark)}`)).toEqual([
      '2026-02-01 decision passed',
      '2026-11-01 notice notice',
      '2027-01-15 tender_deadline law',
      '2027-02-09 awaited awaited',
      '2030-06-30 option_decide_by option',
      '2030-12-31 contract_end contract',
    ]);
  });

  it('tell when a pilot came into use', () => {
    const pilot: Card = {
      ...procurement,
      lane: 'sprint',
      in_place_on: '2026-10-05',
      decisions: [],
      notices: [],
    };
    expect(marksOf(rules, pilot)).toEqual([{ kind: 'in_place', on: '2026-10-05' }]);
  });
});

describe('the spots of marks', () => {
  const scale = timeScale('year', '2026-01-01', '2026-12-31', 366);
  const marks: readonly Mark[] = [
    { kind: 'notice', notice: 'tender', on: '2026-03-01' },
    { kind: 'tender_deadline', on: '2026-03-04' },
    { kind: 'decision', gate: 'g', outcome: 'stopped', on: '2026-03-06' },
    { kind: 'contract_end', on: '2026-06-01' },
  ];

  it('take in what would lie on each other, under the weightiest sign', () => {
    expect(spotsOf(marks, scale, 8).map(({ x, shape, marks }) => [x, shape, marks.length])).toEqual([
      [62.5, 'law', 3],
      [151.5, 'contract', 1],
    ]);
  });

  it('are one for each mark where there is room', () => {
    expect(spotsOf(marks, scale, 1).map(({ shape }) => shape)).toEqual([
      'notice',
      'law',
      'returned',
      'contract',
    ]);
  });
});
