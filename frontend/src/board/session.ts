/** What the server says to one window: why it said no, who else is there, and how the line is. */
import type { CardID, PersonID } from './card.ts';

/** Why the server said no. */
export type Code =
  | 'bad_message'
  | 'bad_field'
  | 'too_long'
  | 'exists'
  | 'not_found'
  | 'stage_not_empty'
  | 'last_stage'
  | 'archived'
  | 'conflict'
  | 'built_on'
  | 'nothing_to_undo'
  | 'nothing_to_redo'
  | 'not_yours'
  | 'id_reused'
  | 'too_large'
  | 'too_many'
  | 'signed_out'
  | 'unavailable'
  | 'unknown_outcome';

export interface Refusal {
  readonly id: string;
  readonly code: Code;
  /** A sentence in English, for the log and for codes the page does not know. */
  readonly message: string;
  /** Fields that would have to be filled in. */
  readonly missing?: readonly string[];
  /** What the fields in question hold now. */
  readonly current?: Readonly<Record<string, unknown>>;
}

/** What somebody looks at, holds or edits; not history. */
export interface Looking {
  readonly card?: CardID;
  readonly holding?: boolean;
  /** The field being edited. */
  readonly editing?: string;
}

/** Somebody else's window on this board. */
export interface Presence extends Looking {
  readonly session: string;
  readonly by: PersonID;
  readonly name: string;
  readonly gone?: boolean;
}

/** The state of the line, always true. */
export type Line =
  /** All is confirmed, and changes arrive as they happen; `polling` where no socket gets through. */
  | { readonly state: 'live'; readonly polling?: true }
  /** Connected; this many changes of mine are not confirmed yet. */
  | { readonly state: 'saving'; readonly waiting: number; readonly polling?: true }
  /** The connection was lost a moment ago and is being remade. */
  | { readonly state: 'reconnecting'; readonly waiting: number }
  /** No connection for a while; my changes wait here. */
  | { readonly state: 'offline'; readonly waiting: number }
  /** The server will not have us back without somebody doing something. */
  | { readonly state: 'stopped'; readonly reason: Stop; readonly waiting: number };

/** Why the line is down for good: our own fault, signed out, not allowed, or no such board. */
export type Stop = 'bad_message' | 'signed_out' | 'no_right' | 'no_board';
