import { expect, test } from 'vitest';
import { card } from '../testing/opened.ts';
import {
  crossed,
  disputed,
  moved,
  nudged,
  scheduleOf,
  reach,
  rebased,
  resized,
  stepOf,
  type Schedule,
} from './schedule.ts';

const schedule = (start = '', end = '', quarter = ''): Schedule => ({ start, end, quarter });

test('a plan is the dates of a card, and of a pilot its quarter', () => {
  const dates = { start: '2026-01-01', end: '2026-12-31', quarter: '2026-Q4' };
  expect(scheduleOf(card('a', 'a0', dates))).toEqual(schedule('2026-01-01', '2026-12-31'));
  expect(scheduleOf(card('a', 'a0', { ...dates, lane: 'sprint' }))).toEqual(dates);
  expect(scheduleOf(card('a', 'a0', { lane: 'sprint', quarter: 'soon' }))).toEqual(schedule());
});

test('a pilot without days of its own fills its quarter', () => {
  expect(reach(schedule('', '', '2026-Q4'))).toEqual({ from: '2026-10-01', until: '2026-12-31' });
  expect(reach(schedule('2026-08-15', '', '2026-Q4'))).toEqual({ from: '2026-08-15', until: '2026-12-31' });
  expect(reach(schedule('', '2026-09-01', '2026-Q4'))).toEqual({ from: '', until: '2026-09-01' });
  expect(reach(schedule())).toEqual({ from: '', until: '' });
});

test('a plan moves with all it has', () => {
  expect(moved(schedule('2026-01-15', '2027-06-30'), 'month', 2)).toEqual(
    schedule('2026-03-15', '2027-08-31'),
  );
  expect(moved(schedule('2026-01-15'), 'week', -1)).toEqual(schedule('2026-01-08'));
  expect(moved(schedule(), 'day', 3)).toEqual(schedule());
});

test('the quarter of a pilot goes where its end goes', () => {
  const pilot = schedule('2026-11-02', '2026-12-20', '2026-Q4');
  expect(moved(pilot, 'day', 5)).toEqual(schedule('2026-11-07', '2026-12-25', '2026-Q4'));
  expect(moved(pilot, 'week', 2)).toEqual(schedule('2026-11-16', '2027-01-03', '2027-Q1'));
  expect(moved(pilot, 'quarter', -1)).toEqual(schedule('2026-08-02', '2026-09-20', '2026-Q3'));
  // Its work may go on after the quarter in which it is in place.
  expect(moved(schedule('', '2027-02-01', '2026-Q4'), 'quarter', 1)).toEqual(
    schedule('', '2027-05-01', '2027-Q1'),
  );
});

test('a pilot with only a quarter goes by quarters', () => {
  const pilot = schedule('2026-11-02', '', '2026-Q4');
  expect(stepOf(pilot, 'day')).toBe('quarter');
  expect(stepOf(schedule('2026-11-02', '2026-12-01', '2026-Q4'), 'day')).toBe('day');
  expect(stepOf(schedule('2026-11-02', '2026-12-01', '2026-Q4'), 'month')).toBe('quarter');
  expect(stepOf(schedule('2026-11-02', '2026-12-01'), 'month')).toBe('month');
  expect(moved(pilot, 'quarter', 1)).toEqual(schedule('2027-02-02', '', '2027-Q1'));
});

test('an end snaps, and never passes the other', () => {
  const marathon = schedule('2026-03-10', '2026-09-20');
  expect(resized(marathon, 'end', '2027-01-12', 'month')).toEqual(schedule('2026-03-10', '2026-12-31'));
  expect(resized(marathon, 'start', '2026-02-03', 'month')).toEqual(schedule('2026-02-01', '2026-09-20'));
  expect(resized(marathon, 'end', '2025-01-01', 'day')).toEqual(schedule('2026-03-10', '2026-03-10'));
  expect(resized(marathon, 'start', '2027-01-01', 'day')).toEqual(schedule('2026-09-20', '2026-09-20'));
  expect(resized(schedule('2026-03-10'), 'end', '2026-05-05', 'day')).toEqual(
    schedule('2026-03-10', '2026-05-05'),
  );
});

test('an end of a pilot beyond its quarter takes the quarter along', () => {
  const pilot = schedule('2026-11-02', '', '2026-Q4');
  expect(resized(pilot, 'end', '2026-12-10', 'day')).toEqual(schedule('2026-11-02', '2026-12-10', '2026-Q4'));
  expect(resized(pilot, 'end', '2027-02-10', 'day')).toEqual(schedule('2026-11-02', '2027-02-10', '2027-Q1'));
  expect(resized(pilot, 'start', '2026-08-03', 'day')).toEqual(schedule('2026-08-03', '', '2026-Q4'));
});

test('keys lay an end on the next beginning or end', () => {
  const marathon = schedule('2026-03-10', '2026-09-20');
  expect(nudged(marathon, 'start', 'month', 1)).toEqual(schedule('2026-04-01', '2026-09-20'));
  expect(nudged(marathon, 'end', 'month', -1)).toEqual(schedule('2026-03-10', '2026-08-31'));
  expect(nudged(schedule('', '2026-09-20'), 'start', 'day', 1)).toEqual(schedule('', '2026-09-20'));
  expect(nudged(schedule('', '', '2026-Q4'), 'end', 'quarter', 1)).toEqual(
    schedule('', '2027-03-31', '2027-Q1'),
  );
});

test('only what the person has changed goes on top of what others have planned', () => {
  const base = schedule('2026-01-01', '2026-06-30');
  const mine = schedule('2026-01-01', '2026-09-30');
  const theirs = schedule('2026-02-01', '2026-07-31');
  expect(rebased(mine, base, theirs)).toEqual(schedule('2026-02-01', '2026-09-30'));
  expect(disputed(mine, base, theirs)).toEqual(['end']);
  expect(disputed(mine, base, mine)).toEqual([]);
  expect(disputed(mine, base, schedule('2026-02-01', '2026-06-30'))).toEqual([]);
  expect(crossed(schedule('2026-02-01', '2026-01-31'))).toBe(true);
  expect(crossed(base)).toBe(false);
});
