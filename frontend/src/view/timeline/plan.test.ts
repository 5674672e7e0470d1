import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../board/records.ts';
import type { Card, Gate } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { cut, planOf, type Sources } from './plan.ts';

const stages = (...keys: string[]) => keys.map((key) => ({ id: key, key, name: key }));
const gates: readonly Gate[] = [
  { id: 'mandate', key: 'mandate', lane: 'marathon', stage: 'concept', name: 'Mandate' },
  { id: 'award', key: 'award', lane: 'marathon', stage: 'standstill', name: 'Award' },
  { id: 'start', key: 'start', lane: 'sprint', stage: 'setup', name: 'Start' },
];
const sources: Sources = {
  rules: {
    lanes: [
      {
        key: 'marathon',
        stages: [
          ...stages('need', 'concept', 'preparation', 'tender', 'evaluation'),
          ...stages('standstill', 'implementation', 'benefits', 'closed'),
        ],
      },
      {
        key: 'sprint',
        stages: stages('proposed', 'ready', 'setup', 'running', 'evaluation', 'decided'),
      },
    ],
    settings: defaultSettings,
    holidays: new Map([['2027-12-31', 'eve']]),
  },
  gates,
  today: '2026-11-22',
};

const verdict = (gate: string, outcome: 'approved' | 'returned', on: string) => ({
  ...{ id: `${gate}-${on}`, gate, outcome, on },
  ...{ by: 'p', at: `${on}T10:00:00.000Z` },
});

const plan = (fields: Partial<Card>) =>
  planOf(sources, card('c', 'a0', { stage: 'preparation', since: '2026-09-01T08:00:00.000Z', ...fields }));

/** The segments in few characters: days, stages, state. */
const segments = (fields: Partial<Card>) =>
  plan(fields)!.segments.map(
    ({ from, until, stages, state }) => `${from}/${until} ${stages.map(({ key }) => key).join('+')} ${state}`,
  );

describe('where a card lies in time', () => {
  it('is from its start until its end', () => {
    expect(plan({ start: '2026-01-01', end: '2028-03-31' })).toMatchObject({
      ...{ from: '2026-01-01', until: '2028-03-31', openStart: false, openEnd: false, over: false },
    });
  });

  it('is nowhere when no day is on it', () => {
    expect(plan({})).toBeUndefined();
    expect(plan({ lane: 'sprint', stage: 'proposed' })).toBeUndefined();
    expect(plan({ lane: 'sprint', stage: 'proposed', quarter: 'some time' })).toBeUndefined();
  });

  it('is open at the end that nobody has set, and reaches over the other days on it', () => {
    expect(plan({ end: '2027-06-30', tender_deadline: '2027-02-01' })).toMatchObject({
      ...{ from: '2027-02-01', until: '2027-06-30', openStart: true, openEnd: false },
    });
    expect(plan({ start: '2026-10-01' })).toMatchObject({
      ...{ from: '2026-10-01', until: '2026-10-01', openEnd: true },
    });
    expect(plan({ end: '2026-01-01', tender_deadline: '2027-02-01' })).toMatchObject({
      ...{ from: '2026-01-01', until: '2026-01-01' },
    });
  });

  it('is never of less than no length', () => {
    expect(plan({ start: '2027-05-01', end: '2027-01-01' })).toMatchObject({
      ...{ from: '2027-05-01', until: '2027-05-01' },
    });
  });

  it('is the target quarter of a pilot, until its last working day', () => {
    expect(plan({ lane: 'sprint', stage: 'ready', quarter: '2027-Q4' })).toMatchObject({
      from: '2027-10-01',
      until: '2027-12-30',
      target: { from: '2027-10-01', until: '2027-12-31' },
      ...{ openStart: false, openEnd: false },
    });
  });

  it('goes on until today while a card is not done', () => {
    const late = { start: '2026-01-01', end: '2026-11-01' };
    expect(plan(late)?.overdue).toEqual({ from: '2026-11-02', until: '2026-11-22' });
    expect(plan({ ...late, stage: 'benefits' })).toMatchObject({ over: true });
    expect(plan({ ...late, stage: 'benefits' })?.overdue).toBeUndefined();
    expect(plan({ ...late, final_status: 'cancelled' })?.overdue).toBeUndefined();
  });
});

describe('what was planned at first', () => {
  it('is the baseline of a marathon card', () => {
    const known = { start: '2026-01-01', end: '2027-06-30' };
    expect(plan({ ...known, baseline_end: '2027-01-31' })?.ghosts).toEqual([
      { from: '2026-01-01', until: '2027-01-31' },
    ]);
    expect(plan({ ...known, baseline_end: '2025-01-31' })?.ghosts).toEqual([]);
  });

  it('is every quarter that a pilot was taken out of', () => {
    const stamp = { by: 'p', at: '2026-10-01T08:00:00.000Z', reason: 'late' };
    const pilot = plan({
      lane: 'sprint',
      stage: 'setup',
      quarter: '2026-Q4',
      carried: [
        { ...stamp, from: '2026-Q3', to: '2026-Q4' },
        { ...stamp, from: '2026-Q2', to: '2026-Q3' },
      ],
    });
    expect(pilot?.ghosts).toEqual([
      { from: '2026-04-01', until: '2026-06-30' },
      { from: '2026-07-01', until: '2026-09-30' },
    ]);
  });
});

