/** What a palette can find; the order is the one in which kinds are told when nothing speaks for another. */
export const kinds = ['selection', 'card', 'command', 'stage', 'filter', 'board'] as const;

export type Kind = (typeof kinds)[number];

/** What a thing is found by. */
export interface Findable {
  /** Stays the same from visit to visit, so that what was chosen lately can be known again. */
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** Other words it is found by. */
  readonly also?: readonly string[];
  /** Told only to somebody who writes something that fits. */
  readonly quiet?: boolean;
}

/** Things of one kind, best first; `recent` are those chosen lately, of any kind. */
export interface Section<T> {
  readonly kind: Kind | 'recent';
  readonly entries: readonly T[];
}

const mostRecent = 5;
const mostOfAKind = 30;

/**
 * What fits what was written, the best kind first. Every word must be found; a name that begins with the text comes
 * before one that has it inside, and a name before other words. What was chosen lately wins among equals. Nothing
 * written: what was chosen lately, then all that is not quiet.
 */
export function found<T extends Findable>(
  all: readonly T[],
  text: string,
  recent: readonly string[],
): Section<T>[] {
  const query = folded(text.trim());
  if (!query) return unasked(all, recent);
  const words = query.split(/\s+/);
  const scored = all.flatMap((entry, at) => {
    const fit = score(entry, query, words);
    const lately = recent.indexOf(entry.id);
    return fit ? [{ entry, at, fit: fit + (lately < 0 ? 0 : 5 / (lately + 1)) }] : [];
  });
  scored.sort((a, b) => b.fit - a.fit || order(a.entry) - order(b.entry) || a.at - b.at);
  return sections(scored.map(({ entry }) => entry));
}

const order = ({ kind }: Findable) => kinds.indexOf(kind);

function unasked<T extends Findable>(all: readonly T[], recent: readonly string[]): Section<T>[] {
  const lately = recent
    .flatMap((id) => all.find((entry) => entry.id === id && entry.kind !== 'selection') ?? [])
    .slice(0, mostRecent);
  const rest = all.filter((entry) => !entry.quiet && !lately.includes(entry));
  const first: Section<T>[] = lately.length ? [{ kind: 'recent', entries: lately }] : [];
  const parts = sections(rest.toSorted((a, b) => order(a) - order(b)));
  const [chosen, ...others] = parts;
  return chosen?.kind === 'selection' ? [chosen, ...first, ...others] : [...first, ...parts];
}

function sections<T extends Findable>(entries: readonly T[]): Section<T>[] {
  const parts = new Map<Kind, T[]>();
  for (const entry of entries) {
    const part = parts.get(entry.kind) ?? [];
    if (part.length < mostOfAKind) part.push(entry);
    parts.set(entry.kind, part);
  }
  return [...parts].map(([kind, entries]) => ({ kind, entries }));
}

/** How well an entry fits; 0 for not at all. */
export function score({ name, also = [] }: Findable, query: string, words: readonly string[]): number {
  const text = folded(name);
  if (text === query) return 100;
  if (text.startsWith(query)) return 80;
  if (also.some((other) => folded(other) === query)) return 75;
  const begun = ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  if (words.every((word) => begun.includes(` ${word}`))) return 60;
  if (words.every((word) => text.includes(word))) return 40;
  if (also.some((other) => folded(other).startsWith(query))) return 30;
  const whole = [text, ...also.map(folded)].join('\n');
  return words.every((word) => whole.includes(word)) ? 20 : 0;
}

const known = new Map<string, string>();

/** Lower case without accents, so that "forstudie" finds "Förstudie". */
export function folded(text: string): string {
  let plain = known.get(text);
  if (plain === undefined) {
    plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    if (known.size > 20_000) known.clear();
    known.set(text, plain);
  }
  return plain;
}
