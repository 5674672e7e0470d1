import { expect, test } from './fixtures.ts';
import { Line } from './line.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

test('two people go on while the server restarts', async ({ ownTakt, visit }) => {
  const board = await ownTakt.board('Restart', { 'marathon/need': ['Telephony', 'Payroll', 'Archive'] });
  const ann = await visit(ownTakt, board, 'Ann', { outage: true, keepsPage: true });
  const bob = await visit(ownTakt, board, 'Bob', { outage: true, keepsPage: true });
  await ann.line('Live');
  await bob.sees(need, ['Telephony', 'Payroll', 'Archive']);
  await ann.kept();
  await bob.kept();

  await ownTakt.stop();
  await ann.choose('Telephony', /^Next stage/);
  await ann.sees(concept, ['Telephony']);
  await bob.choose('Payroll', /^Next stage/);
  await bob.sees(concept, ['Payroll']);
  await ann.line('Offline, 1 change waiting');
  await bob.line('Offline, 1 change waiting');

  await ownTakt.start();
  await ann.line('Live');
  await bob.line('Live');
  const inConcept = async () => {
    const { cards } = await ownTakt.read(board);
    return cards.filter((card) => card.stage === 'concept').map((card) => card.title);
  };
  await expect.poll(async () => (await inConcept()).sort()).toEqual(['Payroll', 'Telephony']);
  const after = await inConcept();
  await ann.sees(concept, after);
  await bob.sees(concept, after);
  await ann.sees(need, ['Archive']);
});

test('what was acknowledged survives a killed server, and what was not is sent again', async ({
  ownTakt,
  visit,
}) => {
  const board = await ownTakt.board('Killed', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { outage: true, keepsPage: true });
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ann.kept();
  for (let round = 0; round < 3; round++) {
    const stage = round % 2 === 0 ? concept : need;
    await ann.choose('Telephony', round % 2 === 0 ? /^Next stage/ : /^Previous stage/);
    await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 1 + round);
    await ownTakt.stop('SIGKILL');
    await ownTakt.start();
    await ann.line('Live');
    await ann.sees(stage, round % 2 === 0 ? ['Telephony'] : ['Telephony', 'Payroll']);
  }
  await ownTakt.stop('SIGKILL');
  await ann.page.getByRole('button', { name: 'Add a card to Need' }).click();
  await ann.page.getByLabel('Title of the new card').fill('Archive');
  await ann.page.keyboard.press('Enter');
  await ann.sees(need, ['Archive', 'Payroll']);
  await ownTakt.start();
  await ann.line('Live');
  const titles = async () => (await ownTakt.read(board)).cards.map((card) => card.title);
  await expect.poll(titles).toEqual(['Archive', 'Payroll', 'Telephony']);
});

test('a change made offline is taken back at once, and for everyone later', async ({ ownTakt, visit }) => {
  const board = await ownTakt.board('Second thoughts', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { outage: true, keepsPage: true });
  await ann.line('Live');
  await ann.kept();
  await ownTakt.stop('SIGKILL');
  await ann.choose('Telephony', /^Next stage/);
  await ann.sees(concept, ['Telephony']);
  await ann.page.keyboard.press('Control+z');
  await ann.sees(need, ['Telephony', 'Payroll']);
  await ownTakt.start();
  await ann.line('Live');
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 2);
  expect((await ownTakt.read(board)).cards.map((card) => card.stage)).toEqual(['need', 'need']);
  await ann.sees(need, ['Telephony', 'Payroll']);
});

test('a line that dies without a word is noticed and made anew', async ({ takt, visit }) => {
  test.slow();
  const board = await takt.board('Dead line', { 'marathon/need': ['Telephony'] });
  const line = await Line.to(takt.port);
  const ann = await visit(takt, board, 'Ann', { url: line.url, outage: true, keepsPage: true });
  await ann.line('Live');
  await ann.kept();
  line.die();
  await ann.choose('Telephony', /^Next stage/);
  await ann.line('Saving');
  await expect(ann.page.getByRole('banner').getByText(/^(Connecting|Offline)/)).toBeVisible({
    timeout: 35_000,
  });
  line.mend();
  await expect(ann.page.getByRole('banner').getByText('Live')).toBeVisible({ timeout: 35_000 });
  await expect.poll(async () => (await takt.read(board)).cards[0]!.stage).toBe('concept');
  await line.close();
});

test('a board that is not there says so', async ({ takt, visit }) => {
  const ann = await visit(takt, 'nowhere', 'Ann', { outage: true });
  await expect(ann.page.getByRole('heading', { name: 'There is no such board' })).toBeVisible();
});
