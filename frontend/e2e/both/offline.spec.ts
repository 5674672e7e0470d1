import { expect, test } from '../fixtures.ts';

test('one goes on without a line, also after a reload, and it is sent when the line is back', async ({
  ownTakt,
  visit,
}) => {
  const board = await ownTakt.board('Without a line', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { outage: true, keepsPage: true });
  const line = ann.page.locator('[data-line]');
  await expect(line).toHaveAttribute('data-line', 'live');
  await ann.kept();
  await ownTakt.stop();
  await ann.choose('Telephony', /^Next stage/);
  await expect(ann.card('Telephony').getByText('waits to be sent').first()).toBeVisible();
  await ann.page.reload();
  await ann.line('Offline, 1 change waiting');
  await ann.sees('Marathon: Need', ['Payroll']);
  await ownTakt.start();
  await expect(line).toHaveAttribute('data-line', 'live', { timeout: 40_000 });
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 1);
  await ann.sees('Marathon: Concept and business case', ['Telephony']);
});
