import { expect, test } from 'vitest';
import { belonging, draftOf, drawnSchedule } from './create.ts';

test('a marathon is drawn from the nearest beginning to the nearest end, either way', () => {
  const plan = { start: '2026-03-01', end: '2026-06-30', quarter: '' };
  expect(drawnSchedule('marathon', '2026-03-04', '2026-06-25', 'month')).toEqual(plan);
  expect(drawnSchedule('marathon', '2026-06-25', '2026-03-04', 'month')).toEqual(plan);
  expect(drawnSchedule('marathon', '2026-03-04', '2026-03-06', 'day')).toMatchObject({
    start: '2026-03-04',
    end: '2026-03-06',
  });
});

test('a marathon takes a step at least', () => {
  expect(drawnSchedule('marathon', '2026-03-02', '2026-03-03', 'month')).toMatchObject({
    start: '2026-03-01',
    end: '2026-03-31',
  });
  expect(drawnSchedule('marathon', '2026-11-20', '2026-11-20', 'week')).toMatchObject({
    start: '2026-11-23',
    end: '2026-11-29',
  });
});

test('a pilot gets the quarter that most of it lies in', () => {
  const drawn = drawnSchedule('sprint', '2026-12-20', '2027-02-10', 'week');
  expect(drawn).toEqual({ start: '', end: '', quarter: '2027-Q1' });
  expect(draftOf(drawn)).toEqual({ quarter: '2027-Q1' });
});

test('a new card belongs to the group it was drawn in', () => {
  expect(belonging(undefined, { key: 'it', name: '' })).toEqual({});
  expect(belonging('unit', { key: '', name: '' })).toEqual({});
  expect(belonging('unit', { key: 'it', name: 'Infrastructure' })).toEqual({ unit: 'it' });
  expect(belonging('anchor', { key: 'residents', name: 'Residents' })).toEqual({
    anchor: { for_whom: 'Residents' },
  });
});
