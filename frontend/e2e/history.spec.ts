import AxeBuilder from '@axe-core/playwright';
import type { Takt } from './takt.ts';
import { expect, test, type Person } from './fixtures.ts';

/** A card that has been through something. */
async function lived(takt: Takt, name: string): Promise<{ board: string; card: string }> {
  const board = await takt.board(name, { 'marathon/need': ['Telephony'] });
  const card = (await takt.read(board)).cards[0]!.id;
  await takt.ask(board, {
    cmd: 'card.change',
    card,
    set: { end: '2027-03-01', description: 'What was first.' },
  });
  await takt.ask(board, { cmd: 'card.move', card, stage: 'tender' });
  await takt.ask(board, {
    cmd: 'card.change',
    card,
    set: { end: '2027-06-01', description: 'What came then.' },
  });
  await takt.ask(board, { cmd: 'comment.add', card, text: 'Well begun' });
  return { board, card };
}

async function show(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: 'Show the history' }).click();
  await expect(told(person).first()).toBeVisible();
}

const history = ({ page }: Person) => page.getByRole('region', { name: 'History', exact: true });
const told = (person: Person) => history(person).locator('.told');

async function accessible({ page }: Person): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  // A button that the head of the dialog half covers while one scrolls is none that is too small.
  await page.getByRole('dialog').evaluate((dialog) => dialog.scrollTo(0, 0));
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('a card tells its history, newest first, from and to', async ({ takt, visit }) => {
  const { board, card } = await lived(takt, 'History');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${card}` });
  await show(ann);
  await expect(told(ann)).toHaveText([
    'Guest wrote a comment',
    'Guest changed the description',
    'Guest changed the end from 1 March 2027 to 1 June 2027',
    'Guest moved it from Need to Tender published',
    'Guest wrote the description',
    'Guest set the end to 1 March 2027',
    'Guest added it to Marathon: Need',
  ]);
  const change = history(ann).getByRole('listitem').nth(1);
  await expect(change.locator('del')).toHaveText('What was first.');
  await expect(change.locator('ins')).toHaveText('What came then.');
  const when = change.getByRole('button', { name: /Dates in full/ });
  await expect(when).not.toContainText(String(new Date().getFullYear()), { useInnerText: true });
  await when.focus();
  await ann.page.keyboard.press('Shift+Tab');
  await ann.page.keyboard.press('Tab');
  await expect(when).toContainText(String(new Date().getFullYear()), { useInnerText: true });
  await accessible(ann);
});

test('the history of an open card goes on while others work', async ({ takt, visit }) => {
  const { board, card } = await lived(takt, 'Live history');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${card}` });
  const bob = await visit(takt, board, 'Bob');
  await show(ann);
  await bob.choose('Telephony', /^Next stage/);
  await expect(told(ann).first()).toHaveText('Bob moved it from Tender published to Evaluation');
  await bob.page.keyboard.press('Control+z');
  await expect(told(ann).first()).toHaveText('Bob moved it from Evaluation to Tender published');
  await expect(history(ann).getByRole('listitem').first()).toContainText('Undo');
});

test('a long history comes in pages', async ({ takt, visit }) => {
  const { board, card } = await lived(takt, 'Long history');
  for (let i = 1; i <= 45; i++)
    await takt.ask(board, { cmd: 'card.change', card, set: { title: `Title ${i}` } });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${card}` });
  await show(ann);
  await expect(history(ann).getByRole('listitem')).toHaveCount(20);
  await history(ann).getByRole('button', { name: 'Show older' }).click();
  await expect(history(ann).getByRole('listitem')).toHaveCount(40);
  await takt.ask(board, { cmd: 'card.change', card, set: { title: 'The last title' } });
  await expect(told(ann).first()).toHaveText('Guest changed the title from “Title 45” to “The last title”');
  await expect(history(ann).getByRole('listitem')).toHaveCount(41);
  await history(ann).getByRole('button', { name: 'Show older' }).click();
  await expect(told(ann).last()).toHaveText('Guest added it to Marathon: Need');
  await expect(history(ann).getByRole('button', { name: 'Show older' })).toBeHidden();
});

test('a card is put back as it was, in one step that can be undone', async ({ takt, visit }) => {
  const { board, card } = await lived(takt, 'Put back');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${card}` });
  await show(ann);
  const then = history(ann).getByRole('listitem').nth(3);
  await then.getByRole('button', { name: /^Put back as it was at/ }).click();
  const form = ann.page.getByRole('form', { name: /^Put back as it was at/ });
  await expect(form).toContainText('What came then. → What was first.');
  await accessible(ann);
  await form.getByRole('checkbox').check();
  await form.getByRole('button', { name: 'Put back', exact: true }).click();
  const now = async () => {
    const { stage, end, description, comments } = (await takt.read(board)).cards[0]!;
    return [stage, end, description, comments?.length];
  };
  await expect.poll(now).toEqual(['need', '2027-03-01', 'What was first.', 1]);
  const messages = ann.page.getByRole('region', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(now).toEqual(['tender', '2027-06-01', 'What came then.', 1]);
});

test('a card is put back where it lies', async ({ takt, visit }) => {
  const { board, card } = await lived(takt, 'Put back here');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${card}` });
  await show(ann);
  await history(ann)
    .getByRole('listitem')
    .nth(3)
    .getByRole('button', { name: /^Put back as it was at/ })
    .click();
  const form = ann.page.getByRole('form', { name: /^Put back as it was at/ });
  await form.getByRole('checkbox').uncheck();
  await form.getByRole('button', { name: 'Put back', exact: true }).click();
  await expect.poll(async () => (await takt.read(board)).cards[0]!.description).toBe('What was first.');
  expect((await takt.read(board)).cards[0]!.stage).toBe('tender');
});
