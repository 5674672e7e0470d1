import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { markFirstCard, scriptsAtFirst, weigh } from '../bench/weight.ts';
import type { Command, LaneKey, StageID } from '../src/board/types.ts';
import { expect, test } from './fixtures.ts';
import type { Takt } from './takt.ts';

// Limits twice what a quiet machine needs, in figures that a busy one does not change much.

/** Kilobytes of JavaScript, compressed with gzip, that a board asks for before it is worked on. */
const scripts = 90;
/** Milliseconds of script, style and layout for a move by somebody else, at 5,000 cards. */
const perMove = 24;

test('a board asks for little script', async ({ takt, visit }) => {
  const board = await takt.board('Small', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann', { prepare: markFirstCard });
  const files = await scriptsAtFirst(ann.page);
  expect(files.length).toBeGreaterThan(1);
  const sizes = await Promise.all(files.map((file) => weigh(file, 'gzip')));
  expect(sizes.reduce((sum, size) => sum + size) / 1024).toBeLessThan(scripts);
});

test('the bench of the page runs through', async () => {
  test.slow();
  const { stdout } = await promisify(execFile)('node', ['bench/run.mjs', '--tiny'], { env: process.env });
  const rows = stdout.trim().split('\n').slice(2);
  const figures = rows.map((row) => row.split('|')[2]!.trim());
  expect(figures).toHaveLength(14);
  for (const figure of figures) expect(figure).toMatch(/^\d/);
  expect(rows.find((row) => row.includes('do not show'))).toContain('| 0 |');
});

test('5,000 cards leave a move cheap', async ({ takt, visit }) => {
  test.slow();
  const board = await takt.board('Large');
  const places = (await takt.read(board)).lanes.flatMap(({ key, stages }) =>
    stages.map((stage) => ({ lane: key, stage: stage.id })),
  );
  await fill(takt, board, places, 5_000);
  const ann = await visit(takt, board, 'Ann');
  await expect(ann.page.getByRole('link', { name: 'Initiative 0', exact: true })).toBeVisible();
  const drawn = await ann.page.getByRole('link', { name: /^Initiative/ }).count();
  expect(drawn).toBeLessThan(places.length * 42);

  const moves = 40;
  const before = await work(ann.page);
  for (let i = 0; i < moves; i++) {
    const to = i % places.length; // its first card is the one of this number
    await takt.ask(board, { cmd: 'card.move', card: `c${100 + i}`, ...places[to]!, before: `c${to}` });
  }
  await expect(ann.card(`Initiative ${100 + moves - 1}`)).toBeVisible();
  expect(((await work(ann.page)) - before) / moves).toBeLessThan(perMove);
});

interface StagePlace {
  readonly lane: LaneKey;
  readonly stage: StageID;
}

async function fill(takt: Takt, board: string, places: readonly StagePlace[], count: number): Promise<void> {
  for (let from = 0; from < count; from += 200) {
    const commands = Array.from({ length: 200 }, (_, i): Command => {
      const card = from + i;
      return {
        cmd: 'card.add',
        card: `c${card}`,
        title: `Initiative ${card}`,
        ...places[card % places.length]!,
      };
    });
    await takt.ask(board, { cmd: 'batch', commands });
  }
}

/** Milliseconds of processor time that the page has spent on script, style and layout. */
async function work(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const counted = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
  return metrics.reduce((sum, { name, value }) => (counted.includes(name) ? sum + value * 1000 : sum), 0);
}
