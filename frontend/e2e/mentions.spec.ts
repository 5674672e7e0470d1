import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test('people are mentioned in comments by keys, and see that it is them', async ({ takt, visit }) => {
  const board = await takt.board('Mentions', { 'marathon/need': ['Telephony'] });
  const card = (await takt.read(board)).cards[0]!.id;
  const path = `/b/${board}/c/${card}`;
  const ann = await visit(takt, board, 'Ann Mentioner', { path });
  const bob = await visit(takt, board, 'Bertil Mentioned', { path });
  const field = ann.page.getByRole('textbox', { name: 'Write a comment…' });
  await field.click();
  await ann.page.keyboard.type('Ask @bertil');
  const list = ann.page.getByRole('listbox', { name: 'People to mention' });
  await expect(list.getByRole('option', { name: 'Bertil Mentioned' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: ann.page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await ann.page.keyboard.press('Enter');
  await expect(list).toBeHidden();
  await expect(field).toHaveValue('Ask @Bertil Mentioned ');
  await ann.page.keyboard.type('today');
  await ann.page.keyboard.press('Control+Enter');
  await expect
    .poll(async () => (await takt.read(board)).cards[0]!.comments?.[0]?.text)
    .toMatch(/^Ask \[@Bertil Mentioned\]\(person:[a-z0-9-]+\) today$/);
  await expect(bob.page.locator('mark.mention')).toHaveText('@Bertil Mentioned');
  await expect(ann.page.locator('span.mention')).toHaveText('@Bertil Mentioned');
  await ann.page.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = ann.page.getByRole('textbox', { name: 'Comment', exact: true });
  await expect(editor).toHaveValue('Ask @Bertil Mentioned today');
  await editor.fill('Ask @Bertil Mentioned tomorrow');
  await ann.page.keyboard.press('Control+Enter');
  await expect
    .poll(async () => (await takt.read(board)).cards[0]!.comments?.[0]?.text)
    .toMatch(/\(person:[a-z0-9-]+\) tomorrow$/);
});

test('a mention in a description follows who is meant', async ({ takt, visit }) => {
  const board = await takt.board('Mentions in descriptions', { 'marathon/need': ['Telephony'] });
  const card = (await takt.read(board)).cards[0]!.id;
  const path = `/b/${board}/c/${card}`;
  const ann = await visit(takt, board, 'Ann Writer', { path });
  const eve = await visit(takt, board, 'Eve Before', { path });
  await ann.page.getByRole('button', { name: 'Add a description…' }).click();
  await ann.page.keyboard.type('Belongs to @eve');
  await ann.page.getByRole('option', { name: 'Eve Before' }).click();
  await ann.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(eve.page.locator('mark.mention')).toHaveText('@Eve Before');
  await eve.page.request.post('/api/session', { data: { name: 'Eve After' } });
  await expect(ann.page.locator('span.mention')).toHaveText('@Eve After');
  const file = await ann.page.request.get(`/api/boards/${board}/export`);
  expect(await file.text()).toContain('Belongs to [@Eve Before](person:');
});

test('Escape leaves the people, not the card', async ({ takt, visit }) => {
  const board = await takt.board('Mentions left', { 'marathon/need': ['Telephony'] });
  const card = (await takt.read(board)).cards[0]!.id;
  const ann = await visit(takt, board, 'Ann Leaver', { path: `/b/${board}/c/${card}` });
  await ann.page.getByRole('textbox', { name: 'Write a comment…' }).click();
  await ann.page.keyboard.type('@ann');
  const list = ann.page.getByRole('listbox', { name: 'People to mention' });
  await expect(list).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(ann.page.getByRole('dialog', { name: 'Card: Telephony' })).toBeVisible();
});
