/**
 * Messages: `messages/<locale>.json` holds ICU text, nested by subject. English is the source of keys and
 * arguments; a locale that lacks a key, has one too many, or takes other arguments fails the build.
 *
 * `virtual:messages` gives `locales` and `load(locale)`: one lazy chunk of plain functions per locale, typed by
 * `src/messages.d.ts`, which this plugin writes.
 */
import MessageFormat from '@messageformat/core';
// @ts-expect-error The package ships no types for this entry.
import compileModule from '@messageformat/core/compile-module.js';
import { parse, type Token } from '@messageformat/parser';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The languages of the page, the source language first. */
export const locales = ['en', 'sv', 'nb', 'da'] as const;

type Locale = (typeof locales)[number];
type Tree = { [key: string]: string | Tree };

/** The arguments of a message and their TypeScript types, in order of name. */
function args(message: string): [name: string, type: string][] {
  const found = new Map<string, string>();
  collect(parse(message), found);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function collect(tokens: Token[], into: Map<string, string>): void {
  for (const token of tokens) {
    if (token.type === 'argument') {
      if (!into.has(token.arg)) into.set(token.arg, 'string | number');
    } else if (token.type === 'function') {
      into.set(token.arg, token.key === 'number' ? 'number' : 'Date');
    } else if ('cases' in token) {
      into.set(token.arg, token.type === 'select' ? 'string' : 'number');
      for (const branch of token.cases) collect(branch.tokens, into);
    }
  }
}

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else for (const [k, v] of flat(value, `${prefix}${key}.`)) out.set(k, v);
  }
  return out;
}

/** What is wrong with a locale, compared with the source. Empty when all is well. */
export function compare(locale: string, source: Tree, other: Tree): string[] {
  const wrong: string[] = [];
  const want = flat(source);
  const have = flat(other);
  const names = (text: string) =>
    args(text)
      .map(([name]) => name)
      .join(', ');
  for (const [key, text] of want) {
    const translated = have.get(key);
    if (translated === undefined) wrong.push(`${locale}: ${key} is missing`);
    else if (names(translated) !== names(text))
      wrong.push(`${locale}: ${key} takes {${names(translated)}}, the source takes {${names(text)}}`);
  }
  for (const key of have.keys()) if (!want.has(key)) wrong.push(`${locale}: ${key} is not in the source`);
  return wrong;
}

/** The TypeScript type of a tree of messages. */
export function typeOf(tree: Tree, indent = '  '): string {
  const lines = Object.entries(tree).map(([key, value]) => {
    const type = typeof value === 'string' ? signature(value) : typeOf(value, indent + '  ');
    return `${indent}  readonly ${JSON.stringify(key)}: ${type};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function signature(message: string): string {
  const list = args(message).map(([name, type]) => `${name}: ${type}`);
  return list.length ? `(args: { ${list.join('; ')} }) => string` : '() => string';
}

const read = (root: string, locale: Locale) =>
  JSON.parse(readFileSync(resolve(root, `messages/${locale}.json`), 'utf8')) as Tree;

/** Compares every locale with the source and writes `src/messages.d.ts`. Throws with every fault found. */
export function writeTypes(root: string): void {
  const source = read(root, 'en');
  const wrong = locales.slice(1).flatMap((locale) => compare(locale, source, read(root, locale)));
  if (wrong.length) throw new Error(`messages do not agree:\n  ${wrong.join('\n  ')}`);
  const text = `// Written by tools/i18n.ts from messages/en.json.
declare module 'virtual:messages' {
  export type Locale = ${locales.map((l) => `'${l}'`).join(' | ')};
  export type Messages = ${typeOf(source)};
  /** Every language of the page, the source language first. */
  export const locales: readonly Locale[];
  /** Fetches the messages of one language. */
  export function load(locale: Locale): Promise<Messages>;
}
`;
  const file = resolve(root, 'src/messages.d.ts');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

const prefix = '\0virtual:messages';

function moduleText(root: string, id: string): string {
  const locale = id.slice(prefix.length + 1) as Locale | '';
  if (locale) return compileModule(new MessageFormat(locale, { strict: true }), read(root, locale)) as string;
  const loaders = locales.map((l) => `${l}: () => import('virtual:messages/${l}')`).join(', ');
  return `export const locales = ${JSON.stringify(locales)};
const loaders = { ${loaders} };
export const load = (locale) => loaders[locale]().then((module) => module.default);
`;
}

/** The plugin that serves `virtual:messages` and keeps the types current. */
export function messages(): Plugin {
  let root = '';
  return {
    name: 'takt:messages',
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      writeTypes(root);
      for (const locale of locales) this.addWatchFile(resolve(root, `messages/${locale}.json`));
    },
    resolveId: (id) => (id.startsWith('virtual:messages') ? '\0' + id : undefined),
    load(id) {
      return id.startsWith(prefix) ? moduleText(root, id) : undefined;
    },
    handleHotUpdate({ file, server }) {
      if (!/[\\/]messages[\\/]\w+\.json$/.test(file)) return;
      writeTypes(root);
      for (const locale of locales) {
        const module = server.moduleGraph.getModuleById(`${prefix}/${locale}`);
        if (module) server.moduleGraph.invalidateModule(module);
      }
      server.ws.send({ type: 'full-reload' });
    },
  };
}
