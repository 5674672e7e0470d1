import { keyOf, type Portfolio } from '../../board/pace/portfolio.ts';
import type { Card, CardID, PersonID, Stage } from '../../board/types.ts';

/** The inlet for ideas: what is proposed, and what becomes of it. */

/** The stage that ideas come into; none where people have removed it. */
export const inlet = ({ lanes }: Pick<Portfolio, 'lanes'>): Stage | undefined =>
  lanes.find(({ key }) => key === 'sprint')?.stages.find(({ key }) => key === 'proposed');

const isProposal = (board: Pick<Portfolio, 'lanes'>, card: Card) =>
  card.lane === 'sprint' && keyOf(board, card) === 'proposed';

const votesOf = ({ votes = [] }: Card) => votes.length;

/** What is proposed, the most wanted first, among equals the newest. */
export function proposals(board: Portfolio): Card[] {
  return board.cards
    .filter((card) => isProposal(board, card))
    .sort((a, b) => votesOf(b) - votesOf(a) || Date.parse(b.created_at) - Date.parse(a.created_at));
}

/** What became of an idea. */
export interface Fate {
  readonly card: Card;
  readonly archived: boolean;
  /** The card that holds it now, where it was merged. */
  readonly into: Card | undefined;
  /** The cards in which it goes on. */
  readonly grew: readonly Card[];
}

/** What became of the ideas of a person, the latest first. */
export function fates(board: Portfolio, person: PersonID): Fate[] {
  const all = new Map([...board.cards, ...board.archive].map((card) => [card.id, card]));
  const archived = new Set(board.archive.map(({ id }) => id));
  return [...all.values()]
    .filter((card) => card.created_by === person && beganAsProposal(board, card))
    .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
    .map((card) => ({
      card,
      archived: archived.has(card.id),
      into: lastOf(all, card),
      grew: grownFrom(all, card),
    }));
}

/**
 * Whether a card came in as a proposal: it still is one, or it was voted for, or it has moved on in the sprint lane.
 * What was added straight into a later stage and stayed there was never proposed.
 */
function beganAsProposal(board: Portfolio, card: Card): boolean {
  if (votesOf(card) > 0 || isProposal(board, card)) return true;
  return card.lane === 'sprint' && card.since !== card.created_at;
}

/** Where a card ended by being merged, over several steps. */
function lastOf(all: ReadonlyMap<CardID, Card>, card: Card): Card | undefined {
  const seen = new Set([card.id]);
  let into: Card | undefined;
  let next = card.merged_into;
  while (next && !seen.has(next)) {
    seen.add(next);
    into = all.get(next) ?? into;
    next = all.get(next)?.merged_into;
  }
  return into;
}

function grownFrom(all: ReadonlyMap<CardID, Card>, { pairs = [] }: Card): Card[] {
  const next = pairs.filter(({ kind }) => kind === 'graduates_to').map((pair) => all.get(pair.card));
  return next.filter((card) => card !== undefined);
}