describe('the contract behind the work', () => {
  const known = { start: '2026-01-01', end: '2027-06-30' };

  it('runs until its end, with the options that are used', () => {
    const contract = { signed: '2026-10-01', start: '2026-10-15', end: '2028-10-14' };
    const options = [
      { id: 'a', until: '2029-10-14', used: 'yes' as const },
      { id: 'b', until: '2031-10-14' },
      { id: 'c', until: '2033-10-14', used: 'no' as const },
    ];
    expect(plan({ ...known, contract, options })).toMatchObject({
      contract: { from: '2027-07-01', until: '2029-10-14' },
      option: { from: '2029-10-15', until: '2031-10-14' },
    });
  });

  it('is not drawn where it ends before the work', () => {
    expect(
      plan({ ...known, contract: { start: '2026-02-01', end: '2027-01-31' } })?.contract,
    ).toBeUndefined();
  });
});

describe('the stages of a bar', () => {
  const known = { start: '2026-02-01', end: '2027-12-31', since: '2026-09-01T08:00:00.000Z' };

  it('are one where no day tells of another', () => {
    expect(segments({ ...known, stage: 'need', since: '2026-01-01T08:00:00.000Z' })).toEqual([
      '2026-02-01/2026-11-22 need now',
      '2026-11-23/2027-12-31 need+concept+preparation+tender+evaluation+standstill+implementation ahead',
    ]);
  });

  it('lie between the days that law, gates and the board tell of', () => {
    const decisions = [
      verdict('mandate', 'returned', '2026-03-01'),
      verdict('mandate', 'approved', '2026-04-01'),
      verdict('award', 'approved', '2027-04-01'),
    ];
    const notices = [{ id: 'n', kind: 'tender' as const, on: '2027-01-10' }];
    expect(segments({ ...known, decisions, notices, tender_deadline: '2027-03-01' })).toEqual([
      '2026-02-01/2026-03-31 need past',
      '2026-04-01/2026-08-31 concept past',
      '2026-09-01/2026-11-22 preparation now',
      '2026-11-23/2027-01-09 preparation ahead',
      '2027-01-10/2027-02-28 tender ahead',
      '2027-03-01/2027-03-31 evaluation ahead',
      '2027-04-01/2027-12-31 standstill+implementation ahead',
    ]);
  });

  it('know no tender where nothing is bought', () => {
    expect(segments({ ...known, procurement: 'not_required' }).at(-1)).toBe(
      '2026-11-23/2027-12-31 preparation+implementation ahead',
    );
  });

  it('are not entered before today when they lie ahead, whatever was planned', () => {
    expect(segments({ ...known, tender_deadline: '2026-10-01' }).slice(1)).toEqual([
      '2026-09-01/2026-11-21 preparation now',
      '2026-11-22/2027-12-31 evaluation+standstill+implementation ahead',
    ]);
  });

  it('are all past when the card has gone beyond them', () => {
    expect(segments({ ...known, stage: 'closed', end: '2026-06-30' })).toEqual([
      '2026-02-01/2026-06-30 need+concept+preparation+tender+evaluation+standstill+implementation+benefits past',
    ]);
  });

  it('tell of a pilot when it was started and when it came into use', () => {
    const pilot = {
      ...{ lane: 'sprint' as const, stage: 'running', quarter: '2026-Q4' },
      ...{ start: '2026-08-01', end: '2026-12-31', in_place_on: '2026-10-05' },
      decisions: [verdict('start', 'approved', '2026-08-20')],
      since: '2026-10-06T08:00:00.000Z',
    };
    expect(segments(pilot)).toEqual([
      '2026-08-01/2026-08-19 proposed+ready past',
      '2026-08-20/2026-10-04 setup past',
      '2026-10-05/2026-11-22 running now',
      '2026-11-23/2026-12-31 running+evaluation ahead',
    ]);
  });

  it('cover the bar without a gap', () => {
    const { from, until, segments } = plan({ ...known, tender_deadline: '2027-03-01' })!;
    expect(segments[0]!.from).toBe(from);
    expect(segments.at(-1)!.until).toBe(until);
    segments.slice(1).forEach((segment, i) => {
      expect(Date.parse(segment.from) - Date.parse(segments[i]!.until)).toBe(86_400_000);
    });
  });
});

describe('what of a plan lies in some time', () => {
  const known = plan({
    ...{ start: '2026-02-01', end: '2027-12-31', baseline_end: '2026-12-31' },
    contract: { start: '2027-06-01', end: '2029-12-31' },
  })!;

  it('is cut where the time begins and ends, and open there', () => {
    const part = cut(known, { from: '2026-11-01', until: '2028-06-30' })!;
    expect(part).toMatchObject({
      ...{ from: '2026-11-01', until: '2027-12-31', openStart: true, openEnd: false },
      ghosts: [{ from: '2026-11-01', until: '2026-12-31' }],
      contract: { from: '2028-01-01', until: '2028-06-30' },
    });
    expect(part.segments.map(({ from, until }) => [from, until])).toEqual([
      ['2026-11-01', '2026-11-22'],
      ['2026-11-23', '2027-05-31'],
      ['2027-06-01', '2027-12-31'],
    ]);
  });

  it('may be the contract alone, or nothing', () => {
    expect(cut(known, { from: '2028-02-01', until: '2028-06-30' })).toMatchObject({
      segments: [],
      ghosts: [],
    });
    expect(cut(known, { from: '2031-01-01', until: '2031-06-30' })).toBeUndefined();
  });
});
