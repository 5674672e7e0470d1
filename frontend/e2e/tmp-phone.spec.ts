import { violations } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { givenBoard } from './looks/given.ts';
import { goTo, screens } from './looks/screens.ts';
const only = process.env['ONLY']?.split(',');
for (const locale of (process.env['LOCALES'] ?? 'nb-NO,da-DK').split(','))
  test(`tmp ${locale}`, async ({ takt, visit }, { project }) => {
    test.setTimeout(900_000);
    const phone = project.name === 'phone';
    const board = await givenBoard(takt, { onRecord: true });
    const ann = await visit(takt, board, 'Ann', { context: { locale }, outage: true });
    for (const screen of screens) {
      if (only && !only.includes(screen.name)) continue;
      if (screen.only && screen.only !== (phone ? 'phone' : 'desk')) continue;
      await test.step(screen.name, async () => {
        await goTo(ann.page, board, screen);
        await ann.page.screenshot({ path: `/tmp/takt/off-s-${project.name}-${locale}-${screen.name}.png` });
        for (const colorScheme of ['light', 'dark'] as const) {
          await ann.page.emulateMedia({ colorScheme });
          expect.soft(await violations(ann.page), `${screen.name}, ${colorScheme}`).toEqual([]);
        }
      });
    }
  });
