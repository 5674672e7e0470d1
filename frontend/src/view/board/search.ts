import type { Store } from '../../board/store.svelte.ts';
import type { Card } from '../../board/types.ts';
import { plain } from '../card/mentions.ts';

/** What a card can be found by, and where in it a word was found. */

/** A text as texts are compared. */
export const folded = (text: string) => text.normalize('NFC').toLowerCase();

/** The words somebody looks for; all of them have to be found, each anywhere. */
export const wordsOf = (text: string): string[] => [...new Set(folded(text).split(/\s+/).filter(Boolean))];

/** A part of a card that has a text. */
export type Part =
  | 'title'
  | 'description'
  | 'case_ref'
  | 'anchor'
  | 'risk'
  | 'waiting_for'
  | 'checklist'
  | 'comments'
  | 'attachments'
  | 'benefits'
  | 'budget'
  | 'labels'
  | 'people'
  | 'belongs';

/** Every text of a card, part by part. Names that the card carries by id only are among them. */
export function partsOf(store: Store, card: Card): (readonly [Part, string])[] {
  const named = (list: readonly { id: string; name: string }[], ids: readonly (string | undefined)[]) =>
    ids.map((id) => (id && list.find((entry) => entry.id === id)?.name) || '');
  const people = [card.owner, card.sponsor, card.champion, ...(card.followers ?? [])];
  const texts: readonly (readonly [Part, readonly (string | undefined)[]])[] = [
    ['title', [card.title]],
    ['description', [plain(card.description ?? '')]],
    ['case_ref', [card.case_ref]],
    ['anchor', [card.anchor?.for_whom, card.anchor?.now, card.anchor?.should_be]],
    ['risk', [card.risk?.note]],
    ['waiting_for', [card.waiting_for?.party, card.waiting_for?.reason]],
    ['checklist', (card.checklist ?? []).map((item) => item.text)],
    [
      'comments',
      (card.comments ?? []).map(({ author, text }) =>
        [store.nameOf(author), plain(text)].filter(Boolean).join(': '),
      ),
    ],
    ['attachments', (card.attachments ?? []).flatMap((link) => [link.name, link.url])],
    ['benefits', (card.benefits ?? []).flatMap((b) => [b.measure, b.owner && store.nameOf(b.owner)])],
    ['budget', [card.budget && `${card.budget.amount} ${card.budget.currency}`]],
    ['labels', named(store.labels, card.labels ?? [])],
    ['people', people.map((person) => (person ? store.nameOf(person) : ''))],
    ['belongs', [...named(store.units, [card.unit]), ...named(store.clusters, [card.cluster])]],
  ];
  return texts
    .map(([part, list]) => [part, list.filter(Boolean).join('\n')] as const)
    .filter(([, text]) => text);
}

/** All that a card can be found by, as texts are compared. */
export const haystack = (store: Store, card: Card): string =>
  folded(
    partsOf(store, card)
      .map(([, text]) => text)
      .join('\n'),
  );

/** Where words were found that are not in what a card shows on the board, with what stands around the first. */
export function foundIn(
  store: Store,
  card: Card,
  words: readonly string[],
): { part: Part; text: string } | undefined {
  const shown: readonly Part[] = ['title', 'labels'];
  const parts = partsOf(store, card);
  const seen = folded(parts.flatMap(([part, text]) => (shown.includes(part) ? [text] : [])).join('\n'));
  const missing = words.filter((word) => !seen.includes(word));
  for (const word of missing)
    for (const [part, text] of parts) {
      const at = shown.includes(part) ? -1 : folded(text).indexOf(word);
      if (at >= 0) return { part, text: around(text, at, word.length) };
    }
  return undefined;
}

/** A place of a text, with some words before and after it. */
function around(text: string, at: number, length: number): string {
  const [before, after] = [24, 48];
  const line = text.lastIndexOf('\n', at) + 1;
  const from = Math.max(line, at - before);
  const end = text.indexOf('\n', at + length);
  const to = Math.min(end < 0 ? text.length : end, at + length + after);
  const cut = text.slice(from, to).trim();
  return (from > line ? '…' : '') + cut + (to < (end < 0 ? text.length : end) ? '…' : '');
}

/** The places of a text where any of the words stands: from and to. */
export function places(text: string, words: readonly string[]): [number, number][] {
  const low = text.toLowerCase();
  // A letter that changes its length with its case would shift the places.
  if (low.length !== text.length) return [];
  return words.flatMap((word) => {
    const found: [number, number][] = [];
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length))
      found.push([at, at + word.length]);
    return found;
  });
}
