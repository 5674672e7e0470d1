import type { CardID, Day, LaneKey, Quarter, StageID, UnitID, WaitingFor } from '../../board/types.ts';

/** What the server answers about the flow of a board; `server/insight` says what each number means. */

/** What a figure is asked about. What is left out is the server's choice. */
export interface Question {
  readonly from?: Day;
  readonly to?: Day;
  readonly lane?: LaneKey;
  readonly unit?: UnitID;
  readonly step?: Step;
  /** The stages at which work starts and is finished; they need a lane. */
  readonly start?: StageID;
  readonly finish?: StageID;
  /** Of forecasts: until when, and how many cards. */
  readonly by?: Day;
  readonly cards?: number;
}

export type Step = 'day' | 'week' | 'month' | 'quarter';

export interface Answer<Name extends FigureName> {
  readonly figure: Name;
  readonly from: Day;
  readonly to: Day;
  readonly lane?: LaneKey;
  readonly unit?: UnitID;
  readonly step: Step;
  /** The number of the last event that is in it. */
  readonly seq: number;
  readonly data: Figures[Name];
}

export type FigureName = keyof Figures;

export interface Figures {
  readonly flow: Flow;
  readonly times: Times;
  readonly stages: Stages;
  readonly ageing: Ageing;
  readonly throughput: Throughput;
  readonly 'on-time': OnTime;
  readonly slip: Slip;
  readonly carried: Carried;
  readonly balance: Balance;
  readonly benefits: Benefits;
  readonly recognition: Recognitions;
  readonly forecast: Forecast;
}

/** 50, 85 and 95 of 100 values are not more than these; all are 0 when there is none. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p85: number;
  readonly p95: number;
}

/** The name is the English standard one unless `custom`. */
export interface StageName {
  readonly stage: StageID;
  readonly key?: string;
  readonly name: string;
  readonly custom?: boolean;
  readonly removed?: boolean;
}

export interface CardName {
  readonly card: CardID;
  readonly title: string;
  readonly lane: LaneKey;
  readonly unit?: UnitID;
}

/** A part of the period, named 2026-10-01, 2026-W40, 2026-10 or 2026-Q4; one that is cut off or not over is not whole. */
export interface SpanName {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
  readonly whole: boolean;
}

export interface Flow {
  readonly days: readonly Day[];
  readonly lanes: readonly FlowLane[];
}

export interface FlowLane {
  readonly lane: LaneKey;
  readonly stages: readonly FlowStage[];
}

/** How many cards lay in a stage on each of the days. */
export interface FlowStage extends StageName {
  readonly cards: readonly number[];
}

export interface Times {
  readonly cards: readonly TimesCard[];
  readonly lanes: readonly {
    readonly lane: LaneKey;
    readonly lead: Percentiles;
    readonly cycle: Percentiles;
  }[];
}

export interface TimesCard extends CardName {
  readonly done: Day;
  readonly lead: number;
  readonly cycle: number;
}

export interface Stages {
  readonly stages: readonly StageTime[];
}

export interface StageTime extends StageName {
  readonly lane: LaneKey;
  readonly mean: number;
  readonly left: Percentiles;
  readonly here: Percentiles;
}

export interface Ageing {
  readonly cards: readonly AgeingCard[];
  readonly stages: readonly AgeingStage[];
  readonly lanes: readonly { readonly lane: LaneKey; readonly cycle: Percentiles }[];
}

export interface AgeingCard extends CardName {
  readonly stage: StageID;
  readonly started: Day;
  readonly age: number;
  readonly in_stage: number;
  readonly waiting_for?: WaitingFor;
}

export interface AgeingStage extends StageName {
  readonly lane: LaneKey;
  readonly age: Percentiles;
}

export interface Throughput {
  readonly steps: readonly ThroughputStep[];
  readonly lanes: readonly { readonly lane: LaneKey; readonly mean: number }[];
}

export interface ThroughputStep extends SpanName {
  readonly lanes: readonly ThroughputLane[];
}

