/**
 * Icons: a font made of the drawings in `src/view/icons.ts`, and a class for each (`icon-clock`). A board shows
 * thousands of them. An inline `<svg>` is a drawing of its own to the browser, with a place of its own among the
 * layers that are gone through after every change; a character is text like any other, in the colour of the words
 * beside it, whatever the theme.
 *
 * `virtual:icons.css` has the font and the classes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { icons } from '../src/view/icons.ts';
import { firstCharacter, fontOf } from './icons/font.ts';

const family = 'Takt Icons';

/** The font's address beside the style sheet, and the character of each drawing. */
export function styleOf(names: readonly string[], font: string): string {
  const face = `@font-face{font-family:'${family}';font-weight:1 1000;font-display:block;src:url('${font}') format('truetype')}`;
  const character = (i: number) => `\\${(firstCharacter + i).toString(16)}`;
  return [face, ...names.map((name, i) => `.icon-${name}::before{content:'${character(i)}'}`)].join('\n');
}

/** The plugin that makes font and classes anew whenever the page is built or served. */
export function iconFont(): Plugin {
  let folder = '';
  return {
    name: 'takt:icons',
    configResolved({ root }) {
      folder = resolve(root, 'node_modules/.takt-icons');
      mkdirSync(folder, { recursive: true });
      writeFileSync(resolve(folder, 'icons.ttf'), fontOf(family, Object.values(icons)));
      writeFileSync(resolve(folder, 'icons.css'), styleOf(Object.keys(icons), './icons.ttf'));
    },
    resolveId: (id) => (id === 'virtual:icons.css' ? resolve(folder, 'icons.css') : undefined),
  };
}
