import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';
import { Clock } from './clock.ts';
import { now } from './looks/given.ts';
import { Takt } from './takt.ts';

/** Somebody at a board, in a browser window of their own. */
export class Person {
  readonly page: Page;
  readonly name: string;
  /** Errors and warnings of the console, and exceptions. */
  readonly complaints: string[];

  constructor(page: Page, name: string, complaints: string[]) {
    this.page = page;
    this.name = name;
    this.complaints = complaints;
  }

  /** The list of a stage's cards, named as on the screen: "Marathon: Need". */
  stage(name: string): Locator {
    return this.page.getByRole('list', { name, exact: true });
  }

  /** A card, wherever it is. */
  card(title: string): Locator {
    const link = this.page.getByRole('link', { name: title, exact: true });
    return this.page.getByRole('main').getByRole('listitem').filter({ has: link });
  }

  /** The state of the line, in the page's words. A page may take half a minute to come back. */
  async line(state: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('banner').getByText(state)).toBeVisible({ timeout: 40_000 });
  }

  /** Waits until the page would load, and all its parts, without a server. */
  async kept(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true);
  }

  /** Waits until what is told to people who do not see the screen is this. */
  async hears(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text })).toHaveCount(1);
  }

  /** Presses something with what there is: a finger, else the mouse. */
  async press(what: Locator): Promise<void> {
    const touch = await this.page.evaluate(() => navigator.maxTouchPoints > 0);
    await (touch ? what.tap() : what.click());
  }

  /** Presses one of the page's buttons, by its name. */
  async pressButton(name: string | RegExp): Promise<void> {
    const exact = typeof name === 'string';
    await this.press(this.page.getByRole('button', { name, exact }));
  }

  /** Shows a lane, on a screen that has room for one. */
  async showLane(name: 'Marathon' | 'Sprint'): Promise<void> {
    const button = this.page.getByRole('navigation', { name: 'Menu' }).getByRole('button', { name });
    if (await button.isVisible()) await this.press(button);
  }

  /** Opens the board's menu and chooses from it. */
  async chooseForBoard(item: string | RegExp): Promise<void> {
    await this.pressButton(/board menu$/);
    await this.press(this.page.getByRole('menuitem', { name: item }));
  }

  /** Opens a card's menu and chooses from it. */
  async choose(title: string, item: string | RegExp): Promise<void> {
    await this.card(title)
      .getByRole('button', { name: `Actions for ${title}` })
      .click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Drags a card with the mouse onto the upper half of another, or into the end of a stage's list. */
  async drag(title: string, to: Locator): Promise<void> {
    const from = await middle(this.card(title));
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 10, from.y + 10, { steps: 3 });
    const onto = await middle(to, 0.25);
    await this.page.mouse.move(onto.x, onto.y, { steps: 12 });
    await this.page.mouse.up();
  }

  /** Drags a card with a finger: presses, waits until it is lifted and what is to happen meanwhile, and carries it. */
  async touchDrag(title: string, to: Locator, meanwhile = async () => {}): Promise<void> {
    const finger = await this.finger();
    const from = await middle(this.card(title));
    const onto = await middle(to, 0.25);
    await finger.down(from);
    await expect(this.page.locator('html.dragging')).toHaveCount(1);
    await meanwhile();
    await finger.move(from, onto);
    await finger.up();
  }

  /** Drags an element with a finger so far to the right: presses, waits until it is lifted, and carries it. */
  async touchCarry(what: Locator, by: number): Promise<void> {
    const finger = await this.finger();
    const from = await middle(what);
    await finger.down(from);
    await expect(this.page.locator('html.dragging')).toHaveCount(1);
    await finger.move(from, { x: from.x + by, y: from.y });
    await finger.up();
  }

  /** Swipes over an element, up for less than nothing. */
  async swipe(over: Locator, by: number): Promise<void> {
    const finger = await this.finger();
    const from = await middle(over);
    await finger.down(from);
    await finger.move(from, { x: from.x, y: from.y + by });
    await finger.up();
  }

  /** A finger on the screen: Playwright's own can only tap. */
  private async finger() {
    const session = await this.page.context().newCDPSession(this.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints });
    return {
      down: (at: Point) => touch('touchStart', at),
      up: () => touch('touchEnd'),
      async move(from: Point, to: Point) {
        for (let part = 0.05; part < 1.01; part += 0.05)
          await touch('touchMove', {
            x: from.x + (to.x - from.x) * part,
            y: from.y + (to.y - from.y) * part,
          });
      },
    };
  }

  /** Waits until the stage shows these cards in this order. */
  async sees(stage: string, titles: readonly string[]): Promise<void> {
    await expect(this.stage(stage).getByRole('link')).toHaveText([...titles]);
  }
}

