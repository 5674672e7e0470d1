import { benefits, promising, series, type BenefitSum, type Point } from '../../board/pace/benefit.ts';
import type { Portfolio } from '../../board/pace/portfolio.ts';
import type {
  Benefit,
  Card,
  CardID,
  Command,
  LaneKey,
  PersonID,
  StageID,
  UnitID,
} from '../../board/types.ts';
import type { CheckIn } from '../../board/records.ts';

/** The benefits a board still promises, one by one and as sums. */

export interface Entry {
  readonly card: Card;
  readonly benefit: Benefit;
  /** Who answers for it: of the benefit, else of the card; empty for nobody. */
  readonly owner: PersonID;
  /** The last check-in. */
  readonly latest: Point | undefined;
}

/** Every benefit that is still promised, what is due first at the top and what has no date last. */
export function register(board: Portfolio): Entry[] {
  const entries = promising(board).flatMap((card) =>
    (card.benefits ?? []).map((benefit) => ({
      card,
      benefit,
      owner: benefit.owner ?? card.owner ?? '',
      latest: series(card, benefit.id).at(-1),
    })),
  );
  const day = ({ benefit }: Entry) => benefit.due ?? '9999';
  return entries.sort((a, b) => day(a).localeCompare(day(b)) || a.card.title.localeCompare(b.card.title));
}

/** What entries are wanted; what is empty asks for nothing. */
export interface Wish {
  readonly kind: Benefit['kind'] | '';
  readonly owner: PersonID;
  readonly unit: UnitID;
}

export const matching = (entries: readonly Entry[], { kind, owner, unit }: Wish): Entry[] =>
  entries.filter(
    (entry) =>
      (!kind || entry.benefit.kind === kind) &&
      (!owner || entry.owner === owner) &&
      (!unit || entry.card.unit === unit),
  );

/** By what sums are told beside those of the whole board. */
export type Part = 'all' | 'lanes' | 'stages' | 'units';

/** A line of the table of sums; the whole board has no place. */
export type SumLine = BenefitSum & { readonly place?: Place };

/** A lane, a stage of a lane, or a unit, which is empty for what belongs to none. */
export interface Place {
  readonly lane?: LaneKey;
  readonly stage?: StageID;
  readonly unit?: UnitID;
}

/** The sums of the whole board, and after them those of its parts. */
export function sumLines(board: Portfolio, part: Part): SumLine[] {
  const found = benefits(board);
  const parts = part === 'all' ? [] : found[part];
  return [
    ...found.all,
    ...parts.flatMap(({ sums, ...place }) => sums.map((sum): SumLine => ({ ...sum, place }))),
  ];
}

/** How much of what was planned has come, in per cent; undefined where nothing was planned. */
export const share = ({ planned, realised }: BenefitSum): number | undefined =>
  planned > 0 ? Math.round((realised / planned) * 100) : undefined;

/** What a person says of a benefit in a quarter. */
export type Check = Pick<CheckIn, 'id' | 'benefit' | 'quarter' | 'value' | 'evidence'>;

/** The steps that put a check-in on record; an archived card is taken out for it and put back. */
export function checking(card: CardID, archived: boolean, entry: Check): Command[] {
  const check: Command = { cmd: 'entry.set', card, list: 'check_ins', entry };
  return archived ? [{ cmd: 'card.restore', card }, check, { cmd: 'card.archive', card }] : [check];
}
