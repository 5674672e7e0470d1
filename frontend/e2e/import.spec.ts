import { expect, test } from './fixtures.ts';

const trello = {
  id: 'b',
  name: 'Digital office',
  lists: [
    { id: 'l1', name: 'Ideas', pos: 1 },
    { id: 'l2', name: 'Doing', pos: 2 },
    { id: 'l3', name: 'Procurement', pos: 3 },
  ],
  cards: [
    { id: 'c1', name: 'Signatures', idList: 'l1', pos: 1, desc: 'Sign **here**' },
    { id: 'c2', name: 'Chat', idList: 'l2', pos: 1 },
    { id: 'c3', name: 'Finance system', idList: 'l3', pos: 1 },
    { id: 'c4', name: 'Old idea', idList: 'l1', pos: 2, closed: true },
  ],
};

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

test('a Trello export becomes a board that people work on', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/import' });
  const { page } = ann;
  await page.locator('input[type=file]').setInputFiles(file('office.json', JSON.stringify(trello)));
  await expect(page.getByRole('button', { name: /^Import/ })).toBeVisible();
  await expect(page.getByLabel('Name of the board')).toHaveValue('Digital office');
  await page
    .getByLabel(/Procurement/)
    .first()
    .selectOption({ label: 'Tender published' });
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page).toHaveURL(/\/b\/[a-z0-9-]+$/);
  await ann.sees('Marathon: Tender published', ['Finance system']);
  await ann.sees('Sprint: Proposed', ['Signatures']);
  const board = page.url().split('/').at(-1)!;
  const bob = await visit(takt, board, 'Bob');
  await ann.choose('Finance system', /^Next stage/);
  await bob.sees('Marathon: Evaluation', ['Finance system']);
});

test('a table is read as its owner says', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/import' });
  const { page } = ann;
  const latin1 = Buffer.from(
    'Projekt;Slut;Ansvarig enhet\nÄrendesystem;03.04.2027;Närvård\nArkiv;05.06.2027;IT\n',
    'latin1',
  );
  await page.locator('input[type=file]').setInputFiles(file('projekt.csv', latin1));
  await expect(page.getByRole('button', { name: 'Import 2 cards' })).toBeVisible();
  await expect(page.getByText('Ärendesystem').first()).toBeVisible();
  await expect(page.getByText('2027-04-03').first()).toBeVisible();
  await page.getByLabel(/^Dates/).selectOption({ label: 'month/day/year' });
  await expect(page.getByText('2027-03-04').first()).toBeVisible();
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(ann.card('Ärendesystem')).toBeVisible();
});

test('a file that cannot be imported says why, and nothing comes of it', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/import' });
  const before = await (await ann.page.request.get('/api/boards')).json();
  await ann.page.locator('input[type=file]').setInputFiles(file('broken.json', '{"lists": [1, 2'));
  await expect(
    ann.page
      .getByRole('alert')
      .or(ann.page.getByText(/cannot be imported/))
      .first(),
  ).toBeVisible();
  await expect(ann.page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
  expect(await (await ann.page.request.get('/api/boards')).json()).toEqual(before);
});
