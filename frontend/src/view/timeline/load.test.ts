import { expect, test } from 'vitest';
import { after } from '../../board/pace/days.ts';
import { done, inWork, type Portfolio } from '../../board/pace/portfolio.ts';
import { firstDay, lastDay } from '../../board/pace/quarter.ts';
import { defaultSettings } from '../../board/records.ts';
import type { Card, Settings } from '../../board/types.ts';
import { card } from '../testing/opened.ts';
import { loads, type QuarterLoad } from './load.ts';
import { scheduleOf, reach } from './schedule.ts';

const stage = (id: string) => ({ id, key: id, name: id });
const today = '2026-11-22';

const board = (cards: readonly Card[], settings: Partial<Settings> = {}): Portfolio => ({
  lanes: [
    { key: 'marathon', stages: ['need', 'tender', 'closed'].map(stage) },
    { key: 'sprint', stages: ['proposed', 'running', 'decided'].map(stage) },
  ],
  settings: { ...defaultSettings, ...settings },
  holidays: new Map(),
  units: [],
  gates: [],
  bodies: [],
  cards,
  archive: [],
});

function spanOf(card: Card) {
  const { from, until } = reach(scheduleOf(card));
  return from && until ? { from, until } : undefined;
}

const counts = (loads: readonly QuarterLoad[], lane: 'marathon' | 'sprint') =>
  loads.map(({ lanes }) => lanes[lane].cards.length);

test('a card weighs on every quarter that it reaches into', () => {
  const cards = [
    card('Telephony', 'a0', { stage: 'tender', start: '2026-09-30', end: '2027-04-01', effort: 1.5 }),
    card('Chat', 'a0', { lane: 'sprint', stage: 'running', quarter: '2026-Q4', effort: 0.5 }),
    card('Undated', 'a1'),
  ];
  const found = loads(board(cards), spanOf, '2026-Q2', '2027-Q3', today);
  expect(found.map(({ quarter }) => quarter)).toEqual([
    '2026-Q2',
    '2026-Q3',
    '2026-Q4',
    '2027-Q1',
    '2027-Q2',
    '2027-Q3',
  ]);
  expect(counts(found, 'marathon')).toEqual([0, 1, 1, 1, 1, 0]);
  expect(counts(found, 'sprint')).toEqual([0, 0, 1, 0, 0, 0]);
  expect(found[2]!.lanes.marathon).toEqual({
    cards: ['Telephony'],
    waiting: [],
    effort: 1.5,
    limit: 0,
    over: 0,
  });
});

test('this quarter carries what is in work, later ones what is planned, earlier ones all there was', () => {
  const years = { start: '2026-01-01', end: '2027-12-31' };
  const cards = [
    card('Idea', 'a0', { stage: 'need', ...years }),
    card('Work', 'a1', { stage: 'tender', ...years }),
    card('Wait', 'a2', { stage: 'tender', ...years, waiting_for: { party: 'Council' } }),
    card('Over', 'a3', { stage: 'closed', ...years }),
  ];
  const [before, now, next] = loads(board(cards), spanOf, '2026-Q3', '2027-Q1', today);
  expect(before!.lanes.marathon.cards).toEqual(['Idea', 'Work', 'Wait', 'Over']);
  expect(now!.lanes.marathon.cards).toEqual(['Work']);
  expect(now!.lanes.marathon.waiting).toEqual(['Wait']);
  expect(next!.lanes.marathon.cards).toEqual(['Idea', 'Work', 'Wait']);
});

test('lanes and owners over their limits are told, the busiest owner first', () => {
  const pilots = ['a', 'b', 'c', 'd', 'e'].map((id, at) =>
    card(id, `a${at}`, {
      lane: 'sprint',
      stage: 'running',
      quarter: '2026-Q4',
      owner: at < 3 ? 'eva' : 'ann',
    }),
  );
  const limits = { lane_limits: { marathon: 9, sprint: 3 }, owner_limit: 1 };
  const [now] = loads(board(pilots, limits), spanOf, '2026-Q4', '2026-Q4', today);
  expect(now!.lanes.sprint.over).toBe(2);
  expect(now!.lanes.marathon).toMatchObject({ limit: 9, over: 0 });
  expect(now!.owners).toEqual([
    { owner: 'eva', cards: 3, limit: 1 },
    { owner: 'ann', cards: 2, limit: 1 },
  ]);
});

/** A stream of numbers below 1 that is the same in every run. */
function* numbers(): Generator<number, never> {
  for (let seed = 7; ;) yield (seed = (seed * 48_271) % 0x7fffffff) / 0x7fffffff;
}

test('what is counted agrees with looking at every card for every quarter', () => {
  const random = numbers();
  const below = (n: number) => Math.floor(random.next().value * n);
  const cards = Array.from({ length: 300 }, (_, at) => {
    const sprint = below(2) === 0;
    const start = after('2023-01-01', below(2500));
    const stages = sprint ? ['proposed', 'running', 'decided'] : ['need', 'tender', 'closed'];
    return card(`c${at}`, `a${at}`, {
      lane: sprint ? 'sprint' : 'marathon',
      stage: stages[below(3)]!,
      effort: below(30) / 10,
      owner: ['ann', 'eva', ''][below(3)]!,
      ...(below(9) && { start, end: after(start, below(900)) }),
      ...(sprint && below(2) && { quarter: `202${3 + below(5)}-Q${1 + below(4)}` }),
      ...(below(4) === 0 && { waiting_for: { party: 'Council' } }),
    });
  });
  const all = board(cards, { lane_limits: { marathon: 20, sprint: 10 }, owner_limit: 12 });

  function obvious({ quarter }: QuarterLoad): object {
    const [first, last] = [firstDay(quarter), lastDay(quarter)];
    const now = first <= today && today <= last;
    const here = cards.filter((card) => {
      const span = spanOf(card);
      if (!span || span.from > last || span.until < first) return false;
      return last < today || (now ? inWork(all, card) : !done(all, card));
    });
    const counted = here.filter((card) => !(now && card.waiting_for));
    const lane = (key: 'marathon' | 'sprint', limit: number) => {
      const mine = counted.filter((card) => card.lane === key);
      const effort = mine.reduce((sum, card) => sum + (card.effort ?? 0), 0);
      return {
        cards: mine.map(({ id }) => id),
        waiting: here.filter((card) => card.lane === key && !counted.includes(card)).map(({ id }) => id),
        effort: Number(effort.toFixed(1)),
        limit,
        over: mine.length > limit ? mine.length - limit : 0,
      };
    };
    const owned = (owner: string) => counted.filter((card) => card.owner === owner).length;
    const owners = ['ann', 'eva'].filter((owner) => owned(owner) > 12).sort((a, b) => owned(b) - owned(a));
    return {
      quarter,
      lanes: { marathon: lane('marathon', 20), sprint: lane('sprint', 10) },
      owners: owners.map((owner) => ({ owner, cards: owned(owner), limit: 12 })),
    };
  }

  const found = loads(all, spanOf, '2022-Q4', '2031-Q2', today);
  expect(found).toEqual(found.map(obvious));
  expect(found.some(({ lanes }) => lanes.sprint.over > 0)).toBe(true);
});
