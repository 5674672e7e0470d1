import type { Budget, CardID, Day, Instant, LaneKey, PersonID, StageID } from './card.ts';

/** What cards know about what is bought, what is tried and what is on record; and the rules of a board. */

/** `2026-Q4`. */
export type Quarter = string;
export type GateID = string;
export type BodyID = string;
export type BenefitID = string;

/** Who put something on record, and when: the server says so. */
export interface Stamped {
  readonly by: PersonID;
  readonly at: Instant;
}

/** What a marathon card knows about what is bought, in the terms of the Open Contracting Data Standard. */
export interface Tendering {
  readonly procurement?: 'required' | 'not_required';
  readonly method?: 'open' | 'selective' | 'limited' | 'direct';
  readonly category?: 'goods' | 'services' | 'works';
  readonly cpv?: string;
  readonly estimated_value?: Budget;
  readonly maximum_value?: Budget;
  readonly market_dialogue?: string;
  readonly notices?: readonly Notice[];
  readonly tender_deadline?: Day;
  readonly award?: Award;
  readonly contract?: Contract;
  readonly options?: readonly Option[];
  /** Confidential until the award. */
  readonly supplier?: string;
  readonly ocid?: string;
  readonly baseline_end?: Day;
  readonly replans?: readonly Replan[];
  readonly final_status?: 'complete' | 'cancelled' | 'unsuccessful' | 'incomplete';
}

export interface Notice {
  readonly id: string;
  readonly kind: 'planning' | 'tender' | 'award' | 'change';
  readonly on?: Day;
  readonly url?: string;
}

/** When and how tenderers were told; `days` is a stated standstill longer than the law's. */
export interface Award {
  readonly notified_on?: Day;
  readonly electronic?: boolean;
  readonly days?: number;
}

export interface Contract {
  readonly signed?: Day;
  readonly start?: Day;
  readonly end?: Day;
}

export interface Option {
  readonly id: string;
  readonly name?: string;
  readonly decide_by?: Day;
  readonly until?: Day;
  /** Absent while it is open. */
  readonly used?: 'yes' | 'no';
}

export interface Replan extends Stamped {
  readonly from?: Day;
  readonly to?: Day;
  readonly reason?: string;
}

/** What a sprint card knows about what is tried. */
export interface Pilot {
  /** In place by its last working day. */
  readonly quarter?: Quarter;
  readonly hypothesis?: string;
  readonly learning_goals?: string;
  readonly measures?: readonly Measure[];
  readonly stop_criteria?: string;
  readonly who_stops?: PersonID;
  readonly sites?: string;
  readonly purchase_basis?: string;
  readonly cost?: Budget;
  readonly in_place_on?: Day;
  readonly outcome?: 'scale' | 'adopt' | 'extend' | 'stop';
  readonly learning?: Learning;
  readonly carried?: readonly Carry[];
  readonly extended?: readonly Carry[];
}

/** A number that is absent is not known yet. */
export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly unit?: string;
  readonly baseline?: number;
  readonly target?: number;
  readonly measured?: number;
}

export interface Learning {
  readonly tried?: string;
  readonly result?: 'confirmed' | 'refuted' | 'unclear';
  readonly learned?: string;
}

/** From one quarter into another. */
export interface Carry extends Stamped {
  readonly from?: Quarter;
  readonly to: Quarter;
  readonly reason: string;
}

/** What has been put on record about a card. */
export interface CardRecord {
  readonly decisions?: readonly Verdict[];
  readonly passes?: readonly Pass[];
  readonly check_ins?: readonly CheckIn[];
  readonly recognitions?: readonly Recognition[];
  readonly votes?: readonly PersonID[];
  readonly merged_into?: CardID;
}

export type GateOutcome =
  'approved' | 'approved_with_conditions' | 'returned' | 'deferred' | 'stopped' | 'pending';

/** What a body decided at a gate. */
export interface Verdict extends Stamped {
  readonly id: string;
  readonly gate: GateID;
  readonly body?: BodyID;
  readonly on?: Day;
  readonly case_ref?: string;
  readonly outcome: GateOutcome;
  readonly text?: string;
  readonly conditions?: readonly Condition[];
}

export interface Condition {
  readonly id: string;
  readonly text: string;
  readonly done?: boolean;
}

/** Into a stage although something was missing. */
export interface Pass extends Stamped {
  readonly stage: StageID;
  readonly missing?: readonly string[];
  readonly gates?: readonly GateID[];
  readonly reason: string;
}

export interface CheckIn extends Stamped {
  readonly id: string;
  readonly benefit: BenefitID;
  readonly quarter: Quarter;
  readonly value: number;
  readonly evidence?: string;
}

export interface Recognition extends Stamped {
  readonly id: string;
  readonly kind: 'stamina' | 'pace' | 'brave';
  readonly person?: PersonID;
  readonly text?: string;
}

/** Asked where the supplier of a pilot may bid later. */
export interface PriorInvolvement {
  readonly id: string;
  readonly text: string;
  readonly done?: boolean;
}

/** A decision point before a stage. */
export interface Gate {
  readonly id: GateID;
  /** The standard gate this is, or empty for one that people added. */
  readonly key: string;
  readonly lane: LaneKey;
  readonly stage: StageID;
  /** The English name of a standard gate unless `custom`. */
  readonly name: string;
  readonly custom?: boolean;
  readonly body?: BodyID;
  /** Names of what is to be filled in. */
  readonly needs?: readonly string[];
  readonly removed?: boolean;
}

export interface Body {
  readonly id: BodyID;
  readonly name: string;
  /** By date. */
  readonly meetings?: readonly Meeting[];
  readonly removed?: boolean;
}

/** The pages of a board that a view can be kept of. */
export type KeptPage = 'board' | 'timeline' | 'list' | 'insights';

/** A way to look at the board that people keep for everybody. */
export interface SharedView {
  readonly id: string;
  readonly name: string;
  readonly page: KeptPage;
  /** The query of its address, without the question mark. */
  readonly search: string;
  /** Who kept it first. */
  readonly by: PersonID;
}

export interface Meeting {
  readonly id: string;
  readonly on: Day;
  readonly papers_by?: Day;
}

/** 0 stands for none throughout. */
export interface Settings {
  readonly country: 'SE' | 'NO' | 'DK';
  /** Whether pages ask for what a card lacks when it is moved. */
  readonly ask_missing: boolean;
  readonly at_risk_weeks: number;
  readonly renewal_months: number;
  readonly lane_limits: { readonly marathon: number; readonly sprint: number };
  readonly owner_limit: number;
  /** The marathon lane's share that is aimed at, in per cent. */
  readonly balance: { readonly people: number; readonly money: number; readonly cards: number };
  readonly currency: string;
}

/** The rules of a board on which nobody has chosen any. */
export const defaultSettings: Settings = {
  country: 'SE',
  ask_missing: true,
  at_risk_weeks: 4,
  renewal_months: 18,
  lane_limits: { marathon: 0, sprint: 0 },
  owner_limit: 0,
  balance: { people: 0, money: 0, cards: 0 },
  currency: '',
};
