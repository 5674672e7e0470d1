/**
 * Mentions of people in Markdown. A mention is stored as a link, `[@Kari Nordmann](person:kari)`: plain text that
 * says who is meant in every export and in every other reader of Markdown. It carries the person's id, so that it
 * follows them when they change their name; the name in it is the one they had when it was written.
 */

const form = /\[@([^\]\n]{1,200})\]\(person:([a-z0-9][a-z0-9-]{0,63})\)/g;

/** What a mention is in a link's address. */
export const scheme = 'person:';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A mention as it is stored. */
export const mention = ({ id, name }: Named) => `[@${safe(name)}](${scheme}${id})`;

/** A name without what would end the link. */
const safe = (name: string) => name.replace(/[[\]\n\\]/g, ' ').trim();

/** A text for people to read: of each mention only the name is left. */
export const plain = (text: string) => text.replace(form, (_, name: string) => `@${name}`);

/** The people a text mentions. */
export const mentioned = (text: string): string[] => [...text.matchAll(form)].map(([, , id]) => id!);

/**
 * A text while it is written: mentions are names, and `people` says whose. A name that two people share stays in its
 * stored form for the second of them.
 */
export function opened(text: string): { text: string; people: ReadonlyMap<string, string> } {
  const people = new Map<string, string>();
  const shown = text.replace(form, (whole: string, name: string, id: string) => {
    if (people.has(name) && people.get(name) !== id) return whole;
    people.set(name, id);
    return `@${name}`;
  });
  return { text: shown, people };
}

/** A written text as it is stored: the names of `people` behind an @ become mentions again. */
export function closed(text: string, people: ReadonlyMap<string, string>): string {
  const names = [...people.keys()].sort((a, b) => b.length - a.length);
  if (!names.length) return text;
  const any = new RegExp(`(\\[)?@(${names.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(any, (whole: string, link: string | undefined, name: string) =>
    link ? whole : mention({ id: people.get(name)!, name }),
  );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The name that is being written behind an @ at a place of a text; undefined when none is. */
export function begun(text: string, at: number): { from: number; name: string } | undefined {
  const found = /(?:^|[\s([{"'“”«»„/])@([^\s@[\]()]*(?: [^\s@[\]()]+)?)$/u.exec(text.slice(0, at));
  return found ? { from: at - found[1]!.length - 1, name: found[1]! } : undefined;
}
