/** What happens on a board. */
import type {
  CardID,
  Cluster,
  ClusterID,
  Color,
  Comment,
  CommentID,
  Instant,
  Label,
  LabelID,
  Lane,
  LaneKey,
  PersonID,
  StageID,
  Unit,
  UnitID,
} from './card.ts';
import type { CardPatch } from './commands.ts';
import type { Body, BodyID, Gate, GateID, Settings, SharedView } from './records.ts';

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
