/** What a board can be asked to do. */
import type {
  CardFields,
  CardID,
  ClusterID,
  Color,
  CommentID,
  Day,
  EntryLists,
  ItemID,
  LabelID,
  LaneKey,
  Pair,
  PersonID,
  StageID,
  UnitID,
  Wanted,
} from './card.ts';
import type { BodyID, GateID, KeptPage, Quarter, Settings } from './records.ts';

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
