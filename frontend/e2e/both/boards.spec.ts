import { expect, test } from '../fixtures.ts';

test('a board is made from a template, renamed, archived and restored', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/' });
  const { page } = ann;
  await ann.pressButton('New board');
  const sheet = page.getByRole('dialog', { name: 'New board' });
  await sheet.getByRole('textbox', { name: 'Name of the board' }).fill('Harbour office');
  await ann.press(sheet.getByRole('radio', { name: /^An example/ }));
  await ann.press(sheet.getByRole('button', { name: 'Create' }));
  await expect(page).toHaveURL(/\/b\/[a-z0-9-]+$/);
  await expect(ann.stage('Marathon: Need').getByRole('link').first()).toBeVisible();
  const board = page.url().split('/').at(-1)!;
  expect((await takt.read(board)).cards.length).toBeGreaterThan(10);

  await page.goto('/');
  await ann.pressButton('Actions for Harbour office');
  await ann.press(page.getByRole('menuitem', { name: /^Rename/ }));
  await page.getByRole('dialog').getByRole('textbox').fill('Port office');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: /^Port office/ })).toBeVisible();

  await ann.pressButton('Actions for Port office');
  await ann.press(page.getByRole('menuitem', { name: 'Archive' }));
  await expect(page.getByRole('link', { name: /^Port office/ })).toBeHidden();
  await ann.press(page.getByText('Archived boards'));
  const row = page.getByRole('listitem').filter({ hasText: 'Port office' });
  await ann.press(row.getByRole('button', { name: 'Restore' }));
  await expect(page.getByRole('button', { name: 'Actions for Port office' })).toBeVisible();
  expect((await takt.read(board)).name).toBe('Port office');
});

test('what is set for a board is there for all at once', async ({ takt, visit }) => {
  const board = await takt.board('Set live', { 'marathon/need': ['Telephony', 'Payroll'] });
  const ann = await visit(takt, board, 'Ann');
  const bob = await visit(takt, board, 'Bob');
  await ann.chooseForBoard(/^Board settings/);
  const sheet = ann.page.getByRole('dialog', { name: 'Board settings' });
  const set = async (name: string, text: string) => {
    await sheet
      .locator('input')
      .and(sheet.getByLabel(name, { exact: true }))
      .fill(text);
    await ann.page.keyboard.press('Enter');
  };
  await set('Limit for Need', '1');
  await expect(bob.page.getByRole('region', { name: 'Need', exact: true })).toContainText('1 over');
  await set('Name of Need', 'Wishes');
  await bob.sees('Marathon: Wishes', ['Telephony', 'Payroll']);
  await set('New label', 'Legal');
  await set('New unit', 'Care');
  await set('New cluster', 'Harbour');
  await set('Name of the board', 'Set by Ann');
  await expect(bob.page).toHaveTitle('Set by Ann – Takt');
  await expect
    .poll(() => takt.read(board))
    .toMatchObject({
      name: 'Set by Ann',
      labels: [{ name: 'Legal' }],
      units: [{ name: 'Care' }],
      clusters: [{ name: 'Harbour' }],
    });
});
