import { beforeAll, expect, test } from 'vitest';
import { today } from '../dates.ts';
import { card, opened } from '../testing/opened.ts';
import { speak } from '../words.svelte.ts';
import { described, flagOf, isOverdue, shortDates, spelledDay } from './telling.ts';

const year = new Date().getFullYear();
const dated = (lane: 'marathon' | 'sprint', start?: string, end?: string) =>
  card('a', 'a0', { lane, ...(start && { start }), ...(end && { end }) });

beforeAll(() => speak('en'));

test('years are told in quarters, and quarters in weeks', () => {
  expect(shortDates(dated('marathon', '2027-02-01', '2028-05-31'))).toBe('Q1 2027 – Q2 2028');
  expect(shortDates(dated('marathon', '2027-02-01', '2027-03-31'))).toBe('Q1 2027');
  expect(shortDates(dated('marathon', undefined, '2027-03-31'))).toBe('until Q1 2027');
  expect(shortDates(dated('sprint', `${year}-02-02`, `${year}-03-06`))).toMatch(/^wk \d–\d+$/);
  expect(shortDates(dated('sprint', '2031-12-15', '2032-01-16'))).toBe('wk 51 2031 – wk 3 2032');
  expect(shortDates(dated('sprint'))).toBe('');
});

test('weeks and days are told as each language does', async () => {
  const day = '2031-03-03';
  const told: string[] = [];
  for (const locale of ['en', 'sv', 'nb', 'da'] as const) {
    await speak(locale);
    told.push(spelledDay(day));
  }
  await speak('en');
  expect(told).toEqual([
    '3 March 2031 (wk 10, Q1 2031)',
    '3 mars 2031 (v. 10, Q1 2031)',
    '3. mars 2031 (uke 10, Q1 2031)',
    '3. marts 2031 (uge 10, Q1 2031)',
  ]);
});

test('the worst is told first', () => {
  const waiting_for = { party: 'the council', since: today() };
  expect(flagOf(card('a', 'a0'))).toBeUndefined();
  expect(flagOf(card('a', 'a0', { risk: { level: 'low' } }))).toBeUndefined();
  expect(flagOf(card('a', 'a0', { risk: { level: 'medium' }, waiting_for }))).toMatchObject({
    tone: 'warn',
    text: 'Waiting for the council',
  });
  expect(flagOf(card('a', 'a0', { risk: { level: 'high' }, waiting_for }))).toMatchObject({ tone: 'danger' });
});

test('what is done is not late', () => {
  expect(isOverdue(dated('marathon', undefined, '2020-01-01'))).toBe(true);
  expect(isOverdue({ ...dated('marathon', undefined, '2020-01-01'), stage: 'closed' })).toBe(false);
  expect(isOverdue(dated('marathon', undefined, today()))).toBe(false);
});

test('a card says in words what it shows', () => {
  const shown = card('a', 'a0', {
    owner: 'bob',
    labels: ['law'],
    since: new Date().toISOString(),
    checklist: [
      { id: '1', text: 'x', done: true },
      { id: '2', text: 'y' },
    ],
  });
  const { desk } = opened([shown]);
  expect(described(desk, shown)).toBe(
    'new here today. Owner: Bob Dahl. Labels: Legal requirement. 1 of 2 done',
  );
});
