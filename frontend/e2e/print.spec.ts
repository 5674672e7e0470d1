import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { givenBoard, now } from './looks/given.ts';

/** The sizes of the sheets the browser makes when it is told to print, in whole points. */
async function sheets(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) => `${Math.round(Number(width))} × ${Math.round(Number(height))}`);
}

const a3 = '1191 × 842';
const a4 = '842 × 595';

/** What is on paper when the browser prints: it tells the page, and goes on at once. */
const onPaper = (page: Page) =>
  page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const text = document.querySelector<HTMLElement>('.printed')?.textContent ?? '';
    const pressed = document.querySelectorAll('.printed :is(button, a, input)').length;
    dispatchEvent(new Event('afterprint'));
    return { text, pressed };
  });

test('both lanes are printed on A3, one on A4, across', async ({ takt, visit }) => {
  const cards = { 'marathon/need': ['Telephony', 'Payroll'], 'sprint/running': ['Chat in the care'] };
  const ann = await visit(takt, await takt.board('On paper', cards), 'Ann');
  await expect(ann.card('Telephony')).toBeVisible();
  await expect.poll(() => sheets(ann.page)).toEqual([a3]);
  await ann.page.keyboard.press('1');
  expect(await sheets(ann.page)).toEqual([a4]);
  expect((await onPaper(ann.page)).text).not.toContain('Chat in the care');
  await ann.page.keyboard.press('2');
  expect(await sheets(ann.page)).toEqual([a4]);
  expect((await onPaper(ann.page)).text).toContain('Chat in the care');
  await ann.page.keyboard.press('0');
  expect(await sheets(ann.page)).toEqual([a3]);
});

test('paper has every card, names in full and dates that stay true, and nothing to press', async ({
  takt,
  visit,
}) => {
  const board = await takt.board('Much on paper');
  const title = (at: number) => `Card ${at + 1}.`;
  const add = { cmd: 'card.add', lane: 'marathon', stage: 'need' } as const;
  const commands = Array.from({ length: 120 }, (_, at) => ({ ...add, title: title(at) }));
  await takt.ask(board, { cmd: 'batch', commands });
  const ann = await visit(takt, board, 'Ann');
  await expect(ann.card(title(0))).toBeVisible();
  await expect.poll(async () => (await onPaper(ann.page)).text).toContain(title(119));
  const { text, pressed } = await onPaper(ann.page);
  expect(commands.filter((card) => !text.includes(card.title))).toEqual([]);
  expect(pressed).toBe(0);
  const made = await sheets(ann.page);
  expect(made.length).toBeGreaterThan(2);
  expect(new Set(made)).toEqual(new Set([a3]));
});

test('paper says in full who, when and what was left out', async ({ takt, visit }) => {
  const board = await givenBoard(takt);
  const ann = await visit(takt, board, 'Ann', { path: '/nothing' });
  await ann.page.clock.setFixedTime(now);
  await ann.page.goto(`/b/${board}?q=telephony`);
  await expect(ann.page.locator('[data-card="c-telephony"]')).toBeVisible();
  await expect.poll(async () => (await onPaper(ann.page)).text).toContain('Owner: Jonas Brekkan');
  const { text } = await onPaper(ann.page);
  expect(text).toContain('As of 23 November 2026');
  expect(text).toContain('Only cards with Text: telephony');
  expect(text).toContain('19 Feb 2027 – 15 May 2028');
  expect(text).toContain('Here since 24 Jul 2026');
  expect(text).not.toContain('Network and Wi-Fi');
});

test('a board in rows is printed in rows', async ({ takt, visit }) => {
  const board = await givenBoard(takt);
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?group=unit` });
  await expect(ann.page.locator('[data-group] [data-card]').first()).toBeVisible();
  const shown = await ann.page
    .locator('section.band')
    .evaluateAll((bands) =>
      bands.map((band) => [
        band.querySelector('h3')!.textContent,
        ...[...band.querySelectorAll('[data-focus]')].map((title) => title.textContent),
      ]),
    );
  const printed = () =>
    ann.page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const rows = [...document.querySelectorAll('.printed tbody')].map((body) => [
        body.querySelector('th')!.firstChild!.textContent!.trim(),
        ...[...body.querySelectorAll('h2, h3, h4, strong')].map((title) => title.textContent),
      ]);
      dispatchEvent(new Event('afterprint'));
      return rows;
    });
  await expect.poll(printed).toEqual(shown.filter((row) => row.length > 1));
  expect(shown.length).toBeGreaterThan(1);
});

test('the menu opens the browser’s print dialog', async ({ takt, visit }) => {
  const board = await takt.board('Menu', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann', {
    prepare: () => {
      window.print = () => document.documentElement.setAttribute('data-printed', '');
    },
  });
  await expect(ann.card('Telephony')).toBeVisible();
  await ann.page.getByRole('button', { name: /board menu$/ }).click();
  await ann.page.getByRole('menuitem', { name: /^Print/ }).click();
  await expect(ann.page.locator('html[data-printed]')).toHaveCount(1);
});

test('a card that is open is what is printed', async ({ takt, visit }) => {
  const board = await takt.board('One card', { 'marathon/need': ['Telephony', 'Payroll'] });
  const ann = await visit(takt, board, 'Ann');
  await ann.card('Telephony').getByRole('link').click();
  await expect(ann.page.getByRole('dialog')).toBeVisible();
  await ann.page.emulateMedia({ media: 'print' });
  await expect(ann.page.getByRole('dialog')).toBeVisible();
  await expect(ann.page.locator('#board')).toBeHidden();
  await expect(ann.page.getByRole('dialog').getByRole('button', { name: 'Close' })).toBeHidden();
});
