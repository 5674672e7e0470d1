import type { BoardEvent, PersonID, Presence, Refusal, WireBoard } from '../board/types.ts';

/** The first answer to a join, and the answer to one that only asks whether the line still stands. */
export interface Welcome {
  readonly epoch: string;
  readonly seq: number;
  readonly you: PersonID;
  readonly name: string;
  readonly session: string;
  /** The whole board, unless the events since the position that was joined from follow. */
  readonly board?: WireBoard;
  readonly people: Readonly<Record<PersonID, string>>;
  readonly present: readonly Presence[];
}

/** What the server says: one of these at a time. */
export interface Message {
  readonly welcome?: Welcome;
  readonly event?: BoardEvent;
  readonly refused?: Refusal;
  readonly presence?: Presence;
  readonly people?: Readonly<Record<PersonID, string>>;
  /** The position is not one of this board's history: join again from 0. */
  readonly resync?: { readonly reason: string };
}

/** The messages of a frame, which holds one or an array of them. */
export function messagesOf(frame: string): readonly Message[] {
  const read = JSON.parse(frame) as Message | readonly Message[];
  return Array.isArray(read) ? read : [read as Message];
}
