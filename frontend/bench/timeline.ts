import { after } from '../src/board/pace/days.ts';
import { quarterOf } from '../src/board/pace/quarter.ts';
import type { Command } from '../src/board/types.ts';
import type { Options } from './options.ts';
import { placesOf, type Site } from './site.ts';
import { stepCost } from './steps.ts';
import type { Row } from './table.ts';

/** Measures the timeline: what a step of scrolling and one of zooming cost. */

/** The span of the plans that are measured. */
const years = 5;

/** What a step over the rows, one through time and one to another zoom cost, with five years in view. */
export async function timelineSteps(site: Site, cards: number, { moves }: Options): Promise<Row[]> {
  const board = await plannedBoard(site, cards);
  const page = await site.visit(`${site.boardAddress(board)}/timeline?zoom=years5`);
  await page.locator('[data-grip]').first().waitFor();
  const box = (await page.locator('[data-grip]').first().boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 4);
  const count = cards.toLocaleString('en');
  const row = (what: string, aim: number, step: (i: number) => Promise<void>) =>
    stepCost(
      page,
      { what: `the timeline at ${count} cards over ${years} years, ${what}`, aim, count: moves },
      step,
    );
  const rows = [
    await row('a step of 100 pixels over its rows', 16, () => page.mouse.wheel(0, 100)),
    await row('a step of 100 pixels through time', 16, (i) => page.mouse.wheel(i % 20 < 10 ? 100 : -100, 0)),
    await row('a step of its zoom', 100, (i) => page.keyboard.press(i % 2 ? '+' : '-')),
  ];
  await page.context().close();
  return rows;
}

/** A board whose cards are planned over the years around now, every tenth paired with the one before it. */
async function plannedBoard(site: Site, cards: number): Promise<string> {
  const board = await site.board(cards);
  const places = placesOf(await site.takt.read(board));
  const first = after(new Date().toISOString().slice(0, 10), -365);
  const commands = Array.from({ length: cards }, (_, i): Command => {
    const start = after(first, Math.floor(((i * 7919) % cards) * ((365 * years) / cards)));
    const sprint = places[i % places.length]!.lane === 'sprint';
    const end = after(start, sprint ? 80 : 200 + ((i * 37) % 500));
    const pilot = sprint && { quarter: quarterOf(end) };
    const deadline = !sprint && { tender_deadline: after(start, 120), baseline_end: after(end, -30) };
    const pairs = i % 10 === 9 && { pairs: [{ kind: 'informs' as const, card: `c${i - 1}` }] };
    return { cmd: 'card.change', card: `c${i}`, set: { start, end, ...pilot, ...deadline, ...pairs } };
  });
  for (let from = 0; from < cards; from += 200)
    await site.takt.ask(board, { cmd: 'batch', commands: commands.slice(from, from + 200) });
  return board;
}
