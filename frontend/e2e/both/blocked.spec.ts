import { expect, test } from '../blocked.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';

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

test('where no websocket gets through, two people are live all the same, within two seconds', async ({
  ownTakt,
  gate,
  visit,
}) => {
  const board = await ownTakt.board('Blocked', { 'marathon/need': ['Telephony', 'Payroll'] });
  const ann = await visit(ownTakt, board, 'Ann', { url: gate.url, outage: true });
  const bob = await visit(ownTakt, board, 'Bob');
  const line = ann.page.locator('[data-line]');
  await expect(line).toContainText('Live without a socket');
  await ann.sees(need, ['Telephony', 'Payroll']);

  await bob.choose('Payroll', /^Next stage/);
  await ann.sees(concept, ['Payroll']);
  await ann.choose('Telephony', /^Next stage/);
  await bob.sees(need, []);
  await expect(line).toContainText('Live without a socket');
  const after = await ownTakt.read(board);
  expect(after.cards.map(({ stage }) => stage)).toEqual(['concept', 'concept']);
  const telephony = after.cards.find(({ title }) => title === 'Telephony')!;
  expect(after.cards.filter(({ changed_by }) => changed_by === telephony.changed_by)).toHaveLength(1);
  expect(telephony.changed_by).not.toBe('guest');

  const took: number[] = [];
  for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) {
    const drawn = ann.page.evaluate(drawnAt, title);
    await ownTakt.ask(board, { cmd: 'card.add', lane: 'marathon', stage: 'need', title });
    const asked = Date.now();
    took.push((await drawn) - asked);
  }
  expect(took.sort((a, b) => a - b)[2]).toBeLessThan(2_000);
});
