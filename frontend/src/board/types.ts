/**
 * The wire: what the server sends about a board and what it may be asked to do. The names are the server's own
 * (`server/kanban`); a test there keeps the two in step. Absent means empty; an empty value in a `set` clears.
 */
import type {
  Body,
  BodyID,
  CardRecord,
  CheckIn,
  Gate,
  GateID,
  KeptPage,
  Measure,
  Notice,
  Option,
  Pilot,
  PriorInvolvement,
  Quarter,
  Recognition,
  Settings,
  SharedView,
  Stamped,
  Tendering,
  Verdict,
} from './records.ts';

export type * from './records.ts';

/** `[a-z0-9][a-z0-9-]{0,63}`; whoever adds a thing may mint its id. */
export type CardID = string;
export type StageID = string;
export type LabelID = string;
export type UnitID = string;
export type ClusterID = string;
export type ItemID = string;
export type CommentID = string;
export type PersonID = string;

/** RFC 3339 in UTC with milliseconds. */
export type Instant = string;
/** `YYYY-MM-DD`. */
export type Day = string;

export type LaneKey = 'marathon' | 'sprint';

/** A column of a lane. Its id is unique within the lane only. */
export interface Stage {
  readonly id: StageID;
  /** The standard stage this is, or empty for one that people added. */
  readonly key: string;
  /** The English name of a standard stage unless `custom`; then what people call it. */
  readonly name: string;
  readonly custom?: boolean;
  /** Most cards that should be here at once; absent or 0 for no limit. */
  readonly limit?: number;
}

export interface Lane {
  readonly key: LaneKey;
  readonly stages: readonly Stage[];
}

export type Color = 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'pink';

export interface Label {
  readonly id: LabelID;
  readonly name: string;
  readonly color: Color;
  /** No longer offered; cards may still carry it. */
  readonly removed?: boolean;
}

/** A unit or a cluster of the organisation. */
export interface Unit {
  readonly id: UnitID;
  readonly name: string;
  readonly removed?: boolean;
}

export type Cluster = Unit;

/** The experience a card is for. */
export interface Anchor {
  readonly now?: string;
  readonly should_be?: string;
  readonly for_whom?: string;
}

export interface Risk {
  readonly level?: 'low' | 'medium' | 'high';
  readonly note?: string;
}

export interface WaitingFor {
  readonly party?: string;
  readonly reason?: string;
  readonly since?: Day;
}

export interface Budget {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface ChecklistItem {
  readonly id: ItemID;
  readonly text: string;
  readonly done?: boolean;
}

/** A link; http and https only. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

export interface Benefit {
  readonly id: string;
  readonly kind: 'avoided_cost' | 'time_saved' | 'quality';
  readonly owner?: PersonID;
  readonly measure: string;
  readonly baseline?: number;
  readonly target?: number;
  /** Of measure, such as h or SEK; only like units are summed. */
  readonly unit?: string;
  readonly due?: Day;
}

export type PairKind =
  | 'informs'
  | 'derisks'
  | 'graduates_to'
  | 'blocked_by'
  | 'replaces'
  | 'renewal_of'
  | 'restart_of'
  | 'call_off_of'
  | 'planned_by';

export interface Pair {
  readonly kind: PairKind;
  readonly card: CardID;
}

export interface Comment {
  readonly id: CommentID;
  readonly author: PersonID;
  readonly written_at: Instant;
  readonly text: string;
  readonly edited_at?: Instant;
}

/** What people set on a card, and what is on record about it. */
export interface CardFields extends Tendering, Pilot, CardRecord {
  readonly title: string;
  /** Markdown. */
  readonly description?: string;
  readonly owner?: PersonID;
  readonly sponsor?: PersonID;
  readonly champion?: PersonID;
  readonly unit?: UnitID;
  readonly cluster?: ClusterID;
  readonly labels?: readonly LabelID[];
  readonly anchor?: Anchor;
  readonly start?: Day;
  readonly end?: Day;
  readonly risk?: Risk;
  readonly waiting_for?: WaitingFor;
  /** People, in tenths. */
  readonly effort?: number;
  readonly budget?: Budget;
  readonly case_ref?: string;
  readonly followers?: readonly PersonID[];
  readonly checklist?: readonly ChecklistItem[];
  readonly attachments?: readonly Attachment[];
  readonly benefits?: readonly Benefit[];
  readonly pairs?: readonly Pair[];
  readonly prior_involvement?: readonly PriorInvolvement[];
}

