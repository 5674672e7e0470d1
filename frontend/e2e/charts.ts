import type { Locator, Page } from '@playwright/test';
import { expect, type Person } from './fixtures.ts';

/** What tests of the insights share. */

/** The names of all figures, in their order. */
export async function figures({ page }: Person): Promise<string[]> {
  await page.locator('main section').first().waitFor();
  return page.locator('main section').evaluateAll((sections) => sections.map(({ id }) => id));
}

/** Makes a board of the example portfolio, in its English. */
export async function exampleBoard(page: Page): Promise<string> {
  const made = await page.request.post('/api/boards', {
    data: { name: 'Example', template: 'example', language: 'en' },
  });
  expect(made.ok()).toBe(true);
  return ((await made.json()) as { id: string }).id;
}

/** A figure, once somebody has come near it and it has its answer. */
export async function figure({ page }: Person, name: string): Promise<Locator> {
  const section = page.locator(`main section#${name}`);
  await section.scrollIntoViewIfNeeded();
  await expect(section).not.toContainText('Loading');
  return section;
}

/** The charts of a figure, which are read by the arrow keys. */
export const chartsIn = (section: Locator) => section.getByRole('application');

/** What is read of a chart. */
export const readIn = (section: Locator) => section.locator('.read').first();

/** What stands in the table of a figure, row by row. */
export async function cellsOf(section: Locator): Promise<string[][]> {
  const rows = section.locator('tbody tr');
  await rows.first().waitFor();
  return rows.evaluateAll((rows) =>
    (rows as HTMLTableRowElement[]).map(({ cells }) =>
      [...cells].map(({ textContent }) => textContent.trim()),
    ),
  );
}

/** What the file of a figure holds. */
export async function fileOf(section: Locator): Promise<{ head: string[]; rows: string[][] }> {
  const href = await section.getByRole('link', { name: 'CSV file' }).getAttribute('href');
  const file = await section.page().request.get(href!);
  const [head = [], ...rows] = parsed(await file.text());
  return { head, rows };
}

/** A text, and a number as files write it. */
export const plain = (text: string): string =>
  /^[\u2212-]?[\d,.]+$/.test(text) ? text.replaceAll(',', '').replace('\u2212', '-') : text;

/** Comma-separated values, none of which holds a line's end. */
function parsed(csv: string): string[][] {
  const cell = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
  const lines = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  return lines.map((line) =>
    [...line.matchAll(cell)].map(([, quoted, bare = '']) => quoted?.replaceAll('""', '"') ?? bare),
  );
}
