import type { Portfolio } from '../../board/pace/portfolio.ts';
import type { Card } from '../../board/types.ts';

/** What has been learned on a board, for whoever is about to try the same. */

/** Cards that somebody has learned something from, the latest first. */
export function learnings(board: Portfolio): Card[] {
  return [...board.cards, ...board.archive]
    .filter((card) => card.lane === 'sprint' && !!(card.learning?.learned || card.learning?.tried))
    .sort((a, b) => Date.parse(b.changed_at) - Date.parse(a.changed_at));
}

/** Everything about a learning that is searched. */
export const textOf = ({ title, description, hypothesis, learning }: Card): string =>
  [title, learning?.tried, learning?.learned, hypothesis, description]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();

/** The learnings that hold all of the words. */
export function found(cards: readonly Card[], words: string): Card[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter((card) => wanted.every((word) => textOf(card).includes(word)));
}

/** Words of a text by their beginnings, so that forms of one word meet; short words say nothing. */
function stems(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.map((word) => word.slice(0, 6)));
}

/**
 * The learnings that are most like a text, best first: those that share at least two of its words, or the only one
 * it has; words of the title count twice.
 */
export function alike(cards: readonly Card[], text: string, most = 3): Card[] {
  const wanted = stems(text);
  if (wanted.size === 0) return [];
  const shared = (other: string) => [...stems(other)].filter((stem) => wanted.has(stem)).length;
  const scored = cards.map((card) => ({ card, words: shared(textOf(card)), title: shared(card.title) }));
  return scored
    .filter(({ words }) => words >= Math.min(2, wanted.size))
    .sort((a, b) => b.words + b.title - (a.words + a.title))
    .slice(0, most)
    .map(({ card }) => card);
}
