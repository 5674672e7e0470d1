import { expect, test } from '../fixtures.ts';

const need = 'Marathon: Need';

test('the first run says what a board is for, and an empty one what belongs into its stages', async ({
  ownTakt,
  visit,
}) => {
  const ann = await visit(ownTakt, '', 'Ann', { path: '/' });
  await expect(ann.page.getByRole('heading', { name: 'No boards yet' })).toBeVisible();
  await ann.pressButton('New board');
  await ann.page.getByRole('textbox', { name: 'Name of the board' }).fill('The year 2027');
  await ann.pressButton('Create');
  await expect(ann.page).toHaveTitle('The year 2027 – Takt');
  const first = ann.stage(need);
  await expect(first.getByRole('listitem')).toHaveCount(1);
  await expect(first.getByRole('paragraph')).not.toBeEmpty();
  await ann.press(first.getByRole('button'));
  await ann.page.keyboard.type('The first');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.press('Escape');
  await ann.sees(need, ['The first']);
});

test('a filter that nothing matches says so and can be left', async ({ takt, visit }) => {
  const board = await takt.board('Filtered', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}?q=zzzz` });
  await ann.hears('No card matches.');
  await expect(ann.card('Telephony')).toBeHidden();
  await ann.page.getByRole('button', { name: 'Clear all' }).click();
  await ann.sees(need, ['Telephony']);
});

test('a slow server shows the outline of a board, and nothing jumps when it comes', async ({
  takt,
  visit,
}) => {
  const board = await takt.board('Slow', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann', { path: '/nothing' });
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await ann.page.route(`**/api/boards/${board}`, async (route) => {
    await held;
    await route.continue();
  });
  await ann.page.goto(`/b/${board}`);
  await ann.hears('Loading');
  await expect(ann.page.getByRole('banner')).toBeVisible();
  const outline = await ann.page.locator('main .lane').first().boundingBox();
  go();
  await ann.sees(need, ['Telephony']);
  const lane = await ann.page.locator('main .lane').first().boundingBox();
  expect(Math.abs(lane!.y - outline!.y)).toBeLessThan(12);
});

test('a server in trouble is said to be, and asked again', async ({ takt, visit }) => {
  const board = await takt.board('Trouble');
  const ann = await visit(takt, board, 'Ann', { path: '/nothing', outage: true });
  let well = false;
  await ann.page.route('**/api/boards', (route) =>
    well ? route.continue() : route.fulfill({ status: 503 }),
  );
  await ann.page.goto('/');
  const alert = ann.page.getByRole('alert');
  await expect(alert).toBeVisible();
  well = true;
  await alert.getByRole('button').click();
  await expect(ann.page.getByRole('link', { name: 'Trouble' })).toBeVisible();
});

test('who has no right is told so, who is signed out is asked who they are', async ({ takt, visit }) => {
  const board = await takt.board('Closed', { 'marathon/need': ['Secret'] });
  const ann = await visit(takt, board, 'Ann', { path: '/nothing', outage: true });
  let status = 403;
  await ann.page.route(`**/api/boards/${board}`, (route) => route.fulfill({ status }));
  await ann.page.goto(`/b/${board}`);
  await expect(ann.page.getByRole('heading', { name: 'You may not open this board' })).toBeVisible();
  await expect(ann.page.getByText('Secret')).toHaveCount(0);
  await ann.page.getByRole('link', { name: 'All boards' }).click();
  await expect(ann.page).toHaveURL(`${takt.url}/`);
  status = 401;
  await ann.page.goto(`/b/${board}`);
  await expect(ann.page.getByRole('dialog')).toBeVisible();
  await expect(ann.page.getByRole('banner').getByText('Stopped')).toBeVisible();
});

test('an archived card is shown by its address as one that can be restored', async ({ takt, visit }) => {
  const board = await takt.board('Archived', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { id } = (await takt.read(board)).cards[0]!;
  await takt.ask(board, { cmd: 'card.archive', card: id });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/c/${id}` });
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await ann.page.keyboard.press('Escape');
  await expect(ann.card('Telephony')).toBeVisible();
});
