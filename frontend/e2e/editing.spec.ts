import type { Takt } from './takt.ts';
import { expect, test, type Person } from './fixtures.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

/** Opens a card and begins to write its description. */
async function describe(person: Person, title: string, text: string): Promise<void> {
  await person.card(title).getByRole('link').click();
  await person.page
    .getByRole('button', { name: /description/i })
    .first()
    .click();
  await person.page.getByRole('textbox', { name: 'Description' }).fill(text);
}

const save = ({ page }: Person) => page.getByRole('button', { name: 'Save', exact: true }).click();

const description = async (takt: Takt, board: string) => (await takt.read(board)).cards[0]!.description;

test.describe('two people who write the same text', () => {
  test('are both shown, and one of them decides', async ({ takt, visit }) => {
    const board = await takt.board('Conflict', { 'marathon/need': ['Telephony'] });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await describe(ann, 'Telephony', 'What Ann wrote.');
    await describe(bob, 'Telephony', 'What Bob wrote.');
    await save(bob);
    await expect.poll(() => description(takt, board)).toBe('What Bob wrote.');
    await save(ann);
    const choice = ann.page.getByRole('alert').filter({ hasText: 'Two versions' });
    await expect(choice).toContainText('What Ann wrote.');
    await expect(choice).toContainText('What Bob wrote.');
    await expect(choice).toContainText('Bob saved another text');
    await choice.getByRole('button', { name: 'Use mine instead' }).click();
    await expect(choice).toBeHidden();
    await expect.poll(() => description(takt, board)).toBe('What Ann wrote.');
    await expect(bob.page.getByRole('dialog')).toContainText('What Ann wrote.');
  });

  test('lose nothing when the dialog is closed at once', async ({ takt, visit }) => {
    const board = await takt.board('Closed', { 'marathon/need': ['Telephony'] });
    const { id } = (await takt.read(board)).cards[0]!;
    const ann = await visit(takt, board, 'Ann');
    await describe(ann, 'Telephony', 'What Ann wrote.');
    await takt.ask(board, { cmd: 'card.change', card: id, set: { description: 'What came first.' } });
    await expect(ann.page.getByText(/changed this while you were writing/)).toBeVisible();
    await save(ann);
    await ann.page.getByRole('button', { name: 'Close the card', exact: true }).click();
    await ann.card('Telephony').getByRole('link').click();
    await expect(ann.page.getByRole('alert').filter({ hasText: 'Two versions' })).toContainText(
      'What Ann wrote.',
    );
    expect(await description(takt, board)).toBe('What came first.');
  });

  test('win both when they write in different fields', async ({ takt, visit }) => {
    const board = await takt.board('Different fields', { 'marathon/need': ['Telephony'] });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await describe(ann, 'Telephony', 'What Ann wrote.');
    await bob.card('Telephony').getByRole('link').click();
    await bob.page.getByRole('textbox', { name: 'Title' }).fill('Telephones');
    await bob.page.keyboard.press('Enter');
    await save(ann);
    await expect(ann.page.getByRole('textbox', { name: 'Title' })).toHaveValue('Telephones');
    await expect.poll(() => description(takt, board)).toBe('What Ann wrote.');
    expect((await takt.read(board)).cards[0]!.title).toBe('Telephones');
  });
});

test.describe('a step', () => {
  test('is taken back from the message that tells of it', async ({ takt, visit }) => {
    const board = await takt.board('Undo', { 'marathon/need': ['Telephony', 'Payroll'] });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await bob.sees(need, ['Telephony', 'Payroll']);
    await ann.choose('Telephony', /^Next stage/);
    const messages = ann.page.getByRole('region', { name: 'Messages' });
    await expect(messages).toContainText('Moved to Concept and business case');
    await expect.poll(async () => (await takt.read(board)).cards.at(-1)!.stage).toBe('concept');
    await messages.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await takt.read(board)).cards.at(-1)!.stage).toBe('need');
    await bob.sees(need, ['Telephony', 'Payroll']);
    await ann.sees(need, ['Telephony', 'Payroll']);
  });

  test('is taken back and done again by keys', async ({ takt, visit }) => {
    const board = await takt.board('Keys', { 'marathon/need': ['Telephony', 'Payroll'] });
    const ann = await visit(takt, board, 'Ann');
    await ann.choose('Telephony', /^Next stage/);
    await ann.sees(concept, ['Telephony']);
    await ann.page.keyboard.press('Control+z');
    await ann.sees(need, ['Telephony', 'Payroll']);
    await ann.page.keyboard.press('Control+Shift+Z');
    await ann.sees(concept, ['Telephony']);
  });

  test('that somebody has built on stays, with the reason', async ({ takt, visit }) => {
    const board = await takt.board('Built on', { 'marathon/need': ['Telephony', 'Payroll'] });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await ann.choose('Telephony', /^Next stage/);
    await bob.sees(concept, ['Telephony']);
    await bob.choose('Telephony', /^Next stage/);
    await ann.sees(concept, []);
    await ann.page.keyboard.press('Control+z');
    await expect(ann.page.getByRole('region', { name: 'Messages' })).toContainText(
      'has built on that change',
    );
  });
});

test('the filter shows what matches, and its address brings it back', async ({ takt, visit }) => {
  const board = await takt.board('Filter', {
    'marathon/need': ['Telephony', 'Payroll'],
    'sprint/proposed': ['Telephone bot'],
  });
  const ann = await visit(takt, board, 'Ann');
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ann.page.keyboard.press('/');
  await ann.page.keyboard.type('teleph');
  await ann.sees(need, ['Telephony']);
  await ann.sees('Sprint: Proposed', ['Telephone bot']);
  await ann.hears('2 of 3 cards shown');
  await ann.page.reload();
  await ann.sees(need, ['Telephony']);
  await ann.page.getByRole('button', { name: 'Clear all' }).click();
  await ann.sees(need, ['Telephony', 'Payroll']);
});
