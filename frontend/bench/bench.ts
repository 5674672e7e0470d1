/**
 * Measures the page in a real Chromium at the real binary, each figure next to what the machine can do at best in the
 * same run. Times of the main thread are processor time from Chromium's trace.
 */
import { chromium } from '@playwright/test';
import { args, executablePath } from '../chromium.ts';
import { Takt } from '../e2e/takt.ts';
import { Floor } from './floor.ts';
import * as measure from './measures.ts';
import { optionsFrom, type Options } from './options.ts';
import { Site } from './site.ts';
import { table, type Row } from './table.ts';

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

async function all(site: Site, options: Options): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (...more: readonly Row[]) => {
    for (const { what, takt } of more) console.error(`${what}: ${takt}`);
    rows.push(...more);
  };
  const [few, many] = options.cards;
  const boards = new Map([few, many].map((cards) => [cards, site.board(cards)]));
  const board = async (cards: number) => (await boards.get(cards))!;
  add(...(await measure.weight(site, await board(few))));
  for (const cards of options.cards) add(await measure.loading(site, await board(cards), cards, options));
  for (const cards of options.cards) add(await measure.remoteMove(site, await board(cards), cards, options));
  for (const cards of options.cards) add(await measure.dragStep(site, await board(cards), cards, options));
  add(...(await measure.steady(site, await board(many), many, options)));
  add(await measure.memory(site, await board(few), few, options));
  return rows;
}
