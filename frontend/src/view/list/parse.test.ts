import { expect, test } from 'vitest';
import { dayOf, moneyOf, namedBy, numberOf, quarterIn } from './parse.ts';

const today = '2026-11-21';

test.each([
  ['1200000', 'sv', 1_200_000],
  ['1 200 000', 'sv', 1_200_000],
  ['1\u00a0200,5', 'nb', 1200.5],
  ['1.200.000', 'da', 1_200_000],
  ['1.200', 'da', 1200],
  ['1,200', 'en', 1200],
  ['1.200', 'en', 1.2],
  ['1,200', 'sv', 1.2],
  ['1,200.50', 'en', 1200.5],
  ['1.200,50', 'da', 1200.5],
  ['0,5', 'en', 0.5],
  ['-3', 'sv', -3],
  ['−3', 'sv', -3],
  ['1e9', 'en', undefined],
  ['many', 'en', undefined],
  ['', 'en', undefined],
])('the number %s in %s', (text, locale, number) => {
  expect(numberOf(text, locale)).toBe(number);
});

test.each([
  ['250 000 SEK', { amount: 250_000, currency: 'SEK' }],
  ['EUR 1.5', { amount: 1.5, currency: 'EUR' }],
  ['300 kr', { amount: 300, currency: 'NOK' }],
  ['300 kr.', { amount: 300, currency: 'NOK' }],
  ['300', { amount: 300, currency: 'NOK' }],
  ['300 m', undefined],
  ['300 xy', undefined],
  ['SEK', undefined],
  ['SEK 300 EUR', undefined],
])('the money %s', (text, money) => {
  expect(moneyOf(text, 'nb', 'NOK')).toEqual(money);
});

test.each([
  ['2027-03-12', 'en', '2027-03-12'],
  ['20270312', 'en', '2027-03-12'],
  ['2027-3-2', 'en', '2027-03-02'],
  ['2027-03-12T00:00:00Z', 'en', '2027-03-12'],
  ['12.3.2027', 'nb', '2027-03-12'],
  ['12/3 2027', 'sv', '2027-03-12'],
  ['12.03.27', 'da', '2027-03-12'],
  ['12/3', 'sv', '2027-03-12'],
  ['24/12', 'sv', '2026-12-24'],
  ['12 March 2027', 'en', '2027-03-12'],
  ['12. mars 2027', 'nb', '2027-03-12'],
  ['3 maj 2027', 'sv', '2027-05-03'],
  ['3. maj 2027', 'en', '2027-05-03'],
  ['30.2.2027', 'nb', undefined],
  ['1 Foo 2027', 'en', undefined],
  ['soon', 'en', undefined],
])('the day %s in %s', (text, locale, day) => {
  expect(dayOf(text, locale, today)).toBe(day);
});

test.each([
  ['Q4 2026', '2026-Q4'],
  ['2026-Q4', '2026-Q4'],
  ['2026 Q4', '2026-Q4'],
  ['kv. 4 2026', '2026-Q4'],
  ['4/2026', '2026-Q4'],
  ['Q5 2026', undefined],
  ['2026', undefined],
])('the quarter %s', (text, quarter) => {
  expect(quarterIn(text)).toBe(quarter);
});

test('a name is found whole, by its key, or by how it alone begins', () => {
  const list = [
    { value: 'ann', name: 'Ann Ek' },
    { value: 'anna', name: 'Anna Ek' },
    { value: 'bob', name: 'Bob Dahl' },
    { value: 'bo', name: 'Bo' },
  ];
  expect(namedBy(' ann ek ', list)).toBe(list[0]);
  expect(namedBy('Anna', list)).toBe(list[1]);
  expect(namedBy('bo', list)).toBe(list[3]);
  expect(namedBy('bob', list)).toBe(list[2]);
  expect(namedBy('a', list)).toBe('several');
  expect(namedBy('Eva', list)).toBe('none');
});
