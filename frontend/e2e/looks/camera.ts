import type { Page } from '@playwright/test';
import { now } from './given.ts';
import type { Screen } from './screens.ts';

/** Stops the page's clock, and makes the browser remember what a reader chose for the look of it. */
export async function frozen(page: Page, chosen: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.evaluate((chosen) => {
    for (const [key, value] of Object.entries(chosen)) localStorage.setItem(`takt.${key}`, value);
  }, chosen);
}

/** Waits until a page looks as it will, and takes off what is another each time: the hour of the server's own records. */
export async function takeOff(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(moving.map(({ finished }) => finished));
    for (const told of document.querySelectorAll<HTMLElement>('[data-history] time, .toasts'))
      told.style.visibility = 'hidden';
  });
  await page.mouse.move(0, 0);
}

/** The name of a picture's file. */
export const pictureOf = (round: string, { name }: Screen) => `${name}-${round}.png`;
