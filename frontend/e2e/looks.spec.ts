import type { BrowserContextOptions } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { frozen, pictureOf, takeOff } from './looks/camera.ts';
import { givenBoard } from './looks/given.ts';
import { goTo, screens, type Screen } from './looks/screens.ts';
import { states } from './looks/states.ts';

/**
 * How Takt looks. Each picture in `looks/pictures` was looked at before it was accepted; `scripts/looks --accept` makes
 * them anew. Words that are drawn a pixel aside on another machine are within the tolerance, a part that is gone or
 * has another colour is not.
 */

interface Round {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly dark?: true;
  readonly finger?: true;
  readonly locale?: string;
  /** Whether there is something on record on the board: gates, quarters, benefits. */
  readonly onRecord?: true;
  /** What the reader has chosen for the look of the page, as this browser remembers it. */
  readonly chosen?: Readonly<Record<string, string>>;
  readonly more?: BrowserContextOptions;
  /** The names of the screens, as in `looks/screens.ts`. */
  readonly of: readonly string[];
}

const phone = { width: 390, height: 844, finger: true } as const;

const rounds: readonly Round[] = [
  {
    name: 'laptop',
    width: 1366,
    height: 768,
    of: [
      ...['board', 'card', 'card-sprint', 'card-gone', 'card-menu', 'settings', 'archive', 'move', 'filter'],
      ...['filtered-empty', 'help', 'palette', 'boards', 'new-board', 'import', 'no-board', 'nowhere'],
      ...['stage-menu', 'board-menu', 'me-menu', 'add', 'selection', 'filtered', 'selftest'],
    ],
  },
  { name: 'laptop-dark', width: 1366, height: 768, dark: true, of: ['board', 'card', 'filter', 'boards'] },
  { name: 'compact', width: 1366, height: 768, chosen: { density: 'compact' }, of: ['board'] },
  {
    name: 'forced-colours',
    width: 1366,
    height: 768,
    more: { forcedColors: 'active' },
    of: ['board', 'carry'],
  },
  { name: 'wall', width: 1920, height: 1080, chosen: { size: 'room' }, of: ['board'] },
  { name: 'large', width: 3840, height: 2160, of: ['board'] },
  { name: 'tablet', width: 768, height: 1024, finger: true, of: ['board', 'card'] },
  { name: 'phone', ...phone, of: ['board', 'card', 'settings', 'card-menu', 'filter', 'boards'] },
  { name: 'phone-dark', ...phone, dark: true, of: ['board', 'card'] },
  { name: 'small', width: 320, height: 640, finger: true, of: ['board', 'card', 'boards'] },
  {
    name: 'laptop-sv',
    width: 1366,
    height: 768,
    locale: 'sv-SE',
    onRecord: true,
    of: [
      ...['monday', 'decisions', 'balance', 'gate', 'crossing', 'insights'],
      ...['timeline', 'timeline-plan', 'timeline-new', 'timeline-load', 'timeline-signs'],
    ],
  },
  {
    name: 'laptop-nb-dark',
    width: 1366,
    height: 768,
    locale: 'nb-NO',
    dark: true,
    onRecord: true,
    of: [
      ...['quarter', 'benefits', 'rows', 'timeline-near', 'list-groups', 'list-fill', 'list-columns'],
      ...['list-edit', 'list-choose', 'list-download', 'list-views'],
    ],
  },
  {
    name: 'tablet-da',
    width: 768,
    height: 1024,
    finger: true,
    locale: 'da-DK',
    onRecord: true,
    of: ['learning', 'recognition', 'pairs', 'list', 'insights-table'],
  },
  {
    name: 'phone-da-dark',
    ...phone,
    locale: 'da-DK',
    dark: true,
    onRecord: true,
    of: ['ideas', 'monday', 'balance', 'timeline', 'list', 'insights'],
  },
];

const named = (name: string): Screen => screens.find((screen) => screen.name === name)!;

const tolerance = { maxDiffPixelRatio: 0.01, animations: 'disabled', caret: 'hide' } as const;

for (const { name, width, height, dark, finger, locale, onRecord, chosen, more, of } of rounds)
  test(`looks as accepted: ${name}`, async ({ standingTakt, visit }) => {
    test.slow();
    const board = await givenBoard(standingTakt, { onRecord });
    const context: BrowserContextOptions = {
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      ...(locale && { locale }),
      ...(finger && { hasTouch: true, isMobile: true }),
      ...more,
    };
    const { page } = await visit(standingTakt, board, 'Kari Nordmann', {
      context,
      path: '/nothing',
      outage: true,
    });
    await frozen(page, chosen);
    for (const screen of of.map(named))
      await test.step(screen.name, async () => {
        await goTo(page, board, screen);
        await takeOff(page);
        await expect.soft(page).toHaveScreenshot(pictureOf(name, screen), tolerance);
      });
  });

test('looks as accepted: states', async ({ standingTakt, visit }) => {
  test.slow();
  const { page } = await visit(standingTakt, '', 'Kari Nordmann', { path: '/nothing', outage: true });
  for (const { name, width, height, language, dark, reach, shows } of states)
    await test.step(name, async () => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await frozen(page, { language });
      await reach(page, standingTakt);
      await page.locator(shows).first().waitFor();
      await takeOff(page);
      await expect.soft(page).toHaveScreenshot(`${name}.png`, tolerance);
    });
});

test('every screen has a picture', () => {
  const pictured = new Set(rounds.flatMap(({ of }) => of));
  expect([...pictured].toSorted()).toEqual(screens.map(({ name }) => name).toSorted());
});