/** The lists of a card whose entries are set one by one. */
export interface EntryLists {
  readonly attachments: Attachment;
  readonly benefits: Benefit;
  readonly notices: Notice;
  readonly options: Option;
  readonly measures: Measure;
  readonly prior_involvement: PriorInvolvement;
  readonly decisions: Verdict;
  readonly check_ins: CheckIn;
  readonly recognitions: Recognition;
}

/** An entry as it is asked for: the server gives an id to a new one, and says who and when. */
export type Wanted<E> = E extends { readonly id: string }
  ? Omit<E, 'id' | keyof Stamped> & { readonly id?: string } & Partial<Stamped>
  : never;

export interface Card extends CardFields {
  readonly id: CardID;
  readonly lane: LaneKey;
  readonly stage: StageID;
  /** Fractional index, unique in its stage; cards are ordered by (rank, id), compared by code unit. */
  readonly rank: string;
  readonly comments?: readonly Comment[];
  /** When it entered its stage. */
  readonly since: Instant;
  readonly created_at: Instant;
  readonly created_by: PersonID;
  readonly changed_at: Instant;
  readonly changed_by: PersonID;
}

/** A whole board: `GET /api/boards/{board}`, and `welcome.board`. */
export interface WireBoard {
  readonly id: string;
  readonly name: string;
  readonly epoch: string;
  /** The last event this board holds. */
  readonly seq: number;
  readonly archived?: boolean;
  readonly lanes: readonly Lane[];
  readonly labels?: readonly Label[];
  readonly units?: readonly Unit[];
  readonly clusters?: readonly Cluster[];
  readonly gates?: readonly Gate[];
  readonly bodies?: readonly Body[];
  readonly views?: readonly SharedView[];
  readonly settings?: Settings;
  readonly cards: readonly Card[];
  /** Archived cards; they remember their lane, stage and rank. */
  readonly archive?: readonly Card[];
}

/**
 * Values for some of a card's fields. What is empty clears: `''`, `0`, `[]`, `{}`, and for a budget
 * `{amount: 0, currency: ''}`. The wire knows no null.
 */
export type CardPatch = { readonly [F in keyof CardFields]?: NonNullable<CardFields[F]> };

/** Members of a card's lists to add or remove, so that two people can change one list at once. */
export interface ListPatch {
  readonly labels?: readonly LabelID[];
  readonly followers?: readonly PersonID[];
  readonly pairs?: readonly Pair[];
}

/** The neighbour a thing goes before or after; `before` wins; neither: last. */
export interface Place {
  readonly before?: string;
  readonly after?: string;
}

/** Into which quarter a pilot goes, and why. */
export interface Later {
  readonly card: CardID;
  readonly quarter: Quarter;
  readonly reason: string;
}

