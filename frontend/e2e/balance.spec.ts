import { violations } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { press } from './keys.ts';
import type { Takt } from './takt.ts';

async function idOf(takt: Takt, board: string, title: string): Promise<string> {
  return (await takt.read(board)).cards.find((card) => card.title === title)!.id;
}

/** Three procurements and a pilot in work, Ann's but for one; limits and aims for them. */
async function loaded(takt: Takt, name: string): Promise<string> {
  const board = await takt.board(name, {
    'marathon/concept': ['Telephony', 'Payroll', 'Archive'],
    'sprint/setup': ['Chat'],
  });
  await takt.ask(board, { cmd: 'unit.add', unit: 'it', name: 'Infrastructure' });
  await takt.ask(board, { cmd: 'stage.limit', lane: 'marathon', stage: 'concept', limit: 2 });
  const settings = {
    owner_limit: 2,
    lane_limits: { marathon: 2, sprint: 0 },
    balance: { people: 50, money: 0, cards: 60 },
  };
  await takt.ask(board, { cmd: 'board.set', settings });
  const budget = (amount: number) => ({ amount, currency: 'SEK' });
  const fields = {
    Telephony: { unit: 'it', effort: 3, budget: budget(600_000) },
    Payroll: { effort: 2, budget: budget(200_000) },
    Chat: { unit: 'it', effort: 5, budget: budget(200_000) },
  };
  for (const [title, set] of Object.entries(fields))
    await takt.ask(board, { cmd: 'card.change', card: await idOf(takt, board, title), set });
  return board;
}

test('a stage and a lane say what is in work against their limits, and what waits leaves the count', async ({
  takt,
  visit,
}) => {
  const board = await loaded(takt, 'Limits');
  const ann = await visit(takt, board, 'Ann');
  const stage = ann.page.getByRole('region', { name: 'Concept and business case' });
  await expect(stage.getByText('3 cards, limit 2')).toBeAttached();
  await expect(stage.getByText('1 over')).toBeVisible();
  await expect(ann.page.getByText('3 / 2 in work')).toBeVisible();

  const since = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);
  const waiting_for = { party: 'Council', reason: 'Budget', since };
  await takt.ask(board, {
    cmd: 'card.change',
    card: await idOf(takt, board, 'Archive'),
    set: { waiting_for },
  });
  await expect(stage.getByText('2 cards, limit 2')).toBeAttached();
  await expect(stage.getByText('1 waiting')).toBeVisible();
  await expect(stage.getByText('at the limit')).toBeVisible();
  await expect(ann.page.getByText('2 / 2 in work')).toBeVisible();
  await expect(
    ann
      .card('Archive')
      .getByText(/Waiting for Council, /)
      .first(),
  ).toBeVisible();
});

test('an owner with too much is marked on the cards and named in the balance', async ({ takt, visit }) => {
  const board = await loaded(takt, 'Owners');
  const ann = await visit(takt, board, 'Ann Ek');
  for (const title of ['Telephony', 'Payroll', 'Chat']) {
    await ann.page.getByRole('link', { name: title, exact: true }).focus();
    await press(ann, 'i');
  }
  const over = 'Ann Ek: 3 in work, limit 2';
  await ann.card('Chat').hover();
  await expect(ann.card('Chat').getByText(over, { exact: true })).toBeVisible();
  await expect(ann.page.getByRole('link', { name: 'Chat', exact: true })).toHaveAccessibleDescription(
    new RegExp(over),
  );
  await press(ann, 'Escape', 'g', 'w');
  await expect(ann.page.getByRole('heading', { name: 'Limits and balance' })).toBeVisible();
  await expect(ann.page.getByText('1 person over the limit of 2')).toBeVisible();
  await expect(ann.page.getByText(over)).toBeVisible();
});

test('the balance of the lanes stands against what the board aims at, in figures', async ({
  takt,
  visit,
}) => {
  const board = await loaded(takt, 'Balance');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/balance` });
  const { page } = ann;
  await expect(page.getByText('Marathon 3 (75 %), sprint 1')).toBeVisible();
  await expect(page.getByText('Aim for marathon: 60 %. 15 points above the aim')).toBeVisible();
  await expect(page.getByText('Marathon 5 (50 %), sprint 5')).toBeVisible();
  await expect(page.getByText('Aim for marathon: 50 %. On the aim')).toBeVisible();
  await expect(page.getByText('Marathon 800,000 (80 %), sprint 200,000')).toBeVisible();
  const units = page.getByRole('table').first().getByRole('row');
  await expect(units.filter({ hasText: 'Infrastructure' })).toContainText('600,000 SEK');
  const stages = page.getByRole('table').last().getByRole('row');
  await expect(stages.filter({ hasText: 'Concept and business case' })).toContainText('1 over the limit');

  const chat = await idOf(takt, board, 'Chat');
  await takt.ask(board, { cmd: 'card.change', card: chat, set: { effort: 10 } });
  await expect(page.getByText('Marathon 5 (33 %), sprint 10')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
});

test('pairs are lines on the board, their contradictions marks, and a view tells them', async ({
  takt,
  visit,
}) => {
  const board = await loaded(takt, 'Pairs');
  const [chat, telephony, payroll] = await Promise.all(
    ['Chat', 'Telephony', 'Payroll'].map((title) => idOf(takt, board, title)),
  );
  const pairs = [{ kind: 'informs' as const, card: telephony! }];
  await takt.ask(board, { cmd: 'card.change', card: chat!, set: { pairs, end: '2027-06-30' } });
  const set = { procurement: 'required' as const, tender_deadline: '2027-03-01' };
  await takt.ask(board, { cmd: 'card.change', card: telephony!, set });
  await takt.ask(board, { cmd: 'card.change', card: payroll!, set });

  const ann = await visit(takt, board, 'Ann');
  const { page } = ann;
  await expect(ann.card('Chat').getByText('Contradicts Telephony', { exact: true })).toBeVisible();
  await expect(ann.card('Telephony').getByText('Contradicts Chat', { exact: true })).toBeVisible();
  await ann.card('Chat').hover();
  await expect(page.getByText('informs', { exact: true })).toBeVisible();
  await ann.card('Telephony').hover();
  await expect(page.getByText('is informed by', { exact: true })).toBeVisible();
  await ann.card('Payroll').hover();
  await expect(page.getByText('is informed by', { exact: true })).toBeHidden();

  await page.goto(`/b/${board}/pairs`);
  await expect(page.getByRole('heading', { name: 'Contradictions: 1' })).toBeVisible();
  await expect(page.getByText(/the tender starts before the pilot is evaluated/)).toBeVisible();
  const alone = page.getByRole('region', { name: 'Procurements that no pilot has tried: 1' });
  await expect(alone.getByRole('link', { name: 'Payroll' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await alone.getByRole('link', { name: 'Payroll' }).click();
  await expect(page.getByRole('dialog', { name: 'Payroll' })).toBeVisible();
});
