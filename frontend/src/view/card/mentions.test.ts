import { describe, expect, test } from 'vitest';
import { begun, closed, mention, mentioned, opened, plain } from './mentions.ts';

const kari = { id: 'kari', name: 'Kari Nordmann' };
const stored = 'Ask [@Kari Nordmann](person:kari) and [@Kari](person:k2).';

test('a mention is a link of Markdown that says who is meant', () => {
  expect(mention(kari)).toBe('[@Kari Nordmann](person:kari)');
  expect(mention({ id: 'x', name: 'A [very] odd\nname' })).toBe('[@A  very  odd name](person:x)');
  expect(plain(stored)).toBe('Ask @Kari Nordmann and @Kari.');
  expect(mentioned(stored)).toEqual(['kari', 'k2']);
});

describe('while a text is written', () => {
  test('mentions are names, and become mentions again', () => {
    const { text, people } = opened(stored);
    expect(text).toBe('Ask @Kari Nordmann and @Kari.');
    expect(closed(text, people)).toBe(stored);
    expect(closed(`${text} And @Karin.`, people)).toBe(`${stored} And @Karin.`);
  });

  test('two people of one name stay two', () => {
    const twins = '[@Kari](person:k1) [@Kari](person:k2)';
    const { text, people } = opened(twins);
    expect(text).toBe('@Kari [@Kari](person:k2)');
    expect(closed(text, people)).toBe(twins);
  });

  test('names are taken as they are written', () => {
    const odd = mention({ id: 'x', name: 'A.B (c)' });
    const { text, people } = opened(odd);
    expect(closed(text, people)).toBe(odd);
    expect(closed('@AxB (c)', people)).toBe('@AxB (c)');
  });
});

test('an @ at the beginning of a word begins a mention', () => {
  expect(begun('Ask @Ka', 7)).toEqual({ from: 4, name: 'Ka' });
  expect(begun('@', 1)).toEqual({ from: 0, name: '' });
  expect(begun('Ask @Kari No', 12)).toEqual({ from: 4, name: 'Kari No' });
  expect(begun('Ask @Kari Nordmann now', 22)).toBeUndefined();
  expect(begun('kari@example.org', 12)).toBeUndefined();
  expect(begun('Ask', 3)).toBeUndefined();
});
