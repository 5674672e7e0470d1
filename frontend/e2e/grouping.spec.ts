import { violations } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';
import { press, tabTo, link } from './keys.ts';
import type { Takt } from './takt.ts';

/** A board with two units: one has a card in each lane, the other none; a card has no unit. */
async function units(takt: Takt, name: string): Promise<string> {
  const board = await takt.board(name, {
    'marathon/need': ['Telephony', 'Payroll'],
    'sprint/proposed': ['Chat'],
  });
  await takt.ask(board, { cmd: 'unit.add', unit: 'it', name: 'Infrastructure' });
  await takt.ask(board, { cmd: 'unit.add', unit: 'care', name: 'Care' });
  for (const title of ['Telephony', 'Chat'])
    await takt.ask(board, { cmd: 'card.change', card: await idOf(takt, board, title), set: { unit: 'it' } });
  return board;
}

async function cardOf(takt: Takt, board: string, title: string) {
  return (await takt.read(board)).cards.find((card) => card.title === title)!;
}

const idOf = async (takt: Takt, board: string, title: string) => (await cardOf(takt, board, title)).id;

async function chooseRows(ann: Person, name: string): Promise<void> {
  await ann.page.getByRole('button', { name: 'Rows', exact: true }).click();
  await ann.page.getByRole('menuitemradio', { name }).or(ann.page.getByRole('menuitem', { name })).click();
}

const inUnit = 'Marathon: Need, Infrastructure';
const inCare = 'Marathon: Need, Care';
const without = 'Marathon: Need, Without a unit';

test('a board is laid out by unit, at an address, and again the next time', async ({ takt, visit }) => {
  const board = await units(takt, 'By unit');
  const ann = await visit(takt, board, 'Ann');
  await ann.sees('Marathon: Need', ['Telephony', 'Payroll']);
  await chooseRows(ann, 'By unit');
  await ann.sees(inUnit, ['Telephony']);
  await ann.sees(inCare, []);
  await ann.sees(without, ['Payroll']);
  await expect(ann.page).toHaveURL(/\?group=unit$/);
  const band = ann.page.getByRole('region', { name: 'Infrastructure' }).first();
  await expect(band.getByText('1 card', { exact: true })).toBeVisible();
  await expect(band.getByText('On the board: 1 marathon, 1 sprint')).toBeVisible();
  await expect(ann.page.getByRole('region', { name: 'Care' }).first()).toContainText('Nothing here');

  await ann.page.goto(`/b/${board}`);
  await ann.sees(inUnit, ['Telephony']);
  await expect(ann.page).toHaveURL(/\?group=unit$/);
  await chooseRows(ann, 'No rows');
  await ann.sees('Marathon: Need', ['Telephony', 'Payroll']);
  await expect(ann.page).toHaveURL(`/b/${board}`);
});

test('a card dragged into a row and stage gets both in one step, and one undo takes both back', async ({
  takt,
  visit,
}) => {
  const board = await units(takt, 'Drag rows');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?group=unit` });
  await ann.sees(without, ['Payroll']);
  await ann.drag('Payroll', ann.stage('Marathon: Concept and business case, Care'));
  await ann.sees('Marathon: Concept and business case, Care', ['Payroll']);
  await ann.hears(/Payroll.*Unit: Care/);
  await expect.poll(() => cardOf(takt, board, 'Payroll')).toMatchObject({ stage: 'concept', unit: 'care' });
  await press(ann, 'Control+z');
  await ann.sees(without, ['Payroll']);
  await expect.poll(async () => (await cardOf(takt, board, 'Payroll')).stage).toBe('need');
  expect((await cardOf(takt, board, 'Payroll')).unit).toBeUndefined();
});

test('keys carry a card through its row and into the next', async ({ takt, visit }) => {
  const board = await units(takt, 'Carry rows');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?group=unit` });
  await ann.sees(inUnit, ['Telephony']);
  await link(ann, 'Telephony').focus();
  await press(ann, ' ', 'ArrowRight');
  await ann.sees('Marathon: Concept and business case, Infrastructure', ['Telephony']);
  await press(ann, 'ArrowDown');
  await ann.sees('Marathon: Concept and business case, Care', ['Telephony']);
  await press(ann, ' ');
  await expect.poll(() => cardOf(takt, board, 'Telephony')).toMatchObject({ stage: 'concept', unit: 'care' });
  await expect(link(ann, 'Telephony')).toBeFocused();
});

test('rows can be folded, stay so, and take what is dropped there', async ({ takt, visit }) => {
  const board = await units(takt, 'Fold rows');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?group=unit` });
  await ann.sees(inUnit, ['Telephony']);
  const fold = ann.page.getByRole('button', { name: 'Fold Infrastructure' }).first();
  await tabTo(ann, fold);
  await press(ann, 'Enter');
  await expect(ann.stage(inUnit)).toBeHidden();
  await expect(ann.stage('Sprint: Proposed, Infrastructure')).toBeVisible();
  await ann.page.reload();
  await ann.sees(without, ['Payroll']);
  await expect(ann.stage(inUnit)).toBeHidden();
  await ann.drag('Payroll', ann.page.locator('[data-lane=marathon][data-stage=concept][data-group=it]'));
  await expect.poll(() => cardOf(takt, board, 'Payroll')).toMatchObject({ stage: 'concept', unit: 'it' });
  await expect(ann.card('Payroll')).toBeHidden();
  await ann.pressButton('Unfold Infrastructure');
  await ann.sees(inUnit, ['Telephony']);
  await ann.sees('Marathon: Concept and business case, Infrastructure', ['Payroll']);
});

test('cards without an anchor are adrift', async ({ takt, visit }) => {
  const board = await units(takt, 'Adrift');
  const anchor = { for_whom: 'Pupils', now: 'Paper', should_be: 'None' };
  await takt.ask(board, { cmd: 'card.change', card: await idOf(takt, board, 'Telephony'), set: { anchor } });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?group=anchor` });
  await ann.sees('Marathon: Need, Adrift, without an anchor', ['Payroll']);
  await ann.drag('Payroll', ann.card('Telephony'));
  await ann.sees('Marathon: Need, Pupils', ['Payroll', 'Telephony']);
  await expect
    .poll(async () => (await cardOf(takt, board, 'Payroll')).anchor)
    .toEqual({ for_whom: 'Pupils' });
  await ann.drag('Chat', ann.stage('Sprint: Proposed, Pupils'));
  await ann.sees('Sprint: Proposed, Pupils', ['Chat']);
});

test('what others do shows in the rows', async ({ takt, visit }) => {
  const board = await units(takt, 'Live rows');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?group=unit` });
  await ann.sees(without, ['Payroll']);
  await takt.ask(board, {
    cmd: 'card.change',
    card: await idOf(takt, board, 'Payroll'),
    set: { unit: 'care' },
  });
  await ann.sees(inCare, ['Payroll']);
  await ann.sees(without, []);
});

test('rows are accessible, in light and dark, and on a phone', async ({ takt, visit }) => {
  const board = await units(takt, 'Rows for all');
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const wide = await visit(takt, board, 'Ann', { path: `/b/${board}?group=unit` });
  const phone = await visit(takt, board, 'Bob', { path: `/b/${board}?group=unit`, context });
  for (const { page } of [wide, phone])
    for (const colorScheme of ['light', 'dark'] as const) {
      await expect(page.getByRole('list', { name: inUnit })).toBeVisible();
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
  await phone.touchDrag('Payroll', phone.stage(inCare));
  await phone.sees(inCare, ['Payroll']);
});
