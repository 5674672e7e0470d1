/**
 * Messages: `messages/<locale>.json` holds ICU text, nested by subject: its top-level keys are the sections. English
 * is the source of keys and arguments; a locale that lacks a key, has one too many, or takes other arguments fails
 * the build.
 *
 * A build takes the words apart. What the modules say that run before anything is shown (`t.bar.help()`) is the part
 * `first`, one chunk per locale. Of the rest every section is a part that travels with the lazy modules that use it:
 * they are given an import of `virtual:words/<part>`, which has it fetched, and `Lazy` waits for it. Who runs the
 * page from its sources, and a test, has all words in `first`.
 *
 * `virtual:messages` gives `locales` and `first`, typed by `src/messages.d.ts`, which this plugin writes.
 */
import MessageFormat from '@messageformat/core';
// @ts-expect-error The package ships no types for this entry.
import compileModule from '@messageformat/core/compile-module.js';
import { parse, type Token } from '@messageformat/parser';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The languages of the page, the source language first. */
export const locales = ['en', 'sv', 'nb', 'da'] as const;

/** Sections that are needed together travel together; any other is a part by itself. */
const together: Readonly<Record<string, readonly string[]>> = {
  card: [
    'field',
    'dialog',
    'text',
    'conflict',
    'people',
    'labels',
    'risk',
    'waiting',
    'effort',
    'budget',
  ].concat(['checklist', 'comment', 'links', 'benefit', 'pair', 'date', 'mention']),
  import: ['import', 'column', 'note'],
};

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
  /** Fetches a part of the messages in each language. */
  export type Loaders = Readonly<Record<Locale, () => Promise<{ default: Partial<Messages> }>>>;
  /** Every language of the page, the source language first. */
  export const locales: readonly Locale[];
  /** Those that the first look at a board speaks with. */
  export const first: Loaders;
}
`;
  const file = resolve(root, 'src/messages.d.ts');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

const words = 'src/view/words.svelte.ts';

/** The messages that a module says, by section and key; a section read in any other way counts as a whole. */
export function said(code: string, tree: Tree): string[] {
  if (!/import \{[^}]*\bt\b[^}]*\} from ['"][^'"]*words\.svelte/.test(code)) return [];
  return [...code.matchAll(/\bt\.(\w+)(?:\.(\w+))?/g)].flatMap(([, section, key]) => {
    const messages = tree[section!];
    if (typeof messages !== 'object') return [];
    return key && key in messages ? [`${section}.${key}`] : keysOf(tree, section!);
  });
}

const keysOf = (tree: Tree, section: string) => Object.keys(tree[section]!).map((key) => `${section}.${key}`);

/** What the modules say that `entry` imports, and those that they import, and so on. */
export function saidAtFirst(entry: string, tree: Tree): Set<string> {
  const files = new Set([entry]);
  const found = new Set<string>();
  for (const file of files) {
    const code = readFileSync(file, 'utf8');
    for (const key of said(code, tree)) found.add(key);
    for (const [, from] of code.matchAll(
      /^\s*(?:import|export)\s(?!type\b)[^'"]*from '(\.[^']+\.(?:ts|svelte))'/gm,
    ))
      files.add(resolve(dirname(file), from!));
  }
  return found;
}

/** Which words travel in which part. */
export class Parts {
  readonly #first: ReadonlySet<string>;

  constructor(first: Iterable<string>) {
    this.#first = new Set(first);
  }

  #partOf(section: string, key: string): string {
    if (this.#first.has(`${section}.${key}`)) return 'first';
    return Object.keys(together).find((part) => together[part]!.includes(section)) ?? section;
  }

  /** The parts, beside the first, with what a module says. */
  of(code: string, tree: Tree): string[] {
    const parts = new Set(
      said(code, tree).map((key) => this.#partOf(...(key.split('.') as [string, string]))),
    );
    parts.delete('first');
    return [...parts].sort();
  }

  /** The messages of one part. */
  pick(tree: Tree, part: string): Tree {
    const picked: Tree = {};
    for (const [section, messages] of Object.entries(tree)) {
      const own = Object.entries(messages).filter(([key]) => this.#partOf(section, key) === part);
      if (own.length) picked[section] = Object.fromEntries(own) as Tree;
    }
    return picked;
  }
}

const messagesId = '\0virtual:messages';
const wordsId = '\0virtual:words/';

/** Functions that fetch a part, by locale. */
const loaders = (part: string) =>
  `{ ${locales.map((l) => `${l}: () => import('virtual:messages/${l}/${part}')`).join(', ')} }`;

/** `virtual:messages`, or the messages of a part in a locale: `virtual:messages/sv/first`. */
function messagesText(root: string, id: string, parts: Parts): string {
  const [, locale, part] = id.split('/') as [string, Locale?, string?];
  if (!locale || !part)
    return `export const locales = ${JSON.stringify(locales)};\nexport const first = ${loaders('first')};\n`;
  const picked = parts.pick(read(root, locale), part);
  return compileModule(new MessageFormat(locale, { strict: true }), picked) as string;
}

/** `virtual:words/quarter`: has that part fetched. */
const wordsText = (root: string, part: string) =>
  `import { need } from ${JSON.stringify(resolve(root, words))};\nneed(${loaders(part)});\n`;

/** The plugin that serves the messages and keeps their types current. Stands after the one that compiles Svelte. */
export function messages(): Plugin {
  let root = '';
  let apart = false;
  let source: Tree = {};
  let parts = new Parts([]);
  return {
    name: 'takt:messages',
    configResolved(config) {
      root = config.root;
      apart = config.command === 'build';
    },
    buildStart() {
      writeTypes(root);
      source = read(root, 'en');
      const all = () => Object.keys(source).flatMap((section) => keysOf(source, section));
      parts = new Parts(apart ? saidAtFirst(resolve(root, 'src/main.ts'), source) : all());
      for (const locale of locales) this.addWatchFile(resolve(root, `messages/${locale}.json`));
    },
    resolveId: (id) => (/^virtual:(messages|words)\b/.test(id) ? '\0' + id : undefined),
    load(id) {
      if (id.startsWith(wordsId)) return wordsText(root, id.slice(wordsId.length));
      return id.startsWith(messagesId) ? messagesText(root, id, parts) : undefined;
    },
    transform(code, id) {
      if (!apart || id.startsWith('\0') || id.includes('/node_modules/')) return;
      const used = parts.of(code, source);
      if (!used.length) return;
      return { code: used.map((part) => `import 'virtual:words/${part}'; `).join('') + code, map: null };
    },
    handleHotUpdate({ file, server }) {
      if (!/[\\/]messages[\\/]\w+\.json$/.test(file)) return;
      writeTypes(root);
      for (const id of [...server.moduleGraph.idToModuleMap.keys()])
        if (id.startsWith(messagesId))
          server.moduleGraph.invalidateModule(server.moduleGraph.getModuleById(id)!);
      server.ws.send({ type: 'full-reload' });
    },
  };
}
