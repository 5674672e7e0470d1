import { expect, test, type Person } from '../fixtures.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

const openCard = (person: Person, title: string) => person.press(person.card(title).getByRole('link'));

async function describe(person: Person, text: string): Promise<void> {
  await person.press(person.page.getByRole('button', { name: /description/i }).first());
  await person.page.getByRole('textbox', { name: 'Description' }).fill(text);
}

test('what others move goes there with their name', async ({ takt, visit }) => {
  const board = await takt.board('Moved by others', {
    'marathon/need': ['Telephony', 'Payroll'],
    'marathon/concept': ['Archive'],
  });
  const ann = await visit(takt, board, 'Ann');
  const bob = await visit(takt, board, 'Bob');
  await ann.sees(need, ['Telephony', 'Payroll']);
  await bob.choose('Payroll', /^Next stage/);
  await expect(ann.card('Payroll').getByText('Bob', { exact: true })).toBeVisible();
  await ann.sees(concept, ['Payroll', 'Archive']);
});

test('who edits which field is said, and two texts are both shown', async ({ takt, visit }) => {
  const board = await takt.board('One text', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann');
  const bob = await visit(takt, board, 'Bob');
  await openCard(ann, 'Telephony');
  await openCard(bob, 'Telephony');
  await describe(bob, 'What Bob wrote.');
  await expect(ann.page.getByText('Bob is editing Description')).toBeVisible();
  await describe(ann, 'What Ann wrote.');
  await bob.pressButton('Save');
  await expect(ann.page.getByText(/changed this while you were writing/)).toBeVisible();
  await expect(ann.page.getByRole('textbox', { name: 'Description' })).toHaveValue('What Ann wrote.');
  await ann.pressButton('Save');
  const choice = ann.page.getByRole('alert').filter({ hasText: 'Two versions' });
  await expect(choice).toContainText('What Ann wrote.');
  await expect(choice).toContainText('What Bob wrote.');
  await ann.press(choice.getByRole('button', { name: 'Use mine instead' }));
  await expect(choice).toBeHidden();
  await expect(bob.page.getByRole('dialog')).toContainText('What Ann wrote.');
});
