import { beforeAll, expect, test } from 'vitest';
import { kept, withData } from '../../testing/answers.ts';
import { speak } from '../../words.svelte.ts';
import { areaOf, isEmpty, says, table } from './flow.ts';

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  await speak('en');
});

const answer = kept('flow');

test('the answer names the stage that has grown most in each lane', () => {
  expect(says(answer)).toBe(
    'Marathon: Concept and business case has grown most, from 0 to 1 card. ' +
      'Sprint: Setting up has grown most, from 0 to 2 cards.',
  );
});

test('where nothing has grown the fullest stage is named, and what is over does not count', () => {
  const stage = (name: string, ...cards: number[]) => ({ stage: name, name, custom: true, cards });
  const lane = (...stages: ReturnType<typeof stage>[]) =>
    withData(answer, { days: ['2026-01-01', '2026-01-08'], lanes: [{ lane: 'sprint', stages }] });
  expect(says(lane(stage('Trial', 3, 2), stage('Over', 1, 9)))).toBe(
    'No stage has grown; most lies in Trial, 2 cards.',
  );
  expect(says(lane(stage('Trial', 1, 0), stage('Over', 1, 2)))).toBe('Nothing is under way.');
  expect(isEmpty(lane(stage('Trial', 0, 0)))).toBe(true);
});

test('bands lie from what is over up to what has not begun; a stage where nothing lay has none', () => {
  const sprint = answer.data.lanes[1]!;
  const { bands, say } = areaOf(answer.data, sprint);
  expect(bands.map(({ name }) => name)).toEqual([
    'Decided',
    'In use',
    'Setting up',
    'Ready to start',
    'Proposed',
  ]);
  expect(new Set(bands.map(({ paint }) => `${paint.share} ${paint.pattern}`)).size).toBe(bands.length);
  expect(say(bands[2]!, 13)).toBe('5 Apr 2026, Setting up: 3 cards');
});

test('the table has a row for each day', () => {
  const { columns, rows } = table(answer);
  expect(rows).toHaveLength(answer.data.days.length);
  expect(rows.every((cells) => cells.length === columns.length)).toBe(true);
  expect(columns.at(-1)!.name).toBe('Sprint: Decided');
  expect(rows.at(-1)!.at(-1)).toBe('2');
});
