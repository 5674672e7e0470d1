import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Board } from '../board.ts';
import { defaultSettings } from '../records.ts';
import type { Award, Card, Day, Quarter, Settings, WireBoard } from '../types.ts';
import { balance } from './balance.ts';
import { benefits, checkInsDue, series } from './benefit.ts';
import { lastWorkingDay, nextWorkingDay, off, type Holidays } from './calendar.ts';
import { agendas } from './council.ts';
import { after, daysBetween, monthsAfter } from './days.ts';
import { legalDates, nextLegalDate, slip, waited } from './face.ts';
import { lineage, near, renewals } from './marathon.ts';
import { contradictions, involvements, unpaired, unpiloted } from './pairs.ts';
import { portfolio, type Portfolio } from './portfolio.ts';
import { firstDay, inPlaceBy, isQuarter, lastDay, nextQuarter, quarterOf, weeksLeft } from './quarter.ts';
import { closing, pilots } from './quarter-close.ts';
import { standstill, type Standstill } from './standstill.ts';

/** The cases that the server's own tests run. */
const read = <T>(name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../server/pace/testdata/${name}.json`, import.meta.url), 'utf8'),
  ) as T;

type Country = Settings['country'];

const { days } = read<{ days: Record<Country, Record<Day, string>> }>('holidays');
const holidays = (country: Country): Holidays => new Map(Object.entries(days[country]));

interface QuarterCase {
  readonly name: string;
  readonly quarter: string;
  readonly wrong?: boolean;
  readonly country: Country;
  readonly on: Day;
  readonly first: Day;
  readonly last: Day;
  readonly next: Quarter;
  readonly last_working_day: Day;
  readonly weeks_left: number;
}

describe('quarters', () => {
  test.each(read<readonly QuarterCase[]>('quarters'))('$name', (c) => {
    expect(isQuarter(c.quarter)).toBe(!c.wrong);
    if (c.wrong) return;
    expect(firstDay(c.quarter)).toBe(c.first);
    expect(lastDay(c.quarter)).toBe(c.last);
    expect(nextQuarter(c.quarter)).toBe(c.next);
    expect(inPlaceBy(holidays(c.country), c.quarter)).toBe(c.last_working_day);
    expect(weeksLeft(holidays(c.country), c.quarter, c.on)).toBe(c.weeks_left);
  });
});

interface StandstillCase {
  readonly name: string;
  readonly country: Country;
  readonly notified_on: Day;
  readonly electronically: boolean;
  readonly stated: number;
  readonly want: Standstill;
}

describe('standstill', () => {
  test.each(read<readonly StandstillCase[]>('standstill'))('$name', (c) => {
    const award: Award = { notified_on: c.notified_on, electronic: c.electronically, days: c.stated };
    expect(standstill(c.country, holidays(c.country), award)).toEqual(c.want);
  });

  test('there is none before the award is notified', () => {
    expect(standstill('SE', holidays('SE'), { electronic: true })).toBeUndefined();
    expect(standstill('SE', holidays('SE'), undefined)).toBeUndefined();
  });

  test.each(['SE', 'NO', 'DK'] as const)('in %s it never ends on a day off', (country) => {
    const known = holidays(country);
    for (let day = '2024-01-01'; day < '2034-01-01'; day = after(day, 1)) {
      const { end, earliest_signing } = standstill(country, known, { notified_on: day, electronic: true })!;
      expect(off(known, end)).toBe('');
      expect(daysBetween(day, earliest_signing)).toBeGreaterThan(10);
    }
  });
});

test('without holidays weekends are off', () => {
  expect(nextWorkingDay(new Map(), '2026-11-21')).toBe('2026-11-23');
  expect(lastWorkingDay(new Map(), '2026-11-22')).toBe('2026-11-20');
  expect(nextWorkingDay(new Map(), '2026-12-25')).toBe('2026-12-25');
});

interface Scenario {
  readonly name: string;
  readonly on: Day;
  readonly board: Partial<WireBoard>;
  readonly ask: keyof typeof answers;
  readonly of?: string;
  readonly want: unknown;
}

const card = (board: Portfolio, id: string): Card => board.cards.find((c) => c.id === id)!;

/** How each question is answered. */
const answers = {
  pilots: (board: Portfolio, on: Day) => pilots(board, on),
  closing: (board: Portfolio, on: Day, of: string) => closing(board, of, on),
  slip: (board: Portfolio, _: Day, of: string) => slip(card(board, of)) ?? null,
  legal: (board: Portfolio, _: Day, of: string) => legalDates(board, card(board, of)),
  near: (board: Portfolio, on: Day, of: string) => near(board, on, of),
  renewals: (board: Portfolio, on: Day) => renewals(board, on),
  lineage: (board: Portfolio, _: Day, of: string) => lineage(board, of),
  contradictions: (board: Portfolio) => contradictions(board),
  unpaired: (board: Portfolio) => unpaired(board),
  unpiloted: (board: Portfolio) => unpiloted(board),
  involvements: (board: Portfolio) => involvements(board),
  balance: (board: Portfolio) => balance(board),
  waited: (board: Portfolio, on: Day, of: string) => waited(card(board, of), on),
  benefits: (board: Portfolio) => benefits(board),
  series: (board: Portfolio, _: Day, of: string) => series(board.cards[0]!, of),
  check_ins_due: (board: Portfolio, on: Day) => checkInsDue(board, on),
  agendas: (board: Portfolio, on: Day) => agendas(board, on),
  outlook: (board: Portfolio, on: Day) => ({
    on,
    quarter: quarterOf(on),
    pilots: pilots(board, on).filter(({ state }) => ['at_risk', 'late', 'past'].includes(state)),
    legal: near(board, on, monthsAfter(on, 3)),
    decisions: agendas(board, on),
    check_ins: checkInsDue(board, on),
    renewals: renewals(board, on),
    contradictions: contradictions(board),
    unpaired: unpaired(board),
    unpiloted: unpiloted(board),
    involvements: involvements(board),
    balance: balance(board),
    benefits: benefits(board),
  }),
};

const bare = { units: [], gates: [], bodies: [], archive: [], lanes: [], cards: [] };

function open(parts: Partial<WireBoard>): Portfolio {
  const settings = parts.settings ?? defaultSettings;
  return { ...bare, ...parts, settings, holidays: holidays(settings.country) };
}

describe.each(['sprint', 'marathon', 'pairs', 'balance', 'benefit', 'council', 'crowd'])('%s', (name) => {
  const file = read<{ board: Partial<WireBoard>; cases: readonly Scenario[] }>(name);
  test.each(file.cases)('$name', ({ on, board, ask, of = '', want }) => {
    expect(answers[ask](open({ ...file.board, ...board }), on, of)).toEqual(want);
  });
});

test('the next legal date is the first that has not passed', () => {
  const { board, cases } = read<{ board: Partial<WireBoard>; cases: readonly Scenario[] }>('marathon');
  const scenario = cases.find(({ name }) => name.startsWith('all legal dates'))!;
  const rules = open({ ...board, ...scenario.board });
  expect(nextLegalDate(rules, card(rules, 'a'), '2026-11-26')?.kind).toBe('standstill_end');
  expect(nextLegalDate(rules, card(rules, 'a'), '2026-11-27')?.kind).toBe('earliest_signing');
  expect(nextLegalDate(rules, card(rules, 'a'), '2031-07-01')).toBeUndefined();
});

test('a board is read in its order, with what is archived', () => {
  const { board, cases } = read<{ board: Partial<WireBoard>; cases: readonly Scenario[] }>('marathon');
  const scenario = cases.find(({ ask }) => ask === 'lineage')!;
  const wire = { id: 'b', name: 'B', epoch: '', seq: 1, ...bare, ...board, ...scenario.board };
  const opened = portfolio(Board.from(wire as WireBoard), holidays('SE'));
  expect(lineage(opened, scenario.of!)).toEqual(scenario.want);
  expect(opened.cards.map(({ id }) => id)).toEqual(['next', 'other', 'now', 'failed', 'pilot']);
});
