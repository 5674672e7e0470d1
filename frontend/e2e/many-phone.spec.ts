import { accessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';

const need = 'Marathon: Need';
const titles = ['One', 'Two', 'Three', 'Four'];

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('fingers select, and move what is selected', async ({ takt, visit }) => {
      const board = await takt.board('Many by finger', {
        'marathon/need': titles,
        'marathon/concept': ['Six'],
      });
      const ann = await visit(takt, board, 'Ann');
      const bar = ann.page.getByRole('region', { name: 'Selected cards' });
      await ann.choose('One', /^Select/);
      await expect(bar).toContainText('1 card selected');
      await ann.card('Three').getByRole('link').tap();
      await ann.card('Four').getByRole('link').tap();
      await ann.card('Three').getByRole('link').tap();
      await expect(ann.page.getByRole('dialog')).toBeHidden();
      await expect(bar).toContainText('2 cards selected');
      await accessible(ann);
      await bar.getByRole('button', { name: 'Move to…' }).tap();
      await ann.page.getByRole('radio', { name: /^Concept/ }).check();
      await ann.page.getByRole('button', { name: 'Move', exact: true }).tap();
      await ann.sees('Marathon: Concept and business case', ['One', 'Four', 'Six']);
      await ann.page.getByRole('button', { name: 'Undo', exact: true }).last().tap();
      await ann.sees(need, titles);
      await bar.getByRole('button', { name: 'Clear the selection' }).tap();
      await ann.card('Two').getByRole('link').tap();
      await expect(ann.page.getByRole('dialog')).toBeVisible();
    });

    test('the palette opens from the menu', async ({ takt, visit }) => {
      const board = await takt.board('Palette by finger', { 'marathon/need': titles });
      const ann = await visit(takt, board, 'Ann');
      await ann.sees(need, titles);
      await ann.page.getByRole('button', { name: /board menu$/ }).tap();
      await ann.page.getByRole('menuitem', { name: /^Find and do/ }).tap();
      const field = ann.page.getByRole('combobox', { name: /^Find a card/ });
      await expect(field).toBeFocused();
      await accessible(ann);
      await field.fill('three');
      await ann.page.getByRole('option', { name: /^Three/ }).tap();
      await expect(ann.page).toHaveURL(/\/c\//);
    });
  });

test('a finger drags all that are selected', async ({ takt, visit }) => {
  const board = await takt.board('Drag many', { 'marathon/need': titles });
  const ann = await visit(takt, board, 'Ann');
  await ann.choose('Three', /^Select/);
  await ann.card('Four').getByRole('link').tap();
  await ann.touchDrag('Four', ann.card('One'));
  await ann.sees(need, ['Three', 'Four', 'One', 'Two']);
});
