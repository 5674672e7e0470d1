import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Person } from './fixtures.ts';

const path = (board: string, card: string) => `/b/${board}/c/${card}`;

async function accessible({ page }: Person): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    page.viewportSize()!.width,
  );
}

test('a card tells its history and is put back', async ({ takt, visit }) => {
  const board = await takt.board('Phone history', { 'marathon/need': ['Telephony'] });
  const card = (await takt.read(board)).cards[0]!.id;
  await takt.ask(board, { cmd: 'card.change', card, set: { title: 'Phones' } });
  await takt.ask(board, { cmd: 'card.move', card, stage: 'tender' });
  const ann = await visit(takt, board, 'Ann', { path: path(board, card) });
  await ann.page.getByRole('button', { name: 'Show the history' }).tap();
  const history = ann.page.getByRole('region', { name: 'History', exact: true });
  await expect(history.locator('.told').first()).toHaveText('Guest moved it from Need to Tender published');
  const when = history.getByRole('button', { name: /Dates in full/ }).first();
  await when.tap();
  await expect(when).toContainText(String(new Date().getFullYear()), { useInnerText: true });
  await history
    .getByRole('button', { name: /^Put back as it was at/ })
    .last()
    .tap();
  await accessible(ann);
  await ann.page.getByRole('button', { name: 'Put back', exact: true }).tap();
  await expect
    .poll(async () => (await takt.read(board)).cards[0])
    .toMatchObject({ title: 'Telephony', stage: 'need' });
});

test('people are mentioned with a finger', async ({ takt, visit }) => {
  const board = await takt.board('Phone mentions', { 'marathon/need': ['Telephony'] });
  const card = (await takt.read(board)).cards[0]!.id;
  const ann = await visit(takt, board, 'Ann Finger', { path: path(board, card) });
  await ann.page.getByRole('textbox', { name: 'Write a comment…' }).tap();
  await ann.page.keyboard.type('@finger');
  await ann.page.getByRole('option', { name: 'Ann Finger' }).tap();
  await accessible(ann);
  await ann.page.getByRole('button', { name: 'Comment', exact: true }).tap();
  await expect(ann.page.locator('mark.mention')).toHaveText('@Ann Finger');
});

test('cards are filtered and the filter is saved', async ({ takt, visit }) => {
  const board = await takt.board('Phone finding', { 'marathon/need': ['Telephony', 'Payroll'] });
  const card = (await takt.read(board)).cards[1]!.id;
  await takt.ask(board, { cmd: 'comment.add', card, text: 'The switchboard' });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?q=switchboard` });
  await ann.sees('Marathon: Need', ['Payroll']);
  await expect(ann.card('Payroll')).toContainText('Comments: The switchboard');
  await ann.page.getByRole('navigation', { name: 'Menu' }).getByRole('button', { name: 'Search' }).tap();
  const panel = ann.page.getByRole('dialog', { name: 'Filter' });
  await panel.getByRole('textbox', { name: 'Name to save this filter under' }).fill('Switchboards');
  await panel.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect(panel.getByRole('button', { name: 'Switchboards', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await accessible(ann);
});