export interface ThroughputLane {
  readonly lane: LaneKey;
  readonly arrived: number;
  readonly started: number;
  readonly finished: number;
  readonly dropped: number;
  readonly outcomes?: Readonly<Record<string, number>>;
}

export interface OnTime {
  readonly quarters: readonly OnTimeQuarter[];
  readonly pilots: readonly OnTimePilot[];
}

export interface OnTimeQuarter {
  readonly quarter: Quarter;
  readonly deadline: Day;
  readonly on_time: number;
  readonly late: number;
  readonly missing: number;
  readonly open: number;
  readonly dropped: number;
  readonly share?: number;
}

export interface OnTimePilot extends CardName {
  readonly quarter: Quarter;
  readonly in_place_on?: Day;
  readonly state: 'on_time' | 'late' | 'missing' | 'open' | 'dropped';
}

export interface Slip {
  readonly cards: readonly SlipCard[];
  readonly steps: readonly SlipStep[];
}

export interface SlipCard extends CardName {
  readonly baseline: Day;
  readonly end: Day;
  readonly finished?: boolean;
  readonly days: number;
  readonly replans: readonly SlipReplan[];
}

export interface SlipReplan {
  readonly on: Day;
  readonly from?: Day;
  readonly to?: Day;
  readonly reason: string;
  readonly days: number;
}

export interface SlipStep extends SpanName {
  readonly days: Percentiles;
}

export interface Carried {
  readonly quarters: readonly CarriedQuarter[];
  readonly carries: readonly CarriedPilot[];
  readonly again: number;
}

export interface CarriedQuarter {
  readonly quarter: Quarter;
  readonly carried: number;
  readonly extended: number;
}

export interface CarriedPilot extends CardName {
  readonly kind: 'carried' | 'extended';
  readonly from: Quarter;
  readonly to: Quarter;
  readonly reason: string;
  readonly on: Day;
}

export interface Balance {
  readonly currency?: string;
  readonly left_out: number;
  readonly wished: { readonly people: number; readonly money: number; readonly cards: number };
  readonly steps: readonly BalanceStep[];
}

export interface BalanceStep extends SpanName {
  readonly marathon: BalanceLane;
  readonly sprint: BalanceLane;
}

export interface BalanceLane {
  readonly cards: number;
  readonly people: number;
  readonly money: number;
}

export interface Benefits {
  readonly sums: readonly BenefitSum[];
  readonly benefits: readonly BenefitLine[];
}

export interface BenefitSum {
  readonly kind: string;
  readonly measured_in?: string;
  readonly benefits: number;
  readonly checked: number;
  readonly undated: number;
  readonly planned: number;
  readonly realised: number;
  readonly quarters: readonly BenefitQuarter[];
}

export interface BenefitQuarter {
  readonly quarter: Quarter;
  readonly planned: number;
  readonly realised?: number;
}

export interface BenefitLine extends CardName {
  readonly benefit: string;
  readonly kind: string;
  readonly measure: string;
  readonly measured_in?: string;
  readonly due?: Day;
  readonly planned: number;
  readonly realised?: number;
  readonly checked?: Quarter;
}

export interface Recognitions {
  readonly steps: readonly RecognitionStep[];
  readonly marathon: number;
  readonly sprint: number;
}

export interface RecognitionStep extends SpanName {
  readonly marathon: number;
  readonly sprint: number;
  readonly stamina: number;
  readonly pace: number;
  readonly brave: number;
}

export interface Forecast {
  readonly lane: LaneKey;
  readonly days: number;
  readonly finished: number;
  readonly trials: number;
  readonly how_many: ForecastMany;
  readonly when: ForecastWhen;
}

export interface ForecastMany {
  readonly by: Day;
  readonly p50: number;
  readonly p85: number;
  readonly p95: number;
  readonly chance: number;
  readonly chart: readonly { readonly cards: number; readonly share: number }[];
}

export interface ForecastWhen {
  readonly cards: number;
  readonly p50?: Day;
  readonly p85?: Day;
  readonly p95?: Day;
  readonly chart: readonly { readonly day?: Day; readonly share: number }[];
}
