import AxeBuilder from '@axe-core/playwright';
import type { Takt } from './takt.ts';
import { expect, test, type Person } from './fixtures.ts';

const need = 'Marathon: Need';
const proposed = 'Sprint: Proposed';

async function portfolio(
  takt: Takt,
  name: string,
): Promise<{ board: string; telephony: string; payroll: string }> {
  const board = await takt.board(name, {
    'marathon/need': ['Telephony', 'Payroll'],
    'sprint/proposed': ['Chat in the care'],
  });
  const id = (title: string, of: Awaited<ReturnType<Takt['read']>>) =>
    of.cards.find((c) => c.title === title)!.id;
  const whole = await takt.read(board);
  const [telephony, payroll] = [id('Telephony', whole), id('Payroll', whole)];
  await takt.ask(board, { cmd: 'comment.add', card: telephony, text: 'The switchboard is from 1998' });
  await takt.ask(board, { cmd: 'item.add', card: payroll, text: 'Measure the queue' });
  await takt.ask(board, { cmd: 'card.change', card: payroll, set: { end: '2020-01-31' } });
  return { board, telephony, payroll };
}

async function accessible({ page }: Person): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** The words that the browser marks. */
const marked = ({ page }: Person) =>
  page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map((range) => String(range).toLowerCase()));

const panel = ({ page }: Person) => page.getByRole('dialog', { name: 'Filter' });

test('a search looks everywhere and marks what it found', async ({ takt, visit }) => {
  const { board } = await portfolio(takt, 'Search');
  const ann = await visit(takt, board, 'Ann');
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ann.page.keyboard.press('/');
  await ann.page.keyboard.type('switchboard');
  await ann.sees(need, ['Telephony']);
  await expect(ann.card('Telephony')).toContainText('Comments: The switchboard is from 1998');
  await expect.poll(() => marked(ann)).toEqual(['switchboard']);
  await accessible(ann);
  await ann.card('Telephony').getByRole('link').click();
  await expect.poll(async () => (await marked(ann)).length).toBe(2);
  await ann.page.keyboard.press('Escape');
  await ann.page.getByRole('textbox', { name: 'Search cards' }).fill('measure queue');
  await ann.sees(need, ['Payroll']);
  await expect(ann.card('Payroll')).toContainText('Checklist: Measure the queue');
});

test('filters are chips, in the address, and saved under a name', async ({ takt, visit }) => {
  const { board } = await portfolio(takt, 'Chips');
  const ann = await visit(takt, board, 'Ann');
  await ann.page.getByRole('button', { name: /^Filter($|, )/ }).click();
  await panel(ann).getByRole('button', { name: 'Overdue' }).click();
  await panel(ann).getByRole('button', { name: need }).click();
  await ann.sees(need, ['Payroll']);
  await ann.hears('1 of 3 cards shown');
  await expect(ann.page).toHaveURL(/date=overdue&stage=marathon/);
  await panel(ann).getByRole('textbox', { name: 'Name to save this filter under' }).fill('Late needs');
  await panel(ann).getByRole('button', { name: 'Save', exact: true }).click();
  await accessible(ann);
  await ann.page.keyboard.press('Escape');
  await ann.page.getByRole('button', { name: 'Remove the filter Date: Overdue' }).click();
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ann.page.getByRole('button', { name: 'Clear all' }).click();
  await ann.sees(proposed, ['Chat in the care']);
  await ann.page.reload();
  await ann.page.getByRole('button', { name: /^Filter($|, )/ }).click();
  await panel(ann).getByRole('button', { name: 'Late needs', exact: true }).click();
  await ann.sees(need, ['Payroll']);
  await expect(ann.page).toHaveURL(/date=overdue&stage=marathon/);
  await panel(ann).getByRole('button', { name: 'Forget the saved filter Late needs' }).click();
  await expect(panel(ann).getByRole('button', { name: 'Late needs', exact: true })).toBeHidden();
});

test('a person is found in the part they have', async ({ takt, visit }) => {
  const { board, telephony, payroll } = await portfolio(takt, 'Parts');
  const ann = await visit(takt, board, 'Ann');
  const { you } = (await (await ann.page.request.get('/api/session')).json()) as { you: string };
  await takt.ask(board, { cmd: 'card.change', card: telephony, set: { owner: you } });
  await takt.ask(board, { cmd: 'card.change', card: payroll, add: { followers: [you] } });
  await ann.page.getByRole('button', { name: /^Filter($|, )/ }).click();
  await panel(ann).getByRole('button', { name: 'My cards' }).click();
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ann.sees(proposed, []);
  await panel(ann).getByRole('group', { name: 'As' }).getByRole('button', { name: 'Follower' }).click();
  await ann.sees(need, ['Payroll']);
});

test('a card that the filter takes from under the hand can be shown', async ({ takt, visit }) => {
  const { board } = await portfolio(takt, 'Under the hand');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?stage=marathon%2Fneed` });
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ann.choose('Telephony', /^Next stage/);
  const messages = ann.page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('The filter hides “Telephony” now.');
  await messages.getByRole('button', { name: 'Show' }).click();
  await ann.sees('Marathon: Concept and business case', ['Telephony']);
  await expect(ann.page).toHaveURL(/stage=marathon/);
});

test('a card that somebody adds behind the filter can be shown', async ({ takt, visit }) => {
  const { board } = await portfolio(takt, 'Behind the filter');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?q=payroll` });
  await ann.sees(need, ['Payroll']);
  await takt.ask(board, { cmd: 'card.add', lane: 'marathon', stage: 'need', title: 'Archive' });
  const messages = ann.page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('1 new card is hidden by the filter.');
  await messages.getByRole('button', { name: 'Show' }).click();
  await ann.sees(need, ['Payroll', 'Archive']);
});
