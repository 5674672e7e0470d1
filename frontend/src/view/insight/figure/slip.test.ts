import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { isEmpty, none, tracksOf, says, table } from './slip.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('slip');
const { cards } = answer.data;

test('the answer names how many are late, the worst, and where the middle lies', () => {
  expect(says(answer)).toBe(
    '2 of 3 marathons with a baseline are behind it, most of all Card m2: 89 days. ' +
      'Half of all are at most 60 days behind.',
  );
  expect(says(withData(answer, { cards: cards.slice(2) }))).toBe(
    'The one marathon with a baseline keeps it.',
  );
  const [worst, , early] = cards;
  expect(says(withData(answer, { cards: [worst!, early!] }))).toContain('At least half of all keep theirs.');
});

test('what was planned at the beginning of the period is told when it was other', () => {
  const steps = answer.data.steps
    .slice(2)
    .map((step, at) => ({ ...step, days: { ...step.days, p50: 10 + at } }));
  expect(says(withData(answer, { steps }))).toMatch(/When the period began, .* at most 10 days behind\.$/);
});

test('a row tells of every new plan on the way to where the card stands', () => {
  const [late, , early] = tracksOf(answer).rows;
  expect(late).toMatchObject({
    name: 'Card m2',
    card: 'm2',
    told: '89 days late',
    bars: [{ from: 0, to: 89 }],
  });
  expect(late!.points.map(({ at, form, text }) => [at, form, text])).toEqual([
    [30, 'step', 'Card m2: on 20 Feb 2026 planned anew for 1 Oct 2026, 30 days late. more questions'],
    [89, 'full', 'Card m2: 89 days late. Baseline 1 Sept 2026, planned now 29 Nov 2026.'],
  ]);
  expect(early).toMatchObject({ told: '10 days early', points: [{ at: -10, form: 'open' }] });
});

test('only so many are drawn as can be read; the table has them all', () => {
  const many = withData(answer, { cards: Array.from({ length: 50 }, () => cards[0]!) });
  expect(tracksOf(many).rows).toHaveLength(30);
  expect(says(many)).toMatch(/The 30 that say most of 50 are drawn; the table has them all\.$/);
  expect(table(many).rows).toHaveLength(50);
});

test('the table has a row for each card', () => {
  expect(table(answer).rows).toEqual([
    [{ text: 'Card m2', card: 'm2' }, '1 Sept 2026', '29 Nov 2026', '–', '89', '2'],
    [{ text: 'Card m1', card: 'm1' }, '31 Dec 2026', '1 Mar 2027', '–', '60', '1'],
    [{ text: 'Card m3', card: 'm3' }, '30 Apr 2026', '20 Apr 2026', 'finished', '-10', '0'],
  ]);
});

test('without any baseline it says where one is set', () => {
  expect(isEmpty(answer)).toBe(false);
  expect(isEmpty(withData(answer, { cards: [] }))).toBe(true);
  expect(none()).toContain('Fill in “Baseline end” on a card');
});
