import { parseArgs } from 'node:util';

/** How much a round of the bench measures. */
export interface Options {
  /** Cards on the boards that are compared. */
  readonly cards: readonly [few: number, many: number];
  /** Page loads behind a median. */
  readonly loads: number;
  /** Moves, and steps of a drag, behind a mean. */
  readonly moves: number;
  /** Events a second, and for how many seconds frames are counted. */
  readonly rate: number;
  readonly seconds: number;
  /** How long the memory is watched while events arrive. */
  readonly minutes: number;
  /** The one thing to measure; everything unless given. */
  readonly only: string | undefined;
}

/** What the arguments ask for; `--tiny` is a round that only shows that the bench works. */
export function optionsFrom(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      tiny: { type: 'boolean' },
    },
  });
  const full = { cards: [1_000, 5_000] as const, loads: 7, moves: 60, rate: 50, seconds: 60, minutes: 3 };
  const tiny = { cards: [30, 30] as const, loads: 1, moves: 4, rate: 20, seconds: 1, minutes: 0.05 };
  const chosen = values.tiny ? tiny : full;
  return {
    ...chosen,
    minutes: positive(values.minutes, chosen.minutes),
    seconds: positive(values.seconds, chosen.seconds),
    only: values.only,
  };
}

function positive(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const number = Number(text);
  if (!(number > 0)) throw new Error(`not a number above zero: ${text}`);
  return number;
}
