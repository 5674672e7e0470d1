import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Row } from './table.ts';
import { mainThread } from './trace.ts';

/** What is done so many times, counted from 1; 0 is done once before and not counted. */
type Step = (i: number) => Promise<void>;

/** Measures what a step of something costs the main thread of a page, with the frame that shows it. */
export async function stepCost(
  page: Page,
  { what, aim, count }: { readonly what: string; readonly aim: number; readonly count: number },
  step: Step,
): Promise<Row> {
  await step(0);
  await wait(1_000);
  const time = await mainThread(page, async () => {
    for (let i = 1; i <= count; i++) {
      await step(i);
      await frame(page);
    }
  });
  const each = time / count;
  return { what: `${what}, main thread`, takt: `${each.toFixed(1)} ms`, aim: `< ${aim} ms`, met: each < aim };
}

/** The next frame, and all that follows from it. */
export const frame = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
