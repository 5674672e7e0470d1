import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';

const cards = {
  'marathon/need': ['Telephony', 'Payroll'],
  'marathon/tender': ['Archive of the city'],
  'sprint/proposed': ['Chat in the care'],
};

const field = ({ page }: Person) => page.getByRole('combobox', { name: /^Find a card/ });
const options = ({ page }: Person) => page.getByRole('option');

async function open(person: Person, text = ''): Promise<void> {
  await person.page.keyboard.press('Control+k');
  await expect(field(person)).toBeFocused();
  if (text) await field(person).pressSequentially(text);
}

test('finds a card by its title, its case reference and its owner', async ({ takt, visit }) => {
  const board = await takt.board('Palette', cards);
  const ann = await visit(takt, board, 'Ann');
  await ann.sees('Marathon: Need', ['Telephony', 'Payroll']);
  const { id } = (await takt.read(board)).cards.find(({ title }) => title === 'Payroll')!;
  const me = await ann.page.context().request.get('/api/session');
  const { you } = (await me.json()) as { you: string };
  await takt.ask(board, { cmd: 'card.change', card: id, set: { case_ref: 'KS 2026/117', owner: you } });
  for (const text of ['payr', '2026/117', 'ann']) {
    await open(ann, text);
    await expect(options(ann).filter({ hasText: 'Payroll' })).toHaveCount(1);
    await ann.page.keyboard.press('Escape');
    await expect(ann.page.locator('dialog')).toHaveCount(0);
  }
  await open(ann, 'ks 2026');
  await expect(options(ann)).toHaveCount(1);
  await expect(options(ann)).toHaveAttribute('aria-selected', 'true');
  await expect(ann.page.getByRole('dialog').getByRole('status')).toHaveText('1 match');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page).toHaveURL(new RegExp(`/c/${id}$`));
  await expect(ann.page.getByRole('dialog')).toBeVisible();
});

test('goes to a stage, shows a lane, speaks another language', async ({ takt, visit }) => {
  const board = await takt.board('Palette ways', cards);
  const ann = await visit(takt, board, 'Ann');
  await ann.sees('Marathon: Need', ['Telephony', 'Payroll']);
  await open(ann, 'tender pub');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('link', { name: 'Archive of the city' })).toBeFocused();
  await open(ann, 'sprint the whole screen');
  await ann.page.keyboard.press('Enter');
  await expect(ann.stage('Marathon: Need')).toBeHidden();
  await ann.page.keyboard.press('0');
  await open(ann, 'dark');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await open(ann, 'dansk');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'da');
});

test('goes to another board', async ({ takt, visit }) => {
  const board = await takt.board('Here', cards);
  const other = await takt.board('Wharf and roads', { 'marathon/need': ['Quay'] });
  const ann = await visit(takt, board, 'Ann');
  await ann.sees('Marathon: Need', ['Telephony', 'Payroll']);
  await open(ann, 'wharf');
  await expect(options(ann)).toHaveText([/Wharf and roads/]);
  await ann.page.keyboard.press('Enter');
  await expect(ann.page).toHaveURL(`${takt.url}/b/${other}`);
  await ann.sees('Marathon: Need', ['Quay']);
});

test('remembers what was chosen, arrows go round, the focus comes back', async ({ takt, visit }) => {
  const board = await takt.board('Palette memory', cards);
  const ann = await visit(takt, board, 'Ann');
  await ann.card('Telephony').getByRole('link').focus();
  await open(ann, 'help');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { name: 'Help and keys' })).toBeVisible();
  await expect(ann.page.getByText('Find and do anything')).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(ann.card('Telephony').getByRole('link')).toBeFocused();
  await open(ann);
  const lately = ann.page.getByRole('group', { name: 'Recent' }).getByRole('option');
  await expect(lately).toHaveText([/Help and keys/]);
  const active = ann.page.getByRole('option', { selected: true });
  await expect(active).toHaveText(/Move to…/);
  await ann.page.keyboard.press('ArrowUp');
  const last = await options(ann).last().textContent();
  await expect(active).toHaveText(last!.trim());
  await ann.page.keyboard.press('ArrowDown');
  await expect(active).toHaveText(/Move to…/);
  await ann.page.keyboard.press('Escape');
  await expect(ann.card('Telephony').getByRole('link')).toBeFocused();
});

test('does things to the card that had the focus, and to what is selected', async ({ takt, visit }) => {
  const board = await takt.board('Palette deeds', cards);
  const ann = await visit(takt, board, 'Ann');
  await ann.card('Payroll').getByRole('link').focus();
  await open(ann, 'move to setting');
  await ann.page.keyboard.press('Enter');
  await ann.sees('Sprint: Setting up', ['Payroll']);
  await expect(ann.card('Payroll').getByRole('link')).toBeFocused();
  await ann.page.keyboard.press('Shift+Space');
  await ann
    .card('Telephony')
    .getByRole('link')
    .click({ modifiers: ['Control'] });
  await open(ann, 'move to in use');
  await expect(ann.page.getByRole('group', { name: 'The 2 selected cards' })).toBeVisible();
  await ann.page.keyboard.press('Enter');
  await ann.sees('Sprint: In use', ['Telephony', 'Payroll']);
  await open(ann, 'undo');
  await ann.page.keyboard.press('Enter');
  await ann.sees('Marathon: Need', ['Telephony']);
  await ann.sees('Sprint: Setting up', ['Payroll']);
});

test('opens from a field, and nothing found says so', async ({ takt, visit }) => {
  const board = await takt.board('Palette from a field', cards);
  const ann = await visit(takt, board, 'Ann');
  await ann.page.getByRole('textbox', { name: 'Search cards' }).focus();
  await open(ann, 'zzzz');
  await expect(ann.page.getByText('Nothing matches.')).toBeVisible();
  await expect(options(ann)).toHaveCount(0);
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.press('Escape');
  await expect(ann.page.getByRole('textbox', { name: 'Search cards' })).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await ann.page.getByRole('button', { name: 'Find and do' }).click();
  await field(ann).fill('new card in eval');
  await options(ann).filter({ hasText: 'Sprint' }).click();
  await expect(ann.page.getByRole('textbox', { name: /title/i })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`is accessible in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the palette', async ({ takt, visit }) => {
      const board = await takt.board('Accessible palette', cards);
      const ann = await visit(takt, board, 'Ann');
      await ann.card('Telephony').getByRole('link').focus();
      await open(ann);
      await expect(options(ann).first()).toBeVisible();
      await accessible(ann);
      await field(ann).fill('tele');
      await expect(options(ann).filter({ hasText: 'Telephony' })).toHaveCount(1);
      await accessible(ann);
      await field(ann).fill('zzzz');
      await expect(ann.page.getByText('Nothing matches.')).toBeVisible();
      await accessible(ann);
    });
  });
