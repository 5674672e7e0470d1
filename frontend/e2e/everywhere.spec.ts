import { accessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';

const cards = {
  'marathon/need': ['Telephony', 'Payroll'],
  'marathon/tender': ['Archive'],
  'sprint/proposed': ['Chat in the care'],
};

test('a card has an address of its own', async ({ takt, visit }) => {
  const board = await takt.board('Addresses', cards);
  const { id } = (await takt.read(board)).cards.find((card) => card.title === 'Archive')!;
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${id}` });
  await expect(ann.page.getByRole('dialog')).toBeVisible();
  await expect(ann.page).toHaveTitle('Archive – Takt');
  await ann.page.keyboard.press('Escape');
  await expect(ann.page.getByRole('dialog')).toBeHidden();
  await expect(ann.page).toHaveURL(`${takt.url}/b/${board}`);
  await ann.card('Telephony').getByRole('link').click();
  await expect(ann.page).toHaveURL(/\/c\/[a-z0-9-]+$/);
  await ann.page.goBack();
  await expect(ann.page.getByRole('dialog')).toBeHidden();
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

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`is accessible in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the board, its menus and sheets', async ({ takt, visit }) => {
      const board = await takt.board('Accessible', cards);
      const ann = await visit(takt, board, 'Ann');
      await ann.sees('Marathon: Need', ['Telephony', 'Payroll']);
      await accessible(ann);
      await ann.page.getByRole('button', { name: 'Actions for Telephony' }).click();
      await accessible(ann);
      await ann.page.getByRole('menuitem', { name: /^Move to/ }).click();
      await expect(ann.page.getByRole('dialog')).toBeVisible();
      await accessible(ann);
    });

    test('a card', async ({ takt, visit }) => {
      const board = await takt.board('Accessible card', cards);
      const ann = await visit(takt, board, 'Ann');
      await ann.card('Archive').getByRole('link').click();
      await expect(ann.page.getByRole('dialog')).toBeVisible();
      await accessible(ann);
    });

    for (const path of ['/', '/import', '/nothing'])
      test(`the page ${path}`, async ({ takt, visit }) => {
        const board = await takt.board('Accessible pages', cards);
        const ann = await visit(takt, board, 'Ann', { path });
        await expect(ann.page.getByRole('heading').first()).toBeVisible();
        await accessible(ann);
      });

    for (const over of ['settings', 'archive'])
      test(`the board’s ${over}`, async ({ takt, visit }) => {
        const board = await takt.board('Accessible sheets', cards);
        const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/${over}` });
        await expect(ann.page.getByRole('dialog')).toBeVisible();
        await accessible(ann);
      });
  });
