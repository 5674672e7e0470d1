import { describe, expect, it } from 'vitest';
import { beginning, boundsOf, isUnit, ticks, timeScale, units, zoomed } from './scale.ts';

describe('a scale of time', () => {
  const scale = timeScale('year', '2026-01-01', '2027-12-31', 732);

  it('fills the view with its unit', () => {
    expect(scale.perDay).toBe(2);
    expect(scale.width).toBe(730 * 2);
    expect(scale.unit).toBe('year');
  });

  it('knows where days begin and end, also beyond its ends', () => {
    expect(scale.x('2026-01-01')).toBe(0);
    expect(scale.x('2026-01-11')).toBe(20);
    expect(scale.end('2027-12-31')).toBe(scale.width);
    expect(scale.x('2025-12-31')).toBe(-2);
  });

  it('finds the day of a place, back from where each begins and until it ends', () => {
    for (const day of ['2026-01-01', '2026-03-29', '2026-10-25', '2027-12-31']) {
      expect(scale.day(scale.x(day))).toBe(day);
      expect(scale.day(scale.end(day) - 0.5)).toBe(day);
    }
    for (const unit of units)
      for (const view of [390, 1117, 1600.5]) {
        const other = timeScale(unit, '2019-01-01', '2040-12-31', view);
        for (const day of ['2020-02-29', '2026-11-22', '2040-12-31'])
          expect(other.day(other.x(day))).toBe(day);
      }
  });

  it('stands where the view has not been measured', () => {
    expect(timeScale('month', '2026-01-01', '2026-12-31', 0).width).toBeGreaterThan(0);
  });
});

describe('zoom', () => {
  it('goes from unit to unit and stops at the ends', () => {
    expect(zoomed('year', -1)).toBe('quarter');
    expect(zoomed('year', 1)).toBe('years2');
    expect(zoomed('month', -1)).toBe('month');
    expect(zoomed('years5', 1)).toBe('years5');
  });

  it('knows its units from other words', () => {
    expect(isUnit('years5')).toBe(true);
    expect(isUnit('decade')).toBe(false);
    expect(isUnit(undefined)).toBe(false);
  });
});

describe('the bounds of a timeline', () => {
  it('are whole years with room for a view on either side', () => {
    expect(boundsOf(['2025-03-04', '2029-09-30'], '2026-11-22', 'month')).toEqual([
      '2025-01-01',
      '2029-12-31',
    ]);
    expect(boundsOf(['2025-03-04', '2029-09-30'], '2026-11-22', 'years5')).toEqual([
      '2020-01-01',
      '2034-12-31',
    ]);
  });

  it('hold today where nothing is planned, and stop at years nobody plans for', () => {
    expect(boundsOf([], '2026-11-22', 'quarter')).toEqual(['2026-01-01', '2027-12-31']);
    expect(boundsOf(['0202-01-01', '9999-12-31'], '2026-11-22', 'month')).toEqual([
      '2016-01-01',
      '2046-12-31',
    ]);
  });
});

describe('the divisions of a time', () => {
  it('begin on the first day of a month, a quarter and a year', () => {
    expect(ticks('month', '2026-11-22', '2027-01-15')).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
    ]);
    expect(ticks('quarter', '2026-11-22', '2027-01-15')).toEqual(['2026-10-01', '2027-01-01', '2027-04-01']);
    expect(ticks('year', '2026-11-22', '2026-12-31')).toEqual(['2026-01-01', '2027-01-01']);
  });

  it('begin on Mondays, over the turn of a year', () => {
    expect(ticks('week', '2026-12-27', '2027-01-05')).toEqual([
      '2026-12-21',
      '2026-12-28',
      '2027-01-04',
      '2027-01-11',
    ]);
    expect(beginning('week', '2026-11-23')).toBe('2026-11-23');
    expect(beginning('week', '2026-11-22')).toBe('2026-11-16');
  });
});
