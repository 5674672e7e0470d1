import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, type Person } from './fixtures.ts';

/** Expects no violation of WCAG 2.2, levels A and AA, that can be found by looking. */
export async function accessible({ page }: Person): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What a page violates of WCAG 2.2, levels A and AA, once nothing moves any more: a dialog or a menu alone where one is
 * open, and of a list of cards the first, for the others are made like it.
 */
export async function violations(page: Page): Promise<string[]> {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const include = [':popover-open', 'dialog:modal', 'html'].find((over) => document.querySelector(over))!;
    const { violations } = await axe.run(
      { include: [include], exclude: ['[data-card]:nth-child(n + 2)'] },
      { runOnly: tags, resultTypes: ['violations'] },
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n  ')}`);
  }, tags);
}

/** Waits until nothing moves or fades: a colour on its way has no contrast. */
const settled = (page: Page) =>
  page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
