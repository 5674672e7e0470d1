import { join } from 'node:path';
import type { BrowserContextOptions } from '@playwright/test';
import { test } from './fixtures.ts';
import { frozen, takeOff } from './looks/camera.ts';
import { givenBoard } from './looks/given.ts';
import { goTo, screens } from './looks/screens.ts';

/** Pictures of every screen in every size, theme and language, to be looked at: `scripts/looks --all FOLDER`. */

const folder = process.env['LOOKS_FOLDER']!;

const sizes = [
  [3840, 2160],
  [1920, 1080],
  [1366, 768],
  [768, 1024],
  [390, 844],
  [320, 640],
] as const;

for (const [width, height] of sizes)
  for (const locale of ['en', 'sv', 'nb', 'da'])
    test(`${width} ${locale}`, async ({ standingTakt, visit }) => {
      test.setTimeout(0);
      const finger = width < 800;
      const board = await givenBoard(standingTakt, { onRecord: true });
      const context: BrowserContextOptions = {
        locale,
        viewport: { width, height },
        ...(finger && { hasTouch: true, isMobile: true }),
      };
      const { page } = await visit(standingTakt, board, 'Kari Nordmann', {
        context,
        path: '/nothing',
        outage: true,
      });
      await frozen(page);
      for (const screen of screens.filter(({ only }) => !only || only === (finger ? 'phone' : 'desk'))) {
        await goTo(page, board, screen);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await takeOff(page);
          await page.screenshot({
            path: join(folder, `${screen.name}-${width}-${locale}-${colorScheme}.png`),
          });
        }
        await page.emulateMedia({ colorScheme: 'light' });
      }
    });
