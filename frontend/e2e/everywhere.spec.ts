import { violations } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { givenBoard } from './looks/given.ts';
import { goTo, screens } from './looks/screens.ts';

const cards = {
  'marathon/need': ['Telephony', 'Payroll'],
  'marathon/tender': ['Archive'],
  'sprint/proposed': ['Chat in the care'],
};

test('a card has an address of its own', async ({ takt, visit }) => {
  const board = await takt.board('Addresses', cards);
  const { id } = (await takt.read(board)).cards.find((card) => card.title === 'Archive')!;
  const context = { permissions: ['clipboard-read', 'clipboard-write'] };
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${id}`, context });
  await expect(ann.page.getByRole('dialog')).toBeVisible();
  await expect(ann.page).toHaveTitle('Archive – Takt');
  await ann.page.keyboard.press('Escape');
  await expect(ann.page.getByRole('dialog')).toBeHidden();
  await expect(ann.page).toHaveURL(`${takt.url}/b/${board}`);
  await ann.card('Telephony').getByRole('link').click();
  await expect(ann.page).toHaveURL(/\/c\/[a-z0-9-]+$/);
  await ann.page.goBack();
  await expect(ann.page.getByRole('dialog')).toBeHidden();
  await ann.choose('Archive', 'Copy link');
  const copied = () => ann.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe(`${takt.url}/b/${board}/c/${id}`);
});

test('a card that is not there says so', async ({ takt, visit }) => {
  const board = await takt.board('Lost cards', cards);
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/nothing` });
  await expect(ann.page.getByRole('heading', { name: 'This card is not on the board' })).toBeVisible();
});

for (const [language, { need, chosen }] of Object.entries({
  'en-GB': { need: 'Marathon: Need', chosen: 'en' },
  'sv-SE': { need: 'Maraton: Behov', chosen: 'sv' },
  'nn-NO': { need: 'Maraton: Behov', chosen: 'nb' },
  'da-DK': { need: 'Maraton: Behov', chosen: 'da' },
}))
  test(`the page speaks the browser’s language (${language})`, async ({ takt, visit }) => {
    const board = await takt.board('Languages', cards);
    const ann = await visit(takt, board, 'Ann', { context: { locale: language } });
    await expect(ann.page.locator('html')).toHaveAttribute('lang', chosen);
    await ann.sees(need, ['Telephony', 'Payroll']);
  });

const locales = ['en-GB', 'sv-SE', 'nb-NO', 'da-DK'] as const;

// Every screen in one language and theme, and in others on a phone; scripts/accessible takes all of them in each.
const every = !!process.env['EVERY_SCREEN'];

for (const [turn, locale] of locales.entries())
  test(`every screen and dialog is accessible (${locale})`, async ({ takt, visit }, { project }) => {
    test.setTimeout(screens.length * 15_000);
    const phone = project.name === 'phone';
    const board = await givenBoard(takt, { onRecord: true });
    const ann = await visit(takt, board, 'Ann', { context: { locale }, outage: true });
    const offset = phone ? 2 : 0;
    for (const [at, screen] of screens.entries()) {
      if (screen.only && screen.only !== (phone ? 'phone' : 'desk')) continue;
      if (!every && (at + offset) % locales.length !== turn) continue;
      const theme = (Math.floor(at / locales.length) + offset / 2) % 2 ? 'light' : 'dark';
      await test.step(screen.name, async () => {
        await goTo(ann.page, board, screen);
        for (const colorScheme of every ? (['light', 'dark'] as const) : ([theme] as const)) {
          await ann.page.emulateMedia({ colorScheme });
          expect.soft(await violations(ann.page), `${screen.name}, ${colorScheme}`).toEqual([]);
        }
      });
    }
  });
