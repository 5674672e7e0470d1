import { expect, test } from '@playwright/test';
import { launch, type Browser, type KeyInput, type Page } from 'puppeteer-core';
import { Takt } from './takt.ts';

// The core of a meeting in another engine: the system's Firefox, which `FIREFOX` may name.

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

let takt: Takt;
let firefox: Browser;

test.beforeAll(async () => {
  takt = await Takt.start();
  firefox = await launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB' },
    defaultViewport: { width: 1440, height: 900 },
  });
});

test.afterAll(async () => {
  await firefox?.close();
  await takt?.remove();
});

/** Waits until a stage shows these cards in this order. */
const sees = (page: Page, stage: string, titles: readonly string[]) =>
  expect
    .poll(() =>
      page.$$eval(`ul[aria-label="${stage}"] a[data-focus]`, (links) =>
        links.map((link) => link.textContent),
      ),
    )
    .toEqual(titles);

/** Waits until the page says so, somewhere. */
const says = (page: Page, selector: string, text: string | RegExp) =>
  expect
    .poll(() => page.$$eval(selector, (all) => all.map((one) => one.textContent).join('\n')), {
      timeout: 40_000,
    })
    .toMatch(text);

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

const press = async (page: Page, ...keys: readonly KeyInput[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

async function middle(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = (await (await page.waitForSelector(selector))!.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: string, to: string): Promise<void> {
  const [start, end] = [await middle(page, from), await middle(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 10, start.y + 10, { steps: 3 });
  await page.mouse.move(end.x, end.y - 8, { steps: 12 });
  await page.mouse.up();
}

test('a meeting in Firefox', async () => {
  const board = await takt.board('Firefox', {
    'marathon/need': ['Telephony', 'Payroll'],
    'marathon/concept': ['Roads'],
  });
  const cards = async () => (await takt.read(board)).cards;
  const idOf = async (title: string) => (await cards()).find((card) => card.title === title)!.id;
  const page = await firefox.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    if (!/establish a connection/.test(String(error))) complaints.push(String(error));
  });

  await test.step('open and sign in', async () => {
    await page.goto(`${takt.url}/b/${board}`);
    await page.waitForSelector('dialog input');
    await page.keyboard.type('Ann Fox');
    await press(page, 'Enter');
    await says(page, '[data-line]', 'Live');
    await expect.poll(() => page.$$('dialog')).toEqual([]);
    await sees(page, need, ['Telephony', 'Payroll']);
  });

  await test.step('add a card', async () => {
    await (await page.waitForSelector('[aria-label="Add a card to Need"]'))!.click();
    await page.keyboard.type('Archive');
    await press(page, 'Enter', 'Escape');
    await sees(page, need, ['Archive', 'Telephony', 'Payroll']);
    await expect.poll(async () => (await cards()).length).toBe(4);
  });

  await test.step('drag a card with the mouse', async () => {
    const card = (id: string) => `[data-card="${id}"]`;
    await drag(page, card(await idOf('Payroll')), card(await idOf('Roads')));
    await sees(page, concept, ['Payroll', 'Roads']);
    await expect
      .poll(async () => (await cards()).find(({ title }) => title === 'Payroll')!.stage)
      .toBe('concept');
  });

  await test.step('carry a card with keys', async () => {
    await page.focus(`[data-card="${await idOf('Telephony')}"] [data-focus]`);
    await press(page, ' ', 'ArrowRight', 'Home', ' ');
    await says(
      page,
      '[role=status]',
      'Telephony moved from Need to Concept and business case, place 1 of 3.',
    );
    await sees(page, concept, ['Telephony', 'Payroll', 'Roads']);
    await expect.poll(() => focused(page)).toBe('Telephony');
  });

  await test.step('see what somebody else moves, and keep the focus', async () => {
    await takt.ask(board, { cmd: 'card.move', card: await idOf('Telephony'), stage: 'need' });
    await sees(page, concept, ['Payroll', 'Roads']);
    await sees(page, need, ['Archive', 'Telephony']);
    await expect.poll(() => focused(page)).toBe('Telephony');
  });

  await test.step('open a card and write in it', async () => {
    await press(page, 'e');
    await page.waitForSelector('dialog[data-open-card]');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.down('Control');
    await press(page, 'a');
    await page.keyboard.up('Control');
    await page.keyboard.type('Telephones');
    await press(page, 'Enter', 'Escape');
    await sees(page, need, ['Archive', 'Telephones']);
    await expect.poll(async () => (await cards()).map(({ title }) => title)).toContain('Telephones');
  });

  await test.step('go on while the server is away', async () => {
    await takt.stop();
    await says(page, '[data-line]', 'Offline');
    await page.focus(`[data-card] [data-focus]`);
    await page.keyboard.down('Alt');
    await press(page, 'ArrowRight');
    await page.keyboard.up('Alt');
    await says(page, '[data-line]', 'Offline, 1 change waiting');
    await takt.start();
    await says(page, '[data-line]', 'Live');
    await expect
      .poll(async () => (await cards()).find(({ title }) => title === 'Archive')!.stage)
      .toBe('concept');
  });

  expect(complaints).toEqual([]);
});
