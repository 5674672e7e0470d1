import type { Locator } from '@playwright/test';
import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';
const proposed = 'Sprint: Proposed';
const running = 'Sprint: In use';
const cards = {
  'marathon/need': ['One', 'Two', 'Three', 'Four', 'Five'],
  'marathon/concept': ['Six'],
  'sprint/proposed': ['Seven'],
};

const bar = ({ page }: Person) => page.getByRole('region', { name: 'Selected cards' });
const link = (person: Person, title: string): Locator => person.card(title).getByRole('link');

test('keys draw a selection and carry it; it is one step back', async ({ takt, visit }) => {
  const board = await takt.board('By keys', cards);
  const ann = await visit(takt, board, 'Ann');
  const bo = await visit(takt, board, 'Bo');
  const { keyboard } = ann.page;
  await link(ann, 'Two').focus();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await ann.hears('3 cards selected');
  await keyboard.press('Shift+ArrowUp');
  await ann.hears('2 cards selected');
  await expect(link(ann, 'Three')).toBeFocused();
  await keyboard.press('Space');
  await ann.hears(/^Picked up 2 cards in Need\./);
  await keyboard.press('ArrowRight');
  await ann.hears('Concept and business case, place 2 of 3.');
  await keyboard.press('Home');
  await ann.sees(concept, ['Two', 'Three', 'Six']);
  await keyboard.press('Space');
  await ann.hears('2 cards moved to Concept and business case, from place 1.');
  await expect(link(ann, 'Three')).toBeFocused();
  await expect(bar(ann)).toContainText('2 cards selected');
  await bo.sees(concept, ['Two', 'Three', 'Six']);
  await bo.sees(need, ['One', 'Four', 'Five']);
  await keyboard.press('Control+z');
  await bo.sees(need, cards['marathon/need']);
  await bo.sees(concept, ['Six']);
  await ann.sees(need, cards['marathon/need']);
});

test('Alt and the arrows move what is selected', async ({ takt, visit }) => {
  const board = await takt.board('By Alt', cards);
  const ann = await visit(takt, board, 'Ann');
  const { keyboard } = ann.page;
  await link(ann, 'Two').focus();
  await keyboard.press('Shift+Space');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+Space');
  await ann.hears('Four selected. 2 cards selected.');
  await keyboard.press('Alt+ArrowUp');
  await ann.sees(need, ['Two', 'Four', 'One', 'Three', 'Five']);
  await keyboard.press('Alt+ArrowUp');
  await ann.hears('The cards lie there already, in Need.');
  await keyboard.press('Alt+ArrowDown');
  await ann.sees(need, ['One', 'Two', 'Four', 'Three', 'Five']);
  await keyboard.press('Alt+ArrowRight');
  await ann.sees(concept, ['Six', 'Two', 'Four']);
  await expect(link(ann, 'Four')).toBeFocused();
});

test('clicks select and move, without dragging', async ({ takt, visit }) => {
  const board = await takt.board('By clicks', cards);
  const ann = await visit(takt, board, 'Ann');
  await link(ann, 'One').click({ modifiers: ['Control'] });
  await link(ann, 'Four').click({ modifiers: ['Control'] });
  await link(ann, 'Seven').click({ modifiers: ['Control'] });
  await expect(ann.page.getByRole('dialog')).toBeHidden();
  await expect(bar(ann)).toContainText('3 cards selected');
  await bar(ann).getByRole('button', { name: 'Move to…' }).click();
  await ann.page.getByRole('radio', { name: /^Concept/ }).check();
  await ann.page.getByRole('button', { name: 'Move', exact: true }).click();
  await ann.sees(concept, ['One', 'Four', 'Seven', 'Six']);
  await ann.hears(/^3 cards moved to Concept and business case, from place 1/);
  await expect(link(ann, 'One')).toBeFocused();
  await ann.page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await ann.sees(need, cards['marathon/need']);
  await ann.sees(proposed, ['Seven']);
  await bar(ann).getByRole('button', { name: 'Clear the selection' }).click();
  await expect(bar(ann)).toBeHidden();
  await expect(link(ann, 'One')).toBeFocused();
});

test('a drag takes all that are selected', async ({ takt, visit }) => {
  const board = await takt.board('By drag', cards);
  const ann = await visit(takt, board, 'Ann');
  await link(ann, 'Two').click({ modifiers: ['Control'] });
  await link(ann, 'Four').click({ modifiers: ['Shift'] });
  await expect(bar(ann)).toContainText('3 cards selected');
  await ann.drag('Three', ann.card('Six'));
  await ann.sees(concept, ['Two', 'Three', 'Four', 'Six']);
  await ann.hears('3 cards moved to Concept and business case, from place 1.');
  await ann.page.keyboard.press('Control+z');
  await ann.sees(need, cards['marathon/need']);
  await ann.drag('Five', ann.card('Six'));
  await ann.sees(concept, ['Five', 'Six']);
});

