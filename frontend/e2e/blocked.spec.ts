import { expect, test as base } from './fixtures.ts';
import { Proxy } from './proxy.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

const test = base.extend<{ gate: Proxy }>({
  gate: async ({ ownTakt }, use) => {
    const gate = await Proxy.to(ownTakt.port);
    await use(gate);
    await gate.close();
  },
});

/** Runs in the page: the time at which a card of this title is on the board. */
const drawnAt = (title: string) =>
  new Promise<number>((resolve) => {
    const isThere = () =>
      [...document.querySelectorAll('[data-card] a')].some(({ textContent }) => textContent === title);
    const watch = new MutationObserver(() => {
      if (!isThere()) return;
      watch.disconnect();
      resolve(Date.now());
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });

test('where no websocket gets through, two people are live all the same', async ({
  ownTakt,
  gate,
  visit,
}) => {
  const board = await ownTakt.board('Blocked', { 'marathon/need': ['Telephony', 'Payroll'] });
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true });
  const bob = await visit(ownTakt, board, 'Bob');
  await ann.line('Live without a socket');
  await bob.line('Live');
  await ann.sees(need, ['Telephony', 'Payroll']);

  await bob.choose('Payroll', /^Next stage/);
  await ann.sees(concept, ['Payroll']);
  await ann.choose('Telephony', /^Next stage/);
  await bob.sees(need, []);
  await ann.line('Live without a socket');
  const after = await ownTakt.read(board);
  expect(after.cards.map(({ stage }) => stage)).toEqual(['concept', 'concept']);
  const telephony = after.cards.find(({ title }) => title === 'Telephony')!;
  expect(after.cards.filter(({ changed_by }) => changed_by === telephony.changed_by)).toHaveLength(1);
  expect(telephony.changed_by).not.toBe('guest');
});

test('an event is there within two seconds without a socket', async ({ ownTakt, gate, visit }) => {
  const board = await ownTakt.board('Soon', { 'marathon/need': ['Telephony'] });
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true });
  await ann.line('Live without a socket');
  const took: number[] = [];
  for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) {
    const drawn = ann.page.evaluate(drawnAt, title);
    await ownTakt.ask(board, { cmd: 'card.add', lane: 'marathon', stage: 'need', title });
    const asked = Date.now();
    took.push((await drawn) - asked);
  }
  const middle = took.sort((a, b) => a - b)[2];
  expect(middle).toBeLessThan(2_000);
});

test('what is refused without a socket is said, and the socket is taken up again', async ({
  ownTakt,
  gate,
  visit,
}) => {
  const board = await ownTakt.board('Back', { 'marathon/need': ['Telephony', 'Payroll'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true });
  await ann.line('Live without a socket');
  await ann.page.keyboard.press('Control+z');
  await expect(ann.page.getByText('There is nothing of yours to undo.').first()).toBeVisible();
  await ann.choose('Telephony', /^Next stage/);
  await ann.sees(concept, ['Telephony']);

  gate.upgrades = true;
  await expect(ann.page.locator('[data-line=live]').getByText('Live', { exact: true })).toBeVisible({
    timeout: 40_000,
  });
  await ann.choose('Payroll', /^Next stage/);
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 2);
});

test('without a socket too, a server that is away is noticed, and what waits is sent once', async ({
  ownTakt,
  gate,
  visit,
}) => {
  const board = await ownTakt.board('Away', { 'marathon/need': ['Telephony'] });
  const { seq } = await ownTakt.read(board);
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true, keepsPage: true });
  await ann.line('Live without a socket');
  await ann.kept();
  await ownTakt.stop();
  await ann.choose('Telephony', /^Next stage/);
  await ann.line('Offline, 1 change waiting');
  await ownTakt.start();
  await expect(ann.page.getByRole('banner').getByText('Live without a socket')).toBeVisible({
    timeout: 35_000,
  });
  await expect.poll(async () => (await ownTakt.read(board)).seq).toBe(seq + 1);
  await ann.sees(concept, ['Telephony']);
});
