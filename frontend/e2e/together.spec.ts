import { expect, test } from './fixtures.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

test.describe('two people at one board', () => {
  test('see each other’s moves, made with the mouse', async ({ takt, visit }) => {
    const board = await takt.board('Mouse', {
      'marathon/need': ['Telephony', 'Payroll'],
      'marathon/concept': ['Archive'],
    });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await bob.sees(need, ['Telephony', 'Payroll']);
    await ann.drag('Payroll', ann.card('Archive'));
    await ann.sees(concept, ['Payroll', 'Archive']);
    await bob.sees(concept, ['Payroll', 'Archive']);
    await expect(bob.card('Payroll').getByText('Ann')).toBeVisible();
    await ann.hears('Payroll moved from Need to Concept and business case, place 1 of 2.');
  });

  test('see each other’s moves, made with keys', async ({ takt, visit }) => {
    const board = await takt.board('Keys', {
      'marathon/need': ['Telephony', 'Payroll'],
      'sprint/proposed': ['Chat'],
    });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    const telephony = ann.page.getByRole('link', { name: 'Telephony', exact: true });
    await telephony.focus();
    await ann.page.keyboard.press('Alt+ArrowDown');
    await bob.sees(need, ['Payroll', 'Telephony']);
    await expect(telephony).toBeFocused();
    await ann.page.keyboard.press('Space');
    await ann.hears(/^Picked up Telephony/);
    await expect(bob.card('Telephony').getByText('Ann is moving this')).toBeVisible();
    await ann.page.keyboard.press('ArrowRight');
    await bob.sees(need, ['Payroll', 'Telephony']);
    await ann.page.keyboard.press('Space');
    await bob.sees(concept, ['Telephony']);
    await expect(telephony).toBeFocused();
  });

  test('see each other’s moves, made by pressing alone', async ({ takt, visit }) => {
    const board = await takt.board('Menu', { 'marathon/need': ['Telephony', 'Payroll'] });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await ann.choose('Telephony', /^Next stage/);
    await bob.sees(concept, ['Telephony']);
    await ann.choose('Payroll', /^Move to/);
    const sheet = ann.page.getByRole('dialog');
    await sheet.getByRole('radio', { name: /^Concept and business case/ }).check();
    await sheet.getByLabel('Place').selectOption({ label: 'After Telephony' });
    await sheet.getByRole('button', { name: 'Move', exact: true }).click();
    await bob.sees(concept, ['Telephony', 'Payroll']);
  });

  test('see who is here and what is added', async ({ takt, visit }) => {
    const board = await takt.board('Adding', { 'marathon/need': ['Telephony'] });
    const ann = await visit(takt, board, 'Ann');
    const bob = await visit(takt, board, 'Bob');
    await expect(ann.page.getByRole('button', { name: '2 people here' })).toBeVisible();
    await ann.page.getByRole('button', { name: 'Add a card to Need' }).click();
    await ann.page.getByLabel('Title of the new card').fill('Payroll');
    await ann.page.keyboard.press('Enter');
    await bob.sees(need, ['Payroll', 'Telephony']);
    await bob.page.context().close();
    await expect(ann.page.getByRole('button', { name: '1 person here' })).toBeVisible();
  });

  test('keep what they hold where it is while the other moves it', async ({ takt, visit }) => {
    const board = await takt.board('Held', { 'marathon/need': ['Telephony', 'Payroll'] });
    const ann = await visit(takt, board, 'Ann');
    await ann.sees(need, ['Telephony', 'Payroll']);
    const { id } = (await takt.read(board)).cards.find((card) => card.title === 'Telephony')!;
    await ann.page.getByRole('link', { name: 'Telephony', exact: true }).focus();
    await ann.page.keyboard.press('Space');
    await takt.ask(board, { cmd: 'card.add', lane: 'marathon', stage: 'concept', title: 'Archive' });
    await takt.ask(board, { cmd: 'card.move', card: id, lane: 'marathon', stage: 'concept' });
    await ann.sees(concept, ['Archive']);
    await ann.sees(need, ['Telephony', 'Payroll']);
    await ann.page.keyboard.press('Escape');
    await ann.sees(concept, ['Archive', 'Telephony']);
  });
});
