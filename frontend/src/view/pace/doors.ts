import type { Card, CardID, Command, Learning, Quarter, StageID } from '../../board/types.ts';

/** The ways a pilot can leave a quarter: four doors by decision, and one without. */
export const doors = ['scale', 'adopt', 'extend', 'stop', 'carry'] as const;

export type Door = (typeof doors)[number];

/** What is said at a door. */
export interface Said {
  readonly door: Door;
  readonly learning: Learning;
  /** Why it is extended or carried. */
  readonly reason: string;
  /** Into which quarter it is extended or carried. */
  readonly quarter: Quarter;
  /** The marathon card it leads to; empty for a new one. */
  readonly into: CardID | '';
}

/** Whether all is said that a door asks for. */
export function isSaid({ door, learning, reason }: Said): boolean {
  if (door === 'extend' || door === 'carry') return reason.trim() !== '';
  return (learning.learned ?? '').trim() !== '';
}

/** What goes through a door asks of the server: one step, all or none. `why` is told where something is lacking. */
export function through(
  card: Card,
  said: Said,
  decided: StageID | undefined,
  next: CardID,
  why: string,
): Command[] {
  const { door, learning, reason, quarter, into } = said;
  if (door === 'extend' || door === 'carry')
    return [{ cmd: `card.${door}`, card: card.id, quarter, reason: reason.trim() }];
  const commands: Command[] = [{ cmd: 'card.change', card: card.id, set: { outcome: door, learning } }];
  if (door === 'scale' && into)
    commands.push({
      cmd: 'card.change',
      card: card.id,
      add: { pairs: [{ kind: 'graduates_to', card: into }] },
    });
  else if (door === 'scale')
    commands.push({ cmd: 'card.continue', card: card.id, new: next, as: 'graduates_to' });
  if (decided && card.stage !== decided)
    commands.push({ cmd: 'card.move', card: card.id, lane: 'sprint', stage: decided, reason: why });
  return commands;
}
