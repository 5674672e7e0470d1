/**
 * Icons: a font of those in `src/view/icons.ts`, cut out of Lucide's, and a class for each (`icon-clock`). A board
 * shows thousands of them. An inline `<svg>` is a drawing of its own to the browser, with a place of its own among the
 * layers that are gone through after every change; a character is text like any other, in the colour of the words
 * beside it, whatever the theme.
 *
 * `virtual:icons.css` has the font and the classes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import subset from 'subset-font';
import type { Plugin } from 'vite';
import { icons } from '../src/view/icons.ts';

const { resolve: fileOf } = createRequire(import.meta.url);

/** The characters of Lucide's font, by the names of its icons. */
const characters = JSON.parse(readFileSync(fileOf('lucide-static/font/codepoints.json'), 'utf8')) as Record<
  string,
  number
>;

/** The character of each icon, by what it stands for. */
export function charactersOf(names: Readonly<Record<string, string>>): Map<string, number> {
  return new Map(
    Object.entries(names).map(([name, lucide]) => {
      const character = characters[lucide];
      if (!character) throw new Error(`Lucide has no icon called ${lucide}.`);
      return [name, character];
    }),
  );
}

/** Lucide's font with these characters alone, as WOFF2. */
export function fontOf(characters: Iterable<number>): Promise<Buffer> {
  const all = readFileSync(fileOf('lucide-static/font/lucide.ttf'));
  return subset(all, String.fromCodePoint(...characters), { targetFormat: 'woff2' });
}

/** The font's address beside the style sheet, and the class of each icon. */
export function styleOf(characters: ReadonlyMap<string, number>, font: string): string {
  const face = `@font-face{font-family:'Takt Icons';font-weight:1 1000;font-display:block;src:url('${font}') format('woff2')}`;
  const classes = [...characters].map(
    ([name, character]) => `.icon-${name}::before{content:'\\${character.toString(16)}'}`,
  );
  return [face, ...classes].join('\n');
}

/** The plugin that makes font and classes anew whenever the page is built or served. */
export function iconFont(): Plugin {
  let folder = '';
  return {
    name: 'takt:icons',
    async configResolved({ root }) {
      folder = resolve(root, 'node_modules/.takt-icons');
      mkdirSync(folder, { recursive: true });
      const characters = charactersOf(icons);
      writeFileSync(resolve(folder, 'icons.woff2'), await fontOf(characters.values()));
      writeFileSync(resolve(folder, 'icons.css'), styleOf(characters, './icons.woff2'));
    },
    resolveId: (id) => (id === 'virtual:icons.css' ? resolve(folder, 'icons.css') : undefined),
  };
}