interface Options {
  readonly context?: BrowserContextOptions;
  /** Where they reach the server, when not directly. */
  readonly url?: string;
  /** Whether the server goes away in the test, of which a browser complains. */
  readonly outage?: boolean;
  /** Whether the page is kept for when there is no server, as browsers do; tests of other things go without. */
  readonly keepsPage?: boolean;
  /** Whether they come without having said who they are. */
  readonly guest?: boolean;
  readonly path?: string;
  /** Runs in the page before anything of it. */
  readonly prepare?: () => void;
}

interface Fixtures {
  /** A server of the test's own, which it may stop and kill. */
  readonly ownTakt: Takt;
  /** A server of the test's own whose clock stands still at the time of the pictures. */
  readonly standingTakt: Takt;
  /** Lets somebody sign in and open a board. */
  readonly visit: (takt: Takt, board: string, name: string, options?: Options) => Promise<Person>;
}

export const test = base.extend<Fixtures, { readonly takt: Takt }>({
  takt: [
    async ({}, use) => {
      const takt = await Takt.start();
      await use(takt);
      await takt.remove();
    },
    { scope: 'worker' },
  ],

  ownTakt: async ({}, use) => {
    const takt = await Takt.start();
    await use(takt);
    await takt.remove();
  },

  standingTakt: async ({}, use) => {
    const clock = new Clock(now.toISOString());
    const takt = await clock.takt();
    await use(takt);
    await takt.remove();
    clock.remove();
  },

  visit: async ({ browser }, use) => {
    const people: Person[] = [];
    await use(async (takt, board, name, options = {}) => {
      const person = await enter(browser, takt, board, name, options);
      people.push(person);
      return person;
    });
    for (const person of people) expect(person.complaints, `console of ${person.name}`).toEqual([]);
    for (const person of people) await person.page.context().close();
  },
});

export { expect };

/** What Playwright says in a page that is not kept. */
const blocked = 'Service Worker registration blocked by Playwright';

/** What Chromium says of a server that is away. */
const outages = /net::ERR_|WebSocket connection to|Failed to load resource/;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point of an element, in the middle of its width and at a part of its height. */
async function middle(element: Locator, height = 0.5): Promise<Point> {
  await element.scrollIntoViewIfNeeded();
  const box = (await element.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height * height };
}

async function enter(
  browser: Browser,
  takt: Takt,
  board: string,
  name: string,
  options: Options,
): Promise<Person> {
  const url = options.url ?? takt.url;
  const context = await browser.newContext({
    serviceWorkers: options.keepsPage ? 'allow' : 'block',
    ...options.context,
    baseURL: url,
  });
  if (!options.guest) await signIn(context, name);
  const page = await context.newPage();
  if (options.prepare) await page.addInitScript(options.prepare);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    if (message.text() === blocked || (options.outage && outages.test(message.text()))) return;
    complaints.push(message.text());
  });
  await page.goto(options.path ?? `/b/${board}`);
  return new Person(page, name, complaints);
}

async function signIn({ request }: BrowserContext, name: string): Promise<void> {
  const signedIn = await request.post('/api/session', { data: { name } });
  expect(signedIn.ok()).toBe(true);
}