test('carrying can be given up', async ({ takt, visit }) => {
  const board = await takt.board('Given up', cards);
  const ann = await visit(takt, board, 'Ann');
  await link(ann, 'One').focus();
  await ann.page.keyboard.press('Shift+ArrowDown');
  await ann.page.keyboard.press('Space');
  await ann.page.keyboard.press('ArrowRight');
  await ann.page.keyboard.press('Escape');
  await ann.hears('Cancelled. 2 cards are back where they were.');
  await ann.sees(need, cards['marathon/need']);
  await expect(bar(ann)).toContainText('2 cards selected');
  await ann.page.keyboard.press('Escape');
  await expect(bar(ann)).toBeHidden();
  await expect(link(ann, 'Two')).toBeFocused();
});

test('an owner, a label and the archive, each in one step', async ({ takt, visit }) => {
  const board = await takt.board('Together', cards);
  await takt.ask(board, { cmd: 'label.add', label: 'law', name: 'Legal', color: 'red' });
  const ann = await visit(takt, board, 'Ann');
  const { keyboard } = ann.page;
  await link(ann, 'One').focus();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('i');
  await ann.hears('Owner of 2 cards: Ann');
  await keyboard.press('Shift+L');
  await ann.page.getByRole('checkbox', { name: /^Legal/ }).check();
  await keyboard.press('Escape');
  await expect(ann.page.locator('dialog')).toHaveCount(0);
  await expect(ann.card('One')).toContainText('Legal');
  await expect(ann.card('Two')).toContainText('Legal');
  await bar(ann).getByRole('button', { name: 'Archive' }).click();
  await ann.sees(need, ['Three', 'Four', 'Five']);
  await expect(link(ann, 'Three')).toBeFocused();
  await expect(bar(ann)).toBeHidden();
  await keyboard.press('Control+z');
  await ann.sees(need, cards['marathon/need']);
  const owned = async () => (await takt.read(board)).cards.filter(({ owner }) => owner).length;
  expect(await owned()).toBe(2);
  await keyboard.press('Control+z');
  await expect(ann.card('One')).not.toContainText('Legal');
  await keyboard.press('Control+z');
  await expect.poll(owned).toBe(0);
});

test('somebody else is made the owner', async ({ takt, visit }) => {
  const board = await takt.board('Owners', cards);
  const ann = await visit(takt, board, 'Ann');
  await link(ann, 'One').focus();
  await ann.page.keyboard.press('Shift+ArrowDown');
  await ann.page.keyboard.press('a');
  await ann.page.getByRole('combobox', { name: 'Owner' }).fill('Kim Dahl');
  await ann.page.getByRole('option', { name: 'Add “Kim Dahl”' }).click();
  await ann.hears('Owner of 2 cards: Kim Dahl');
  await expect(ann.page.getByRole('dialog')).toBeHidden();
});

test('what others do to selected cards', async ({ takt, visit }) => {
  const board = await takt.board('Others', cards);
  const ann = await visit(takt, board, 'Ann');
  await link(ann, 'One').focus();
  for (let i = 0; i < 2; i++) await ann.page.keyboard.press('Shift+ArrowDown');
  await expect(bar(ann)).toContainText('3 cards selected');
  const id = async (title: string) => (await takt.read(board)).cards.find((card) => card.title === title)!.id;
  const [one, two] = [await id('One'), await id('Two')];
  await takt.ask(board, { cmd: 'card.move', card: one, lane: 'sprint', stage: 'running' });
  await ann.sees(running, ['One']);
  await expect(bar(ann)).toContainText('3 cards selected');
  await takt.ask(board, { cmd: 'card.archive', card: two });
  await ann.hears('1 selected card has left the board. 2 cards selected.');
  await expect(bar(ann)).toContainText('2 cards selected');
});

test('single keys can be switched off, others stay', async ({ takt, visit }) => {
  const board = await takt.board('Switched off', cards);
  const ann = await visit(takt, board, 'Ann');
  const { page } = ann;
  await link(ann, 'One').focus();
  await page.keyboard.press('?');
  await page.getByRole('switch', { name: /^Single-key shortcuts/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(link(ann, 'One')).toBeFocused();
  for (const key of ['s', 'm', 'e', 'n', 'x', 'f', '?', '1', 'j']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(link(ann, 'One')).toBeFocused();
  await ann.sees(proposed, ['Seven']);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(ann)).toContainText('2 cards selected');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Alt+ArrowRight');
  await ann.sees(concept, ['Six', 'One', 'Two']);
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`is accessible in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('a selection and its sheets', async ({ takt, visit }) => {
      const board = await takt.board('Accessible selection', cards);
      await takt.ask(board, { cmd: 'label.add', label: 'law', name: 'Legal', color: 'red' });
      const ann = await visit(takt, board, 'Ann');
      await link(ann, 'One').focus();
      await ann.page.keyboard.press('Shift+ArrowDown');
      await expect(bar(ann)).toBeVisible();
      await expect(link(ann, 'Two')).toHaveAccessibleDescription(/^Selected\. /);
      await accessible(ann);
      for (const key of ['a', 'Shift+L', 's']) {
        await ann.page.keyboard.press(key);
        await expect(ann.page.getByRole('dialog')).toBeVisible();
        await accessible(ann);
        await ann.page.keyboard.press('Escape');
        await expect(ann.page.locator('dialog')).toHaveCount(0);
      }
    });
  });
