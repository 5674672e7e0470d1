import { after } from '../src/board/pace/days.ts';
import { quarterOf } from '../src/board/pace/quarter.ts';
import type { Command } from '../src/board/types.ts';
import type { Options } from './options.ts';
import { placesOf, type Site } from './site.ts';
import { frame, stepCost } from './steps.ts';
import type { Row } from './table.ts';

/** Measures the list: what scrolling, sorting, writing into a cell and grouping cost. */

/** What a step of each costs in a list of so many cards, with the columns that everybody begins with. */
export async function listSteps(site: Site, cards: number, { moves }: Options): Promise<Row[]> {
  const board = await filledBoard(site, cards);
  const page = await site.visit(`${site.boardAddress(board)}/list`);
  const cell = page.locator('[data-card] [data-column="effort"]').first();
  const box = (await cell.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 4);
  const step = (what: string, aim: number, done: (i: number) => Promise<void>, count = moves) =>
    stepCost(page, { what: `the list at ${cards.toLocaleString('en')} cards, ${what}`, aim, count }, done);
  const down = await step('a step of 100 pixels over its rows', 16, () => page.mouse.wheel(0, 100));
  const few = Math.ceil(moves / 3);
  const press = async (selector: string) => {
    const box = (await page.locator(selector).first().boundingBox())!;
    return () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  const heads = await Promise.all(
    ['title', 'end', 'budget'].map((id) => press(`[data-row="head"] [data-column="${id}"] .name`)),
  );
  const sort = await step('a sort', 100, (i) => heads[i % heads.length]!(), few);
  await page.mouse.wheel(0, -1_000_000);
  await cell.click();
  const write = await step(
    'a cell written into and kept',
    100,
    async (i) => {
      await page.keyboard.press(String(i % 10));
      await page.keyboard.press('Enter');
    },
    few,
  );
  const menu = await press('main [aria-haspopup="menu"]');
  const group = await step(
    'a change of its groups, menu included',
    100,
    async (i) => {
      await menu();
      await frame(page);
      await page.keyboard.press(i % 2 ? 'End' : 'Home');
      await page.keyboard.press('Enter');
    },
    few,
  );
  await page.context().close();
  return [down, sort, write, group];
}

/** A board whose cards have something to show in every column. */
async function filledBoard(site: Site, cards: number): Promise<string> {
  const board = await site.board(cards);
  const places = placesOf(await site.takt.read(board));
  const units = ['care', 'it', 'school', 'roads'];
  for (const unit of units) await site.takt.ask(board, { cmd: 'unit.add', unit, name: unit.toUpperCase() });
  const today = new Date().toISOString().slice(0, 10);
  const commands = Array.from({ length: cards }, (_, i): Command => {
    const start = after(today, ((i * 7919) % 900) - 400);
    const end = after(start, 30 + ((i * 37) % 500));
    const pilot = places[i % places.length]!.lane === 'sprint' && { quarter: quarterOf(end) };
    const unit = units[(i * 31) % units.length]!;
    const effort = 1 + ((i * 13) % 40) / 10;
    const budget = { amount: 10_000 * (1 + ((i * 17) % 300)), currency: i % 5 ? 'SEK' : 'EUR' };
    const risk = { level: (['low', 'medium', 'high'] as const)[i % 3]! };
    return {
      cmd: 'card.change',
      card: `c${i}`,
      set: { title: `${title(i)} ${i}`, start, end, unit, effort, budget, risk, ...pilot },
    };
  });
  for (let from = 0; from < cards; from += 200)
    await site.takt.ask(board, { cmd: 'batch', commands: commands.slice(from, from + 200) });
  return board;
}

const things = ['Telephony', 'Archive', 'Case system', 'Sensors', 'Payroll', 'Map', 'Network'] as const;
const title = (i: number) => things[(i * 11) % things.length]!;
