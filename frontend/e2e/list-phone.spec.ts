import { accessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';

test('a list is filtered, filled and kept on a phone', async ({ takt, visit }) => {
  const board = await takt.board('Phone list', {
    'marathon/need': ['Archive', 'Case system'],
    'sprint/proposed': ['Chat with a long name that does not fit into its column'],
  });
  await takt.ask(board, { cmd: 'unit.add', unit: 'it', name: 'IT' });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/list?columns=title.unit.end` });
  const { page } = ann;
  const grid = page.getByRole('grid', { name: 'List' });
  await expect(grid.locator('[data-card]')).toHaveCount(3);
  await accessible(ann);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await ann.pressButton('Fill…');
  const fill = page.getByRole('dialog', { name: 'Set one column of many cards' });
  await expect(fill.getByText('All 3 cards that are listed')).toBeVisible();
  await fill.getByRole('combobox', { name: 'Column' }).selectOption({ label: 'Unit' });
  await fill.getByRole('combobox', { name: 'New value' }).selectOption({ label: 'IT' });
  await accessible(ann);
  await ann.press(fill.getByRole('button', { name: 'Change 3 cells' }));
  await expect(grid.locator('[data-card] [data-column="unit"]')).toHaveText(['IT', 'IT', 'IT']);

  await ann.pressButton('Dismiss');
  await ann.pressButton('Kept views');
  await ann.press(page.getByRole('menuitem', { name: 'Keep this view…' }));
  const keep = page.getByRole('dialog', { name: 'Keep this view' });
  await keep.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await accessible(ann);
  await ann.press(keep.getByRole('button', { name: 'Save' }));
  await page.goto(`${takt.url}/b/${board}/insights`);
  await page.goto(`${takt.url}/b/${board}/list?q=chat`);
  await expect(grid.locator('[data-card]')).toHaveCount(1);
  await ann.pressButton('Kept views');
  await ann.press(page.getByRole('menuitemradio', { name: 'Mine' }));
  await expect(grid.locator('[data-card]')).toHaveCount(3);
});
