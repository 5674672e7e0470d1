import { expect, test } from '../fixtures.ts';

test('a card is written, its checklist put in order, and it goes to the archive and back', async ({
  takt,
  visit,
}) => {
  const board = await takt.board('Card by presses', { 'marathon/need': ['Telephony', 'Payroll'] });
  const ann = await visit(takt, board, 'Ann');
  const bob = await visit(takt, board, 'Bob');
  const { page } = ann;
  const record = async () => (await takt.read(board)).cards.find(({ title }) => title === 'Telephones');
  await ann.press(ann.card('Telephony').getByRole('link'));
  await page.getByRole('textbox', { name: 'Title' }).fill('Telephones');
  await page.keyboard.press('Enter');
  await bob.sees('Marathon: Need', ['Telephones', 'Payroll']);

  await ann.pressButton('Add a description…');
  const description = page.getByRole('textbox', { name: 'Description' });
  await description.fill('**Bold** and [a link](https://example.org)');
  await ann.pressButton('Preview');
  await expect(page.getByRole('region', { name: 'Preview' }).getByRole('link')).toHaveAttribute(
    'href',
    'https://example.org',
  );
  await ann.pressButton('Save');
  await expect(page.getByRole('dialog').locator('strong')).toHaveText('Bold');

  const item = page.getByRole('textbox', { name: 'Add an item' });
  for (const text of ['Ask', 'Buy']) {
    await item.fill(text);
    await page.keyboard.press('Enter');
  }
  await ann.press(page.getByRole('checkbox', { name: 'Buy' }));
  await ann.pressButton('Move Buy up');
  await expect
    .poll(async () => (await record())?.checklist)
    .toMatchObject([{ text: 'Buy', done: true }, { text: 'Ask' }]);

  await ann.pressButton('Close the card');
  await ann.choose('Telephones', 'Archive');
  await bob.sees('Marathon: Need', ['Payroll']);
  await ann.chooseForBoard('Archive');
  await ann.pressButton('Restore Telephones');
  await bob.sees('Marathon: Need', ['Telephones', 'Payroll']);
});
