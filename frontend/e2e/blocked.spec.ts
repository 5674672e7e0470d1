import { expect, test } from './blocked.ts';

const concept = 'Marathon: Concept and business case';

test('what is refused without a socket is said, and the socket is taken up again', async ({
  ownTakt,
  gate,
  visit,
}) => {
  const board = await ownTakt.board('Back', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true });
  await ann.line('Live without a socket');
  await ann.page.keyboard.press('Control+z');
  await expect(ann.page.getByText('There is nothing of yours to undo.').first()).toBeVisible();
  await ann.choose('Telephony', /^Next stage/);
  await ann.sees(concept, ['Telephony']);

  gate.upgrades = true;
  await expect(ann.page.locator('[data-line=live]').getByText('Live', { exact: true })).toBeVisible({
    timeout: 40_000,
  });
  await ann.choose('Payroll', /^Next stage/);
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 2);
});

test('without a socket too, a server that is away is noticed, and what waits is sent once', async ({
  ownTakt,
  gate,
  visit,
}) => {
  const board = await ownTakt.board('Away', { 'marathon/need': ['Telephony'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true, keepsPage: true });
  await ann.line('Live without a socket');
  await ann.kept();
  await ownTakt.stop();
  await ann.choose('Telephony', /^Next stage/);
  await ann.line('Offline, 1 change waiting');
  await ownTakt.start();
  await expect(ann.page.getByRole('banner').getByText('Live without a socket')).toBeVisible({
    timeout: 35_000,
  });
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 1);
  await ann.sees(concept, ['Telephony']);
});
