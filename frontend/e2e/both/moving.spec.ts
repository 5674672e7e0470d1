import { expect, test } from '../fixtures.ts';

test('a card is moved by presses alone, to the other lane and in its order', async ({ takt, visit }) => {
  const board = await takt.board('Presses', {
    'marathon/need': ['Telephony', 'Payroll', 'Archive'],
    'sprint/running': ['Chat'],
  });
  const ann = await visit(takt, board, 'Ann');
  const bob = await visit(takt, board, 'Bob');
  await ann.choose('Telephony', /^Down one place/);
  await bob.sees('Marathon: Need', ['Payroll', 'Telephony', 'Archive']);
  await ann.hears('Telephony moved to place 2 of 3 in Need.');

  await ann.choose('Telephony', /^Move to…/);
  const sheet = ann.page.getByRole('dialog', { name: /^Move/ });
  await ann.press(sheet.getByRole('radio', { name: /^In use/ }));
  await sheet.getByLabel('Place').selectOption({ label: 'After Chat' });
  await ann.press(sheet.getByRole('button', { name: 'Move', exact: true }));
  await expect(sheet).toBeHidden();
  await bob.showLane('Sprint');
  await bob.sees('Sprint: In use', ['Chat', 'Telephony']);
  await ann.hears('Telephony moved from Marathon: Need to Sprint: In use, place 2 of 2.');

  await ann.showLane('Sprint');
  await ann.choose('Telephony', /^To the top/);
  const messages = ann.page.getByRole('region', { name: 'Messages' });
  await ann.press(messages.getByRole('button', { name: 'Undo' }).last());
  await ann.hears('Undone');
  await bob.sees('Sprint: In use', ['Chat', 'Telephony']);
  await ann.sees('Sprint: In use', ['Chat', 'Telephony']);
});
