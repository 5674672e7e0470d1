import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';
import type { Takt } from './takt.ts';
import type { CardFields } from '../src/board/types.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The quarter of today, or so many later. */
function quarter(later = 0): string {
  const now = new Date();
  const months = now.getFullYear() * 12 + now.getMonth() + 3 * later;
  return `${Math.floor(months / 12)}-Q${Math.floor((months % 12) / 3) + 1}`;
}

/** Q4 2026 for 2026-Q4, as the page says it. */
const said = (of: string) => of.replace(/(\d+)-(Q\d)/, '$2 $1');

/** A board with one pilot, which is set up; gives the ids of both. */
async function pilot(takt: Takt, set: Partial<CardFields> = {}, stage = 'setup') {
  const board = await takt.board('Pilots');
  await takt.ask(board, { cmd: 'card.add', card: 'chat', lane: 'sprint', stage, title: 'Chat', set });
  return { board, path: `/b/${board}/c/chat` };
}

const card = async (takt: Takt, board: string) =>
  (await takt.read(board)).cards.find(({ id }) => id === 'chat')!;

const dialog = ({ page }: Person) => page.getByRole('dialog');

async function fill(person: Person, name: string, text: string): Promise<void> {
  const field = dialog(person).getByRole('textbox', { name, exact: true });
  await field.fill(text);
  await field.blur();
}

/** Says what a pilot tries and how it is measured. */
async function describe(ann: Person): Promise<void> {
  const { page } = ann;
  await page.getByLabel('Target quarter').selectOption(quarter(1));
  await fill(ann, 'Hypothesis', 'A chat answers half of the calls.');
  await fill(ann, 'Stop criteria', 'Fewer than ten chats a week.');
  await page.getByRole('button', { name: 'Add a success measure' }).click();
  const form = page.getByRole('form', { name: 'Add a success measure' });
  await form.getByLabel('Baseline').fill('twelve');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toHaveText('This cannot be empty.');
  await form.getByLabel('What is measured').fill('Minutes on hold');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toHaveText('Write a number.');
  await form.getByLabel('Unit').fill('min');
  await form.getByLabel('Baseline').fill('12,5');
  await form.getByLabel('Target').fill('0');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Minutes on hold/ })).toContainText('12.5');
}

test('a pilot says what it tries, how it is measured and what came of it', async ({ takt, visit }) => {
  const { board, path } = await pilot(takt);
  const ann = await visit(takt, board, 'Ann', { path });
  const { page } = ann;
  await expect(dialog(ann)).toContainText('No quarter chosen yet');
  await describe(ann);
  await expect(dialog(ann)).toContainText(/(To be in place|At risk: to be in place) by \d+ .*left/);
  await page.getByRole('button', { name: 'Edit “Minutes on hold”' }).click();
  await page.getByRole('form').getByLabel('Measured', { exact: true }).fill('−1');
  await page.getByRole('form').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Edit “Minutes on hold”' })).toBeFocused();
  await page.getByRole('button', { name: 'Where and from whom' }).click();
  await fill(ann, 'Sites', 'Two schools');
  await fill(ann, 'Purchase basis', 'Below the threshold');
  await page.getByLabel('In place on').fill('2026-10-05');
  await page.getByLabel('In place on').blur();
  await expect(dialog(ann)).toContainText('5 October 2026');
  await page.getByRole('button', { name: 'Outcome and learning' }).click();
  await page.getByLabel('Outcome').selectOption('Stop, with learnings');
  await fill(ann, 'What was learned', 'People call all the same.');
  await page.getByLabel('Result').selectOption('The hypothesis did not hold');
  await expect
    .poll(() => card(takt, board))
    .toMatchObject({
      quarter: quarter(1),
      hypothesis: 'A chat answers half of the calls.',
      stop_criteria: 'Fewer than ten chats a week.',
      measures: [{ name: 'Minutes on hold', unit: 'min', baseline: 12.5, target: 0, measured: -1 }],
      sites: 'Two schools',
      purchase_basis: 'Below the threshold',
      in_place_on: '2026-10-05',
      outcome: 'stop',
      learning: { learned: 'People call all the same.', result: 'refuted' },
    });
  await accessible(ann);
});

test('two people change different measures at once', async ({ takt, visit }) => {
  const measures = [
    { id: 'calls', name: 'Calls' },
    { id: 'chats', name: 'Chats' },
  ];
  const { board, path } = await pilot(takt, { measures });
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  const begin = async ({ page }: Person, name: string, value: string) => {
    await page.getByRole('button', { name: `Edit “${name}”` }).click();
    await page.getByRole('form').getByLabel('Measured', { exact: true }).fill(value);
  };
  await begin(ann, 'Calls', '80');
  await begin(bob, 'Chats', '40');
  await ann.page.getByRole('form').getByRole('button', { name: 'Save' }).click();
  await bob.page.getByRole('form').getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await card(takt, board)).measures?.map(({ measured }) => measured))
    .toEqual([80, 40]);
});

