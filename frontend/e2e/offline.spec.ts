import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { args, headlessShell } from '../chromium.ts';
import { accessible } from './accessible.ts';
import { expect, Person, test as base } from './fixtures.ts';
import type { Takt } from './takt.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

/** A browser whose storage outlives it. */
class Browser {
  readonly #profile = mkdtempSync(join(tmpdir(), 'takt-browser-'));
  #context: BrowserContext | undefined;

  async start(takt: Takt): Promise<BrowserContext> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: headlessShell,
      args,
      baseURL: takt.url,
      locale: 'en-GB',
      viewport: { width: 1920, height: 1080 },
    });
    return this.#context;
  }

  async stop(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const test = base.extend<{ chrome: Browser }>({
  chrome: async ({}, use) => {
    const chrome = new Browser();
    await use(chrome);
    await chrome.remove();
  },
});

const open = async (context: BrowserContext, path: string): Promise<Person> => {
  const page = await context.newPage();
  await page.goto(path);
  return new Person(page, 'Ann', []);
};

const texts = (takt: Takt, board: string) =>
  takt.read(board).then(({ cards }) => cards.map(({ title, description }) => description ?? title));

test('what is done offline survives a reload and a restart of the browser, and is sent in order', async ({
  ownTakt,
  chrome,
}) => {
  const board = await ownTakt.board('Offline', { 'marathon/need': ['Telephony', 'Payroll'] });
  let context = await chrome.start(ownTakt);
  await context.request.post('/api/session', { data: { name: 'Ann' } });
  let ann = await open(context, `/b/${board}`);
  await ann.line('Live');
  await ann.kept();
  await ownTakt.stop();
  await ann.choose('Telephony', /^Next stage/);
  await ann.page.getByRole('button', { name: 'Add a card to Need' }).click();
  await ann.page.getByLabel('Title of the new card').fill('Archive');
  await ann.page.keyboard.press('Enter');
  await ann.line('Offline, 2 changes waiting');
  await expect(ann.card('Telephony').getByText('waits to be sent').first()).toBeVisible();
  await expect(ann.card('Payroll').getByText('waits to be sent')).toHaveCount(0);

  await ann.page.reload();
  await ann.line('Offline, 2 changes waiting');
  await expect(ann.page.getByText(/^as of /)).toBeVisible();
  await ann.sees(need, ['Archive', 'Payroll']);
  await ann.sees(concept, ['Telephony']);
  await ann.choose('Archive', 'Archive');
  await ann.line('Offline, 3 changes waiting');

  await chrome.stop();
  context = await chrome.start(ownTakt);
  ann = await open(context, `/b/${board}`);
  await ann.line('Offline, 3 changes waiting');
  await ann.sees(need, ['Payroll']);
  await ann.sees(concept, ['Telephony']);

  await ownTakt.start();
  await expect(ann.page.getByRole('banner').getByText('Live')).toBeVisible({ timeout: 35_000 });
  await expect(ann.page.getByText('waits to be sent')).toHaveCount(0);
  const after = await ownTakt.read(board);
  expect(after.cards.map(({ title, stage }) => [title, stage])).toEqual([
    ['Payroll', 'need'],
    ['Telephony', 'concept'],
  ]);
  expect(after.archive!.map(({ title }) => title)).toEqual(['Archive']);
  expect(after.cards[1]!.changed_by).not.toBe('guest');
  await ann.page.reload();
  await ann.line('Live');
  expect((await ownTakt.read(board)).seq).toBe(after.seq);
});

test('what is refused on return keeps its text, also after another reload', async ({ ownTakt, chrome }) => {
  const board = await ownTakt.board('Refused', { 'marathon/need': ['Telephony'] });
  const context = await chrome.start(ownTakt);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.request.post('/api/session', { data: { name: 'Ann' } });
  const ann = await open(context, `/b/${board}`);
  await ann.line('Live');
  await ann.kept();
  await context.setOffline(true);
  for (const text of ['The first thought', 'The second thought']) {
    await ann.page.getByRole('link', { name: 'Telephony', exact: true }).click();
    await ann.page.getByPlaceholder('Write a comment…').fill(text);
    await ann.page.getByRole('button', { name: 'Comment', exact: true }).click();
    await ann.page.keyboard.press('Escape');
  }
  await ann.line('Offline, 2 changes waiting');
  const { cards } = await ownTakt.read(board);
  await ownTakt.ask(board, { cmd: 'card.archive', card: cards[0]!.id });

  await context.setOffline(false);
  await ann.line('Live');
  const region = ann.page.getByRole('region', { name: '2 of your texts were not taken' });
  await expect(region.getByText('The first thought')).toBeVisible();
  await ann.page.reload();
  await ann.line('Live');
  await region.getByRole('button', { name: 'Copy' }).nth(1).click();
  expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe('The second thought');
  await region.getByRole('button', { name: 'Discard' }).first().click();
  await expect(region).toHaveCount(0);
  await ann.page.reload();
  await ann.line('Live');
  await expect(ann.page.getByText('Not done').first()).toBeVisible();
});

test('two tabs of one person do each thing once and lose nothing', async ({ ownTakt, chrome }) => {
  const board = await ownTakt.board('Tabs', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const context = await chrome.start(ownTakt);
  await context.request.post('/api/session', { data: { name: 'Ann' } });
  const one = await open(context, `/b/${board}`);
  const two = await open(context, `/b/${board}`);
  await one.line('Live');
  await two.line('Live');
  await one.kept();
  await two.kept();
  await ownTakt.stop();
  await one.choose('Telephony', /^Next stage/);
  await two.choose('Payroll', /^Next stage/);
  await one.line('Offline, 1 change waiting');
  await two.line('Offline, 1 change waiting');
  await one.page.close();
  const tabs = () => two.page.evaluate(async () => (await navigator.locks.query()).held?.length);
  await expect.poll(tabs).toBe(1);
  await ownTakt.start();
  await expect(two.page.getByRole('banner').getByText('Live')).toBeVisible({ timeout: 35_000 });
  await expect(two.stage(concept).getByRole('link')).toHaveCount(2);
  const stages = async () => (await ownTakt.read(board)).cards.map(({ stage }) => stage);
  await expect.poll(stages).toEqual(['concept', 'concept']);
  expect((await ownTakt.read(board)).seq).toBe(seq + 2);
});

test('a tab that is closed hands over what it has not sent, at once', async ({ takt, chrome }) => {
  const board = await takt.board('Handed over', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await takt.read(board);
  const context = await chrome.start(takt);
  await context.request.post('/api/session', { data: { name: 'Ann' } });
  const two = await open(context, `/b/${board}`);
  await two.line('Live');
  const page = await context.newPage();
  let gagged = false;
  await page.routeWebSocket(/socket/, (near) => {
    const far = near.connectToServer();
    near.onMessage((message) => gagged || far.send(message));
  });
  await page.goto(`/b/${board}`);
  const one = new Person(page, 'Ann', []);
  await one.line('Live');
  await one.kept();
  gagged = true;
  await one.choose('Telephony', /^Next stage/);
  await one.sees(concept, ['Telephony']);
  await two.sees(concept, []);
  await page.close();
  await two.sees(concept, ['Telephony']);
  await expect.poll(async () => (await takt.read(board)).seq).toBe(seq + 1);
});

test('what somebody else has left is told, and sent or discarded as one says', async ({
  ownTakt,
  chrome,
}) => {
  const board = await ownTakt.board('Left behind', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const context = await chrome.start(ownTakt);
  await context.request.post('/api/session', { data: { name: 'Ann' } });
  const ann = await open(context, `/b/${board}`);
  await ann.line('Live');
  await ann.kept();
  await ownTakt.stop('SIGKILL');
  await ann.choose('Telephony', /^Next stage/);
  await ann.choose('Payroll', /^Next stage/);
  await ann.line('Offline, 2 changes waiting');
  await ann.page.close();
  await ownTakt.start();
  await context.request.delete('/api/session');
  await context.request.post('/api/session', { data: { name: 'Bob' } });

  const bob = await open(context, `/b/${board}`);
  await bob.line('Live');
  const notice = bob.page.getByRole('status').filter({ hasText: '2 changes of Ann wait in this browser' });
  await expect(notice).toBeVisible();
  await bob.sees(need, ['Telephony', 'Payroll']);
  await accessible(bob);
  await notice.getByRole('button', { name: 'Discard them' }).click();
  await expect(notice).toHaveCount(0);
  const messages = bob.page.getByRole('region', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Send in my name' }).click();
  await expect(notice).toHaveCount(0);
  await bob.sees(need, []);
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 2);
  await bob.page.reload();
  await bob.line('Live');
  await bob.sees(need, []);
  await expect(notice).toHaveCount(0);
});

test('where no page is kept, what opens at a board still opens without a line, also when that was lost early', async ({
  ownTakt,
  visit,
}) => {
  const board = await ownTakt.board('Plain http', {
    'marathon/need': ['Telephony'],
    'sprint/setup': ['Chat'],
  });
  const [telephony, chat] = (await ownTakt.read(board)).cards;
  const tender = { procurement: 'required' as const, tender_deadline: '2027-03-01' };
  await ownTakt.ask(board, { cmd: 'card.change', card: telephony!.id, set: tender });
  const pairs = [{ kind: 'informs' as const, card: telephony!.id }];
  await ownTakt.ask(board, { cmd: 'card.change', card: chat!.id, set: { pairs, end: '2027-06-30' } });
  const ann = await visit(ownTakt, board, 'Ann', {
    outage: true,
    path: '/',
    prepare: () => {
      delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
    },
  });
  const { page } = ann;
  const dialog = page.getByRole('dialog');
  const lost = /\/assets\/(Sheet|SettingsSheet|HelpSheet)-/;
  await page.route(lost, (route) => route.abort());
  await page.goto(`/b/${board}`);
  const title = ann.card('Telephony').getByRole('link');
  await title.press('s');
  await expect(page.getByRole('alert')).toContainText('A part of the page could not be fetched.');
  await page.unroute(lost);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.locator('header')).toHaveCSS('display', 'flex');
  await page.keyboard.press('Escape');

  await page.context().setOffline(true);
  await ann.line('Offline');
  await page.context().setOffline(false);
  // What shows when all cards are looked at shows when all has been fetched.
  await expect(ann.card('Telephony').getByText('Contradicts Chat', { exact: true })).toBeVisible();
  await ownTakt.stop();
  for (const key of ['s', 'f', '?', 'Control+k', 'Enter']) {
    await title.press(key);
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  for (const menu of ['Rows', /^Appearance/]) {
    await ann.pressButton(menu);
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
  for (const view of ['Timeline', 'List', 'Monday']) {
    await ann.chooseForBoard(view);
    await expect(page.getByRole('heading', { level: 2, name: view, exact: true })).toBeVisible();
  }
});

test('a browser that keeps nothing says so and works on', async ({ ownTakt, visit }) => {
  const board = await ownTakt.board('Forgetful', { 'marathon/need': ['Telephony'] });
  const ann = await visit(ownTakt, board, 'Ann', {
    outage: true,
    keepsPage: true,
    prepare: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('forbidden', 'SecurityError');
      };
    },
  });
  await ann.line('Live');
  await ann.kept();
  await ownTakt.stop();
  await ann.choose('Telephony', /^Next stage/);
  await expect(ann.page.getByText('This browser does not keep your changes')).toBeVisible();
  const asked = ann.page.waitForEvent('dialog');
  await ann.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await ownTakt.start();
  await ann.line('Live');
  expect(await texts(ownTakt, board)).toEqual(['Telephony']);
  expect((await ownTakt.read(board)).cards[0]!.stage).toBe('concept');
});
