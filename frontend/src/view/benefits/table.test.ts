import { expect, test } from 'vitest';
import { plain } from './table.ts';

test('numbers are such as spreadsheets take for numbers', () => {
  expect(plain(1234567.5, 'sv')).toBe('1234567,5');
  expect(plain(-12, 'sv')).toBe('-12');
  expect(plain(0.25, 'en')).toBe('0.25');
  expect(plain(undefined, 'en')).toBe('');
});
