import {
  expect,
  test as base,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';
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
    return this.page.getByRole('listitem').filter({ has: link });
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
  readonly path?: string;
}

interface Fixtures {
  /** A server of the test's own, which it may stop and kill. */
  readonly ownTakt: Takt;
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

async function enter(
  browser: Browser,
  takt: Takt,
  board: string,
  name: string,
  options: Options,
): Promise<Person> {
  const url = options.url ?? takt.url;
  const context = await browser.newContext({ ...options.context, baseURL: url });
  const signedIn = await context.request.post('/api/session', { data: { name } });
  expect(signedIn.ok()).toBe(true);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(options.path ?? `/b/${board}`);
  return new Person(page, name, complaints);
}
