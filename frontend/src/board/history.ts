import { same } from './predict.ts';
import type {
  Card,
  CardFields,
  CardPatch,
  Comment,
  Instant,
  LaneKey,
  PersonID,
  Stage,
  StageID,
} from './types.ts';

/** What an event touched, at one moment. A field that is absent was empty then. */
export interface Glimpse {
  readonly set?: CardPatch;
  /** The stage as it was called then. */
  readonly place?: { readonly lane: LaneKey; readonly stage: Stage };
  readonly comment?: Comment;
}

/** An event in the history of a card: what it touched, before and after. */
export interface Passage {
  readonly seq: number;
  readonly at: Instant;
  readonly by: PersonID;
  readonly kind: `card.${Deed}` | `comment.${'added' | 'edited' | 'removed'}`;
  readonly undoes?: number;
  readonly redoes?: number;
  readonly was: Glimpse;
  readonly now: Glimpse;
}

type Deed = 'added' | 'changed' | 'moved' | 'archived' | 'restored' | 'removed';

/** A part of a card's history, newest first; `more` when there are older passages. */
export interface Passages {
  readonly events: readonly Passage[];
  readonly more: boolean;
}

/** What differs between a card now and as it was: undefined for a field that was empty. */
export interface Former {
  readonly fields: { readonly [F in keyof CardFields]?: CardFields[F] | undefined };
  /** Where the card lay, when that is not where it lies. */
  readonly place?: { readonly lane: LaneKey; readonly stage: StageID };
}

/** The fields that a passage is about. */
export const fieldsOf = ({ was, now }: Passage): (keyof CardFields)[] =>
  [...new Set([...Object.keys(was.set ?? {}), ...Object.keys(now.set ?? {})])] as (keyof CardFields)[];

/**
 * How a card differs from what it was right after an event. `passages` are newest first and reach back to the event
 * at least.
 */
export function formerly(card: Card, passages: readonly Passage[], seq: number): Former {
  const then: Record<string, unknown> = {};
  let place: { lane: LaneKey; stage: StageID } = card;
  for (const passage of passages) {
    if (passage.seq <= seq) break;
    for (const field of fieldsOf(passage)) then[field] = passage.was.set?.[field];
    if (passage.was.place) place = { lane: passage.was.place.lane, stage: passage.was.place.stage.id };
  }
  const differing = Object.entries(then).filter(
    ([field, value]) => !same(value, card[field as keyof CardFields]),
  );
  const moved = place.lane !== card.lane || place.stage !== card.stage;
  return {
    fields: Object.fromEntries(differing),
    ...(moved && { place: { lane: place.lane, stage: place.stage } }),
  };
}

/** The parts in which two texts differ, with some of what surrounds them. */
export function apart(was: string, now: string): readonly [string, string] {
  const around = 60;
  const shorter = Math.min(was.length, now.length);
  let head = 0;
  while (head < shorter && was[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const from = head > around + 20 ? wordAfter(was, head - around) : 0;
  const left = tail > around + 20 ? tail - around : 0;
  const cut = (text: string) =>
    (from ? '… ' : '') + text.slice(from, text.length - left) + (left ? ' …' : '');
  return [cut(was), cut(now)];
}

/** Where the next word begins, so that no word is torn. */
function wordAfter(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space < 0 || space > at + 20 ? at : space + 1;
}
