import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Options } from './options.ts';
import { astray, Others, type Site } from './site.ts';
import type { Row } from './table.ts';
import { mainThread } from './trace.ts';
import { firstCard, scriptsAtFirst, weigh } from './weight.ts';

const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Lets what a page still has to do come to its end. */
const settle = () => wait(1_000);

/** JavaScript that a board asks for until its first card is painted. */
export async function weight(site: Site, board: string): Promise<Row[]> {
  const page = await site.visit(site.boardAddress(board));
  const files = await scriptsAtFirst(page);
  await page.context().close();
  const kilobytes = async (encoding: 'gzip' | 'br') =>
    sum(await Promise.all(files.map((file) => weigh(file, encoding)))) / 1024;
  const [gzip, br] = [await kilobytes('gzip'), await kilobytes('br')];
  const takt = `${gzip.toFixed(1)} KB gzip, ${br.toFixed(1)} KB Brotli`;
  return [
    {
      what: `JavaScript until the first card, in ${files.length} files`,
      takt,
      aim: '< 90 KB gzip',
      met: gzip < 90,
    },
  ];
}

/** From the address to the first painted card, nothing cached. */
export async function loading(site: Site, board: string, cards: number, options: Options): Promise<Row> {
  const times = { takt: [] as number[], plain: [] as number[], empty: [] as number[] };
  const addresses = {
    takt: site.boardAddress(board),
    plain: site.floor.url,
    empty: `${site.floor.url}/empty`,
  };
  site.floor.show(await site.takt.read(board));
  for (let i = 0; i < options.loads; i++)
    for (const kind of ['takt', 'plain', 'empty'] as const) {
      const page = await site.visit(addresses[kind]);
      times[kind].push(await firstCard(page));
      await page.context().close();
    }
  const aim = cards > 1_000 ? 1_500 : 1_000;
  const takt = median(times.takt);
  return {
    what: `first card at ${cards.toLocaleString('en')} cards`,
    takt: ms(takt),
    floor: `${ms(median(times.plain))}; empty page ${ms(median(times.empty))}`,
    aim: `< ${(aim / 1000).toFixed(1)} s`,
    met: takt < aim,
  };
}

/** What a move by somebody else costs the page, both stages in sight. */
export async function remoteMove(site: Site, board: string, cards: number, { moves }: Options): Promise<Row> {
  const pause = 100;
  const page = await site.visit(site.boardAddress(board));
  const others = await Others.at(site, board);
  await others.move();
  await settle();
  const takt = await mainThread(page, async () => {
    for (let i = 0; i < moves; i++) {
      await others.move();
      await wait(pause);
    }
  });
  await page.context().close();
  site.floor.show(await site.takt.read(board));
  const plain = await site.visit(site.floor.url);
  await settle();
  const floor = await mainThread(plain, async () => {
    for (let i = 0; i < moves; i++) {
      await plain.evaluate((i) => (window as unknown as { move(i: number): void }).move(i), i);
      await wait(pause);
    }
  });
  await plain.context().close();
  return {
    what: `a move by somebody else, main thread, at ${cards.toLocaleString('en')} cards`,
    takt: ms(takt / moves),
    floor: ms(floor / moves),
    aim: '< 16 ms',
    met: takt / moves < 16,
  };
}

/** What a step of a drag costs: the card under the pointer, and the line where it would land. */
export async function dragStep(site: Site, board: string, cards: number, { moves }: Options): Promise<Row> {
  const step = async (address: string) => {
    const page = await site.visit(address);
    await settle();
    const time = await drag(page, moves);
    await page.context().close();
    return time / moves;
  };
  site.floor.show(await site.takt.read(board));
  const takt = await step(site.boardAddress(board));
  return {
    what: `a step of a drag, main thread, at ${cards.toLocaleString('en')} cards`,
    takt: ms(takt),
    floor: ms(await step(site.floor.url)),
    aim: '< 8 ms',
    met: takt < 8,
  };
}

/** Takes the first card over the stages and puts it nowhere; gives the main thread's milliseconds on the way. */
async function drag(page: Page, steps: number): Promise<number> {
  const box = (await page.locator('[data-card]').first().boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 20);
  await settle();
  const time = await mainThread(page, async () => {
    for (let i = 1; i <= steps; i++) await page.mouse.move(x + 20 + i * 12, y + 20 + Math.sin(i / 3) * 60);
  });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return time;
}

