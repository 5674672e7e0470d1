import type { CardFields, CardID, Instant, LaneKey, PersonID, StageID, Verdict } from './types.ts';

/** What has come of a card since a time, whatever happened in between: `GET /api/boards/{board}/changes`. */
export interface CardChanges {
  readonly card: CardID;
  readonly title: string;
  readonly lane: LaneKey;
  readonly stage: StageID;
  /** Who changed it last, and when. */
  readonly by: PersonID;
  readonly at: Instant;
  readonly added?: boolean;
  readonly archived?: boolean;
  readonly restored?: boolean;
  /** Where it lay before. */
  readonly moved?: { readonly lane: LaneKey; readonly stage: StageID; readonly name: string };
  /** New ones, and those that are other than they were. */
  readonly decisions?: readonly Verdict[];
  readonly comments?: number;
  readonly fields?: readonly (keyof CardFields)[];
}