/** What a board can be asked. */
export type Command =
  | ({
      readonly cmd: 'card.add';
      readonly card?: CardID;
      readonly lane: LaneKey;
      readonly stage: StageID;
      readonly title: string;
      readonly set?: Omit<CardPatch, 'title'>;
    } & Place)
  | {
      readonly cmd: 'card.change';
      readonly card: CardID;
      readonly set?: CardPatch;
      readonly was?: CardPatch;
      readonly add?: ListPatch;
      readonly remove?: ListPatch;
      /** Why the end of a card with a baseline is planned anew. */
      readonly reason?: string;
    }
  | ({
      readonly cmd: 'card.move';
      readonly card: CardID;
      readonly lane?: LaneKey;
      readonly stage?: StageID;
      /** Why it goes there although something is lacking. */
      readonly reason?: string;
    } & Place)
  | ({ readonly cmd: 'card.carry' } & Later)
  | ({ readonly cmd: 'card.extend' } & Later)
  | {
      readonly cmd: 'card.continue';
      readonly card: CardID;
      readonly new?: CardID;
      readonly as: 'graduates_to' | 'restart_of' | 'renewal_of';
      readonly stage?: StageID;
      readonly title?: string;
    }
  | { readonly cmd: 'card.merge'; readonly card: CardID; readonly into: CardID }
  | { readonly cmd: 'card.vote'; readonly card: CardID; readonly vote: boolean }
  | {
      [L in keyof EntryLists]: {
        readonly cmd: 'entry.set';
        readonly card: CardID;
        readonly list: L;
        readonly entry: Wanted<EntryLists[L]>;
        readonly was?: Wanted<EntryLists[L]>;
      };
    }[keyof EntryLists]
  | {
      readonly cmd: 'entry.remove';
      readonly card: CardID;
      readonly list: keyof EntryLists;
      readonly entry: string;
    }
  | { readonly cmd: 'card.archive'; readonly card: CardID }
  | { readonly cmd: 'card.restore'; readonly card: CardID }
  | {
      readonly cmd: 'item.add';
      readonly card: CardID;
      readonly item?: ItemID;
      readonly text: string;
      readonly before?: ItemID;
    }
  | {
      readonly cmd: 'item.change';
      readonly card: CardID;
      readonly item: ItemID;
      readonly text?: string;
      readonly done?: boolean;
      readonly was?: string;
    }
  | { readonly cmd: 'item.move'; readonly card: CardID; readonly item: ItemID; readonly before?: ItemID }
  | { readonly cmd: 'item.remove'; readonly card: CardID; readonly item: ItemID }
  | {
      readonly cmd: 'comment.add';
      readonly card: CardID;
      readonly comment?: CommentID;
      readonly text: string;
    }
  | {
      readonly cmd: 'comment.edit';
      readonly card: CardID;
      readonly comment: CommentID;
      readonly text: string;
      readonly was?: string;
    }
  | { readonly cmd: 'comment.remove'; readonly card: CardID; readonly comment: CommentID }
  | {
      readonly cmd: 'stage.add';
      readonly lane: LaneKey;
      readonly stage?: StageID;
      readonly key?: string;
      readonly name?: string;
      readonly before?: StageID;
      readonly limit?: number;
    }
  | { readonly cmd: 'stage.rename'; readonly lane: LaneKey; readonly stage: StageID; readonly name: string }
  | { readonly cmd: 'stage.move'; readonly lane: LaneKey; readonly stage: StageID; readonly before?: StageID }
  | { readonly cmd: 'stage.limit'; readonly lane: LaneKey; readonly stage: StageID; readonly limit: number }
  | { readonly cmd: 'stage.remove'; readonly lane: LaneKey; readonly stage: StageID }
  | { readonly cmd: 'label.add'; readonly label?: LabelID; readonly name: string; readonly color?: Color }
  | { readonly cmd: 'label.change'; readonly label: LabelID; readonly name?: string; readonly color?: Color }
  | { readonly cmd: 'label.remove'; readonly label: LabelID }
  | { readonly cmd: 'unit.add'; readonly unit?: UnitID; readonly name: string }
  | { readonly cmd: 'unit.change'; readonly unit: UnitID; readonly name?: string }
  | { readonly cmd: 'unit.remove'; readonly unit: UnitID }
  | { readonly cmd: 'cluster.add'; readonly cluster?: ClusterID; readonly name: string }
  | { readonly cmd: 'cluster.change'; readonly cluster: ClusterID; readonly name?: string }
  | { readonly cmd: 'cluster.remove'; readonly cluster: ClusterID }
  | { readonly cmd: 'board.rename'; readonly name: string }
  | { readonly cmd: 'board.set'; readonly settings: Partial<Settings> }
  | {
      readonly cmd: 'gate.add';
      readonly gate?: GateID;
      readonly lane: LaneKey;
      readonly stage: StageID;
      readonly name: string;
      readonly body?: BodyID;
      readonly needs?: readonly string[];
    }
  | {
      readonly cmd: 'gate.change';
      readonly gate: GateID;
      readonly stage?: StageID;
      readonly name?: string;
      readonly body?: BodyID;
      readonly needs?: readonly string[];
    }
  | { readonly cmd: 'gate.remove'; readonly gate: GateID }
  | { readonly cmd: 'body.add'; readonly body?: BodyID; readonly name: string }
  | { readonly cmd: 'body.change'; readonly body: BodyID; readonly name: string }
  | { readonly cmd: 'body.remove'; readonly body: BodyID }
  | {
      readonly cmd: 'meeting.add';
      readonly body: BodyID;
      readonly meeting?: string;
      readonly on: Day;
      readonly papers_by?: Day;
    }
  | {
      readonly cmd: 'meeting.change';
      readonly body: BodyID;
      readonly meeting: string;
      readonly on?: Day;
      readonly papers_by?: Day;
    }
  | { readonly cmd: 'meeting.remove'; readonly body: BodyID; readonly meeting: string }
  | {
      readonly cmd: 'view.add';
      readonly view?: string;
      readonly name: string;
      readonly page: KeptPage;
      readonly search?: string;
    }
  | {
      readonly cmd: 'view.change';
      readonly view: string;
      readonly name?: string;
      readonly page?: KeptPage;
      readonly search?: string;
    }
  | { readonly cmd: 'view.remove'; readonly view: string }
  | { readonly cmd: 'board.archive' }
  | { readonly cmd: 'board.restore' }
  /** A person's own steps; the latest unless `step` names another by its last event. */
  | { readonly cmd: 'undo'; readonly step?: number }
  | { readonly cmd: 'redo'; readonly step?: number }
  /** All or nothing, one step for undo, at most 200. */
  | { readonly cmd: 'batch'; readonly commands: readonly Command[] };

