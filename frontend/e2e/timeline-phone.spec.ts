import { after } from '../src/board/pace/days.ts';
import { today } from '../src/view/dates.ts';
import { expect, test } from './fixtures.ts';

const now = today();

test('a finger moves a bar, and a tap offers what else can be done', async ({ takt, visit }) => {
  const board = await takt.board('Phone timeline');
  const dates = { start: after(now, -20), end: after(now, 90) };
  const card = { cmd: 'card.add', lane: 'marathon', stage: 'need' } as const;
  await takt.ask(board, { ...card, card: 'telephony', title: 'Telephony', set: dates });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline` });
  const bar = ann.page.getByRole('button', { name: 'Actions for Telephony' });
  const planned = async () => (await takt.read(board)).cards[0]!;

  await ann.touchCarry(bar, 60);
  await ann.hears(/^“Telephony” planned anew/);
  const { start, end } = await planned();
  expect(start! > dates.start && end! > dates.end).toBe(true);

  await ann.press(bar);
  await ann.press(ann.page.getByRole('menuitem', { name: 'Plan anew…' }));
  const sheet = ann.page.getByRole('dialog', { name: 'Plan anew' });
  await sheet.getByLabel('End', { exact: true }).fill(after(now, 200));
  await ann.press(sheet.getByRole('button', { name: 'Plan anew' }));
  await expect.poll(async () => (await planned()).end).toBe(after(now, 200));
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