interface Frames {
  readonly perSecond: number;
  readonly long: number;
  readonly longest: number;
}

/** A frame longer than this is felt. */
const felt = 50;

/** Counts a page's frames while something is done. */
async function frames(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const counted: number[] = [];
    const next = (at: number) => {
      counted.push(at);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    (window as { counted?: number[] }).counted = counted;
  });
  await work();
  const at = await page.evaluate(() => (window as { counted?: number[] }).counted!);
  const gaps = at.slice(1).map((time, i) => time - at[i]!);
  return {
    perSecond: (gaps.length * 1000) / (at.at(-1)! - at[0]!),
    long: gaps.filter((gap) => gap > felt).length,
    longest: Math.max(...gaps),
  };
}

const told = ({ perSecond, long, longest }: Frames) =>
  `${perSecond.toFixed(1)} frames/s, ${long} over ${felt} ms, longest ${longest.toFixed(0)} ms`;

/** Many events a second: whether the page keeps up, and whether it shows all of them in the end. */
export async function steady(site: Site, board: string, cards: number, options: Options): Promise<Row[]> {
  const { rate, seconds } = options;
  const page = await site.visit(site.boardAddress(board));
  const others = await Others.at(site, board);
  await settle();
  let events = 0;
  const takt = await frames(page, async () => (events = await others.keepMoving(rate, seconds)));
  const wrong = await stagesAstray(site, board, page);
  await page.context().close();
  site.floor.show(await site.takt.read(board));
  const plain = await site.visit(site.floor.url);
  const floor = await frames(plain, () =>
    plain.evaluate(
      async ({ rate, count }) => {
        const { move } = window as unknown as { move(i: number): void };
        const begun = performance.now();
        for (let i = 0; i < count; i++) {
          const due = begun + (i * 1000) / rate - performance.now();
          if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
          move(i);
        }
      },
      { rate, count: Math.min(events, rate * 10) },
    ),
  );
  await plain.context().close();
  return [
    {
      what: `${rate} events/s for ${seconds} s at ${cards.toLocaleString('en')} cards`,
      takt: told(takt),
      floor: told(floor),
      aim: '≥ 55 frames/s',
      met: takt.perSecond >= 55,
    },
    {
      what: `… stages that do not show the server’s order after ${events.toLocaleString('en')} events`,
      takt: String(wrong),
      aim: '0',
      met: wrong === 0,
    },
  ];
}

/** Stages that are still wrong some seconds after the last event. */
async function stagesAstray(site: Site, board: string, page: Page): Promise<number> {
  const wire = await site.takt.read(board);
  for (let patience = 50; ; patience--) {
    const wrong = await astray(page, wire);
    if (!wrong.length || !patience) return wrong.length;
    await wait(200);
  }
}

/** Whether memory grows while events arrive: the heap after a collection, every quarter of a minute. */
export async function memory(site: Site, board: string, cards: number, options: Options): Promise<Row> {
  const { rate, minutes } = options;
  const page = await site.visit(site.boardAddress(board));
  const others = await Others.at(site, board);
  await others.keepMoving(rate, Math.min(15, minutes * 15)); // what is made once is there
  const every = Math.min(15, (minutes * 60) / 4);
  const heap = [await heapOf(page)];
  for (let passed = 0; passed < minutes * 60; passed += every) {
    await others.keepMoving(rate, every);
    heap.push(await heapOf(page));
  }
  await page.context().close();
  const growth = slope(heap) * (60 / every);
  return {
    what: `memory over ${minutes} min of ${rate} events/s at ${cards.toLocaleString('en')} cards`,
    takt: `${megabytes(heap[0]!)} → ${megabytes(heap.at(-1)!)}, ${(growth / 1024).toFixed(0)} KB/min`,
    aim: 'flat: < 50 KB/min',
    met: growth < 50 * 1024,
  };
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Bytes that are in use after everything unused was collected. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** By how much values grow from one to the next, by least squares. */
export function slope(values: readonly number[]): number {
  const [x, y] = [(values.length - 1) / 2, sum(values) / values.length];
  const above = sum(values.map((value, i) => (i - x) * (value - y)));
  return above / sum(values.map((_, i) => (i - x) ** 2));
}
