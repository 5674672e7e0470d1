import type { Card } from '../../board/types.ts';
import { plainMarkdown } from '../files/save.ts';
import { t } from '../words.svelte.ts';
import { quarterName } from './quarters.ts';
import type { Review } from './review.ts';

/** The parts of a review that list cards, in the order in which they are told. */
export const parts = ['scale', 'adopt', 'stop', 'extended', 'carried', 'undecided'] as const;

export type Part = (typeof parts)[number];

export const partName = (part: Part) => t.quarter.part[part]();

/** What a card adds to its part: what was learned, or why it goes on. */
export function saidOf(card: Card, part: Part, { quarter }: Review): string {
  if (part === 'extended' || part === 'carried')
    return card[part]?.find(({ from }) => from === quarter)?.reason ?? '';
  return card.learning?.learned ?? '';
}

/** The review as Markdown, for minutes. */
export function markdown(board: string, review: Review): string {
  const title = t.quarter.review({ quarter: quarterName(review.quarter) });
  const lists = parts.flatMap((part) => {
    const cards = review[part];
    if (!cards.length) return [];
    const lines = cards.map((card) => {
      const said = saidOf(card, part, review);
      return `- **${plainMarkdown(card.title)}**${said ? `: ${plainMarkdown(said)}` : ''}`;
    });
    return [`## ${partName(part)}\n\n${lines.join('\n')}\n`];
  });
  const share = t.quarter.share({ done: review.inTime.length, count: review.all.length });
  return `# ${plainMarkdown(title)}\n\n${plainMarkdown(board)}. ${plainMarkdown(share)}\n\n${lists.join('\n')}`;
}
