import { expect, test } from 'vitest';
import { icons } from '../src/view/icons.ts';
import { charactersOf, fontOf, styleOf } from './icons.ts';

test('every icon is one of Lucide’s, with a class of its own', () => {
  const characters = charactersOf(icons);
  expect(characters.size).toBe(Object.keys(icons).length);
  expect(new Set(characters.values()).size).toBe(new Set(Object.values(icons)).size);
  const style = styleOf(characters, './icons.woff2');
  expect(style).toContain(`.icon-clock::before{content:'\\${characters.get('clock')!.toString(16)}'}`);
});

test('an icon that Lucide does not have is said', () => {
  expect(() => charactersOf({ horse: 'no-such-icon' })).toThrow('no icon called no-such-icon');
});

test('the font has these characters alone, and is the same every time', async () => {
  const characters = [...charactersOf(icons).values()];
  const font = await fontOf(characters);
  expect(font.toString('latin1', 0, 4)).toBe('wOF2');
  expect(font.equals(await fontOf(characters))).toBe(true);
  expect((await fontOf(characters.slice(0, 1))).length).toBeLessThan(font.length);
});