test('a pilot is carried with a reason, and extended once', async ({ takt, visit }) => {
  const { board, path } = await pilot(takt, { quarter: quarter() });
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  const { page } = ann;
  await page.getByRole('button', { name: 'Carry…' }).click();
  const carry = page.getByRole('form', { name: 'Carry into a later quarter' });
  await carry.getByRole('button', { name: 'Save' }).click();
  await expect(carry.getByRole('alert')).toHaveText('This cannot be empty.');
  await carry.getByLabel('Why').fill('The supplier is late.');
  await carry.getByRole('button', { name: 'Save' }).click();
  await expect(dialog(bob)).toContainText(`Carried to ${said(quarter(1))}: The supplier is late.`);
  await bob.page.getByRole('button', { name: 'Extend…' }).click();
  await page.getByRole('button', { name: 'Extend…' }).click();
  const extend = page.getByRole('form', { name: 'Extend by decision' });
  await extend.getByLabel('Into the quarter').selectOption(quarter(3));
  await extend.getByLabel('Why').fill('One more school.');
  await extend.getByRole('button', { name: 'Save' }).click();
  await expect(dialog(bob)).toContainText(`Extended to ${said(quarter(3))}: One more school.`);
  for (const { page } of [ann, bob]) {
    await expect(page.getByText(/^Extended once already/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Extend…' })).toHaveCount(0);
    await expect(page.getByRole('form', { name: 'Extend by decision' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Carry…' })).toBeVisible();
  }
  const again = takt.ask(board, { cmd: 'card.extend', card: 'chat', quarter: quarter(4), reason: 'Again' });
  await expect(again).rejects.toThrow(/extended once/);
  expect((await card(takt, board)).quarter).toBe(quarter(3));
});

test('a pilot graduates, and both cards know it', async ({ takt, visit }) => {
  const { board, path } = await pilot(takt, { learning: { learned: 'People like it.' } }, 'evaluation');
  const ann = await visit(takt, board, 'Ann', { path });
  const { page } = ann;
  await page.getByRole('button', { name: 'Graduate…' }).click();
  const form = page.getByRole('form', { name: 'It graduates' });
  await form.getByLabel('Title of the new card').fill('Chat for everybody');
  await form.getByLabel('Stage').selectOption('Preparation and market dialogue');
  await form.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('button', { name: 'Graduate…' })).toHaveCount(0);
  const lineage = page.getByRole('list', { name: 'Lineage' });
  await expect(lineage.getByRole('listitem')).toHaveText(['Chat (this card)', 'Chat for everybody']);
  await lineage.getByRole('link', { name: 'Chat for everybody' }).click();
  await expect(page).toHaveTitle('Chat for everybody – Takt');
  await expect(lineage.getByRole('listitem')).toHaveText(['Chat', 'Chat for everybody (this card)']);
  await expect(page.getByRole('group', { name: 'Connected cards' })).toContainText('grew out of Chat');
  await expect(page.getByRole('textbox', { name: 'What was learned' })).toHaveValue('People like it.');
});

test('proposals are voted for and merged', async ({ takt, visit }) => {
  const { board, path } = await pilot(takt, {}, 'proposed');
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  await ann.page.getByRole('button', { name: 'Vote for it' }).click();
  await bob.page.getByRole('button', { name: 'Vote for it' }).click();
  await expect(ann.page.getByRole('group', { name: 'Votes' })).toContainText('2 votes');
  await bob.page.getByRole('button', { name: 'Take back my vote' }).click();
  await expect(ann.page.getByRole('group', { name: 'Votes' })).toContainText('1 vote');
  await takt.ask(board, { cmd: 'card.add', card: 'talk', lane: 'sprint', stage: 'proposed', title: 'Talk' });
  await takt.ask(board, { cmd: 'card.merge', card: 'chat', into: 'talk' });
  await expect(dialog(ann)).toContainText('Merged into Talk');
  await dialog(ann).getByRole('link', { name: 'Talk' }).click();
  await expect(ann.page.getByRole('group', { name: 'Votes' })).toContainText('1 vote');
});

test('on a phone', async ({ takt, visit }) => {
  const { board, path } = await pilot(takt, { quarter: quarter() });
  const ann = await visit(takt, board, 'Ann', { path, context: phone });
  await describe(ann);
  await ann.page.getByRole('button', { name: 'Extend…' }).click();
  const wide = await ann.page.evaluate(() => document.querySelector('dialog')!.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await accessible(ann);
});
