/**
 * Measures the page in a real Chromium at the real binary, each figure next to what the machine can do at best in the
 * same run. Times of the main thread are processor time from Chromium's trace.
 */
import { chromium } from '@playwright/test';
import { args, executablePath } from '../chromium.ts';
import { Takt } from '../e2e/takt.ts';
import { Floor } from './floor.ts';
import { listSteps } from './list.ts';
import * as measure from './measures.ts';
import { optionsFrom, type Options } from './options.ts';
import { Site } from './site.ts';
import { table, type Row } from './table.ts';
import { timelineSteps } from './timeline.ts';

/** Measures what the arguments ask for and prints it as a table. */
export async function bench(argv: readonly string[]): Promise<void> {
  const options = optionsFrom(argv);
  const [takt, floor] = [await Takt.start(), await Floor.start()];
  const browser = await chromium.launch({ executablePath, args });
  try {
    console.log(table(await all(new Site(takt, floor, browser), options)));
  } finally {
    await browser.close();
    floor.stop();
    await takt.remove();
  }
}

/** What is measured, in this order, under the names that `--only` takes. */
const measures: Readonly<Record<string, (site: Site, board: Boards, options: Options) => Promise<Row[]>>> = {
  weight: async (site, board, { cards: [few] }) => measure.weight(site, await board(few)),
  loading: atEach(measure.loading),
  move: atEach(measure.remoteMove),
  drag: atEach(measure.dragStep),
  timeline: (site, _, options) => timelineSteps(site, options.cards[0], options),
  list: (site, _, options) => listSteps(site, options.cards[1], options),
  steady: async (site, board, options) =>
    measure.steady(site, await board(options.cards[1]), options.cards[1], options),
  memory: async (site, board, options) => [
    await measure.memory(site, await board(options.cards[0]), options.cards[0], options),
  ],
};

/** The board of so many cards; made when it is first asked for. */
type Boards = (cards: number) => Promise<string>;

function atEach(one: (site: Site, board: string, cards: number, options: Options) => Promise<Row>) {
  return async (site: Site, board: Boards, options: Options) => {
    const rows: Row[] = [];
    for (const cards of new Set(options.cards))
      rows.push(await one(site, await board(cards), cards, options));
    return rows;
  };
}

async function all(site: Site, options: Options): Promise<Row[]> {
  const made = new Map<number, Promise<string>>();
  const board: Boards = (cards) => {
    const known = made.get(cards) ?? site.board(cards);
    made.set(cards, known);
    return known;
  };
  const rows: Row[] = [];
  for (const [name, measured] of Object.entries(measures)) {
    if (options.only && options.only !== name) continue;
    const more = await measured(site, board, options);
    for (const { what, takt } of more) console.error(`${what}: ${takt}`);
    rows.push(...more);
  }
  if (!rows.length) throw new Error(`--only takes one of ${Object.keys(measures).join(', ')}`);
  return rows;
}
