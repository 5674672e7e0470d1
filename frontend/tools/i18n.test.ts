import { describe, expect, test } from 'vitest';
import { compare, typeOf } from './i18n.ts';

const source = {
  card: { open: 'Open', days: '{count, plural, one {# day} other {# days}} in {stage}' },
};

describe('a locale', () => {
  test('that says the same in other words is well', () => {
    const sv = { card: { open: 'Öppna', days: '{count, plural, one {# dag} other {# dagar}} i {stage}' } };
    expect(compare('sv', source, sv)).toEqual([]);
  });

  test('is told what it lacks, what is too much, and what takes other arguments', () => {
    const sv = { card: { days: '{count, plural, one {# dag} other {# dagar}}', more: 'Mer' } };
    expect(compare('sv', source, sv)).toEqual([
      'sv: card.open is missing',
      'sv: card.days takes {count}, the source takes {count, stage}',
      'sv: card.more is not in the source',
    ]);
  });
});

test('types name the arguments of each message', () => {
  expect(typeOf(source, '')).toBe(`{
  readonly "card": {
    readonly "open": () => string;
    readonly "days": (args: { count: number; stage: string | number }) => string;
  };
}`);
});