/** Where a card lies, and since when. */
export interface Lying {
  readonly lane: LaneKey;
  readonly stage: StageID;
  readonly rank: string;
  readonly since: Instant;
}

/** What one event sets. */
export type Change =
  | {
      readonly kind: 'board.created';
      readonly board: string;
      readonly name: string;
      readonly lanes: readonly Lane[];
      readonly labels?: readonly Label[];
      readonly units?: readonly Unit[];
      readonly clusters?: readonly Cluster[];
      readonly gates?: readonly Gate[];
      readonly bodies?: readonly Body[];
      readonly views?: readonly SharedView[];
      readonly settings?: Settings;
    }
  | {
      readonly kind: 'board.changed';
      readonly set: { readonly name?: string; readonly archived?: boolean; readonly settings?: Settings };
    }
  | {
      readonly kind: 'stage.added';
      readonly lane: LaneKey;
      readonly stage: StageID;
      readonly key: string;
      readonly name: string;
      readonly custom?: boolean;
      readonly limit?: number;
      readonly order: readonly StageID[];
    }
  | {
      readonly kind: 'stage.changed';
      readonly lane: LaneKey;
      readonly stage: StageID;
      readonly set: { readonly name?: string; readonly custom?: boolean; readonly limit?: number };
    }
  | { readonly kind: 'stage.removed'; readonly lane: LaneKey; readonly stage: StageID }
  | { readonly kind: 'stages.ordered'; readonly lane: LaneKey; readonly order: readonly StageID[] }
  | {
      readonly kind: 'label.set';
      readonly label: LabelID;
      readonly name: string;
      readonly color: Color;
      readonly removed?: boolean;
    }
  | { readonly kind: 'unit.set'; readonly unit: UnitID; readonly name: string; readonly removed?: boolean }
  | {
      readonly kind: 'cluster.set';
      readonly cluster: ClusterID;
      readonly name: string;
      readonly removed?: boolean;
    }
  | ({ readonly kind: 'gate.set'; readonly gate: GateID } & Omit<Gate, 'id'>)
  | ({ readonly kind: 'body.set'; readonly body: BodyID } & Omit<Body, 'id'>)
  | ({ readonly kind: 'view.set'; readonly view: string; readonly kept_by: PersonID } & Omit<
      SharedView,
      'id' | 'by'
    > & { readonly removed?: boolean })
  | {
      readonly kind: 'card.added';
      readonly card: CardID;
      readonly lane: LaneKey;
      readonly stage: StageID;
      readonly rank: string;
      readonly since: Instant;
      readonly set: { readonly title: string } & CardPatch;
      /** What a card that was not new brings along, from an import; absent is as the event says. */
      readonly archived?: boolean;
      readonly comments?: readonly Comment[];
      readonly created_at?: Instant;
      readonly created_by?: PersonID;
      readonly changed_at?: Instant;
      readonly changed_by?: PersonID;
    }
  | { readonly kind: 'card.changed'; readonly card: CardID; readonly set: CardPatch }
  | ({ readonly kind: 'card.moved'; readonly card: CardID } & Lying)
  | { readonly kind: 'card.archived'; readonly card: CardID }
  | ({ readonly kind: 'card.restored'; readonly card: CardID } & Lying)
  | { readonly kind: 'card.removed'; readonly card: CardID }
  | {
      readonly kind: 'cards.ranked';
      readonly lane: LaneKey;
      readonly stage: StageID;
      readonly ranks: Readonly<Record<CardID, string>>;
    }
  | {
      readonly kind: 'comment.added';
      readonly card: CardID;
      readonly comment: CommentID;
      readonly author: PersonID;
      readonly written_at: Instant;
      readonly text: string;
      readonly edited_at?: Instant;
    }
  | {
      readonly kind: 'comment.edited';
      readonly card: CardID;
      readonly comment: CommentID;
      readonly text: string;
      readonly edited_at?: Instant;
    }
  | { readonly kind: 'comment.removed'; readonly card: CardID; readonly comment: CommentID };

/** Who made a change, and when. */
export interface Stamp {
  readonly at: Instant;
  readonly by: PersonID;
}

/** One thing that happened. Several events of one command share `id` and follow each other; all but the last say `more`. */
export type BoardEvent = Stamp & {
  readonly seq: number;
  readonly id: string;
  readonly more?: boolean;
  /** The step this one undoes or redoes. */
  readonly undoes?: number;
  readonly redoes?: number;
} & Change;

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
