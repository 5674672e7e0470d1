/** What a board is made of: its lanes and stages, labels, units, and the cards. */
import type {
  Body,
  CardRecord,
  CheckIn,
  Gate,
  Measure,
  Notice,
  Option,
  Pilot,
  PriorInvolvement,
  Recognition,
  Settings,
  SharedView,
  Stamped,
  Tendering,
  Verdict,
} from './records.ts';

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
