import type {
  Benefit,
  BenefitID,
  Card,
  CardID,
  CheckIn,
  Day,
  LaneKey,
  PersonID,
  Quarter,
  StageID,
  UnitID,
} from '../types.ts';
import { compare } from './days.ts';
import { cameToNothing, decided, reached, type Portfolio } from './portfolio.ts';
import { inPlaceBy, quarterOf, quartersBetween } from './quarter.ts';

/** What a benefit came to in a quarter. */
export interface Point {
  readonly quarter: Quarter;
  readonly value: number;
}

/** What a benefit of a card came to, quarter by quarter; of several check-ins in one quarter the last. */
export function series({ check_ins = [] }: Card, benefit: BenefitID): readonly Point[] {
  const latest = new Map<Quarter, CheckIn>();
  for (const next of check_ins) {
    const known = latest.get(next.quarter);
    if (next.benefit === benefit && (!known || Date.parse(next.at) >= Date.parse(known.at)))
      latest.set(next.quarter, next);
  }
  const points = [...latest.values()].map(({ quarter, value }) => ({ quarter, value }));
  return points.sort((a, b) => compare(a.quarter, b.quarter));
}

/**
 * Benefits of one kind that are measured in one unit. A benefit counts as the way from its baseline: planned to
 * the target, realised to the last check-in, fewer than 0 when it went the other way.
 */
export interface BenefitSum {
  readonly kind: Benefit['kind'];
  readonly unit: string;
  readonly benefits: number;
  /** Those with a check-in. */
  readonly checked: number;
  readonly planned: number;
  readonly realised: number;
}

/** Sums over the whole board and its parts; parts without benefits are left out. */
export interface Benefits {
  readonly all: readonly BenefitSum[];
  readonly lanes: readonly { readonly lane: LaneKey; readonly sums: readonly BenefitSum[] }[];
  readonly stages: readonly {
    readonly lane: LaneKey;
    readonly stage: StageID;
    readonly sums: readonly BenefitSum[];
  }[];
  readonly units: readonly { readonly unit: UnitID; readonly sums: readonly BenefitSum[] }[];
}

/** The planned and realised sums, those of archived cards that were finished included. */
export function benefits(board: Portfolio): Benefits {
  const cards = promising(board);
  const part = <P extends object>(place: P, of: (card: Card) => boolean) => {
    const sums = sumsOf(cards.filter(of));
    return sums.length > 0 ? [{ ...place, sums }] : [];
  };
  return {
    all: sumsOf(cards),
    lanes: board.lanes.flatMap(({ key }) => part({ lane: key }, ({ lane }) => lane === key)),
    stages: board.lanes.flatMap(({ key, stages }) =>
      stages.flatMap(({ id }) =>
        part({ lane: key, stage: id }, ({ lane, stage }) => lane === key && stage === id),
      ),
    ),
    units: [...board.units.map(({ id }) => id), ''].flatMap((id) =>
      part({ unit: id }, ({ unit = '' }) => unit === id),
    ),
  };
}

/** The cards whose benefits are still promised: not what was given up, and archived ones only if finished. */
export function promising(board: Portfolio): readonly Card[] {
  const live = board.cards.filter(isPromised);
  const finished = board.archive.filter(
    (card) => isPromised(card) && harvests(board, card) && !card.merged_into,
  );
  return [...live, ...finished];
}

function isPromised(card: Card): boolean {
  const given = card.lane === 'sprint' ? card.outcome === 'stop' : cameToNothing(card);
  return (card.benefits?.length ?? 0) > 0 && !given;
}

/** Whether what a card made is in use, and its benefits are what is left to follow. */
function harvests(board: Portfolio, card: Card): boolean {
  return reached(board, card, 'benefits') || reached(board, card, 'closed') || decided(board, card);
}

function sumsOf(cards: readonly Card[]): readonly BenefitSum[] {
  const sums = new Map<string, BenefitSum>();
  for (const card of cards) {
    for (const benefit of card.benefits ?? []) {
      const { kind, unit = '' } = benefit;
      const key = `${kind} ${unit}`;
      const sum = sums.get(key) ?? { kind, unit, benefits: 0, checked: 0, planned: 0, realised: 0 };
      sums.set(key, plus(sum, benefit, series(card, benefit.id)));
    }
  }
  return [...sums.values()].sort((a, b) => compare(a.kind, b.kind) || compare(a.unit, b.unit));
}

function plus(sum: BenefitSum, { baseline = 0, target = 0 }: Benefit, points: readonly Point[]): BenefitSum {
  const way = target - baseline;
  const last = points.at(-1);
  const come = last ? last.value - baseline : 0;
  return {
    ...sum,
    benefits: sum.benefits + 1,
    checked: sum.checked + (last ? 1 : 0),
    planned: sum.planned + Math.abs(way),
    realised: sum.realised + (way < 0 ? -come : come),
  };
}

/** A benefit that nobody has checked in the quarter of a day. */
export interface CheckInDue {
  readonly card: CardID;
  readonly benefit: BenefitID;
  /** Of the benefit, else of the card; empty when there is none. */
  readonly owner: PersonID;
  readonly quarter: Quarter;
  /** Its last working day. */
  readonly by: Day;
  /** Quarters before it without a check-in. */
  readonly missed: number;
}

/**
 * The benefits to be checked in the quarter of a day that are not yet. They are checked every quarter from the one
 * they are due in, the one their card entered the stage it harvests in, or the first check-in, whichever comes first.
 */
export function checkInsDue(board: Portfolio, on: Day): readonly CheckInDue[] {
  const quarter = quarterOf(on);
  const by = inPlaceBy(board.holidays, quarter);
  return promising(board).flatMap((card) =>
    (card.benefits ?? []).flatMap((benefit) => {
      const from = checksFrom(board, card, benefit);
      const checked = series(card, benefit.id).map((point) => point.quarter);
      if (!from || from > quarter || checked.includes(quarter)) return [];
      const begin = [from, ...checked].sort(compare)[0]!;
      const kept = checked.filter((q) => q >= begin && q < quarter).length;
      const missed = quartersBetween(begin, quarter) - kept;
      const owner = benefit.owner ?? card.owner ?? '';
      return [{ card: card.id, benefit: benefit.id, owner, quarter, by, missed }];
    }),
  );
}

function checksFrom(board: Portfolio, card: Card, { due }: Benefit): Quarter | undefined {
  const entered = harvests(board, card) ? card.since.slice(0, 10) : undefined;
  const [first] = [due, entered].filter((day) => day !== undefined).sort(compare);
  return first && quarterOf(first);
}
