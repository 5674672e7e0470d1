import type { Card, CardID, Instant, Lane, LaneKey, PersonID, Stage, StageID } from './types.ts';

/** What somebody else did to a card while this page looked on. */
export interface News {
  readonly by: PersonID;
  readonly at: Instant;
  readonly kind: 'added' | 'moved' | 'changed';
  /** Where the card was when it was moved. */
  readonly from?: { readonly lane: LaneKey; readonly stage: StageID };
}

/** A card as the person sees it now. One instance for as long as the card is on the board. */
export class CardState {
  readonly id: CardID;
  /** The card, confirmed or not. Replaced on change. */
  record: Card = $state.raw() as Card;
  archived: boolean = $state(false);
  /** Whether a change of this person's to it has not been confirmed yet. */
  waiting: boolean = $state(false);
  /** The latest that somebody else did to it: a new object each time, for a glow with their name. */
  news: News | undefined = $state.raw();
  /** Where somebody else has put it while this person holds it; it goes there when let go. */
  elsewhere: News | undefined = $state.raw();

  constructor(record: Card, archived: boolean) {
    this.id = record.id;
    this.record = record;
    this.archived = archived;
  }
}

/** A stage as the person sees it now. */
export class StageState {
  readonly lane: LaneKey;
  readonly id: StageID;
  record: Stage = $state.raw() as Stage;
  /** Its cards from top to bottom. Replaced on change. */
  cards: readonly CardID[] = $state.raw([]);

  constructor(lane: LaneKey, record: Stage) {
    this.lane = lane;
    this.id = record.id;
    this.record = record;
  }
}

/** A lane as the person sees it now. */
export class LaneState {
  readonly key: LaneKey;
  /** From left to right. Replaced on change. */
  stages: readonly StageState[] = $state.raw([]);

  constructor(key: LaneKey) {
    this.key = key;
  }

  /** Takes over the wire's lane and keeps the states of stages that stay. */
  open(lane: Lane): void {
    this.stages = lane.stages.map((record) => {
      const stage = this.stages.find((s) => s.id === record.id) ?? new StageState(this.key, record);
      stage.record = record;
      return stage;
    });
  }
}
