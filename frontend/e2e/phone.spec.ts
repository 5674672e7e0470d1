import { expect, test } from './fixtures.ts';

const need = 'Marathon: Need';

test('a finger carries a card', async ({ takt, visit }) => {
  const titles = Array.from({ length: 14 }, (_, i) => `Card ${i + 1}`);
  const board = await takt.board('Touch', { 'marathon/need': titles });
  const ann = await visit(takt, board, 'Ann');
  await ann.sees(need, titles);
  await ann.touchDrag('Card 3', ann.card('Card 1'));
  await ann.sees(need, ['Card 3', 'Card 1', 'Card 2', ...titles.slice(3)]);
  const first = async () => (await takt.read(board)).cards.slice(0, 3).map((card) => card.title);
  await expect.poll(first).toEqual(['Card 3', 'Card 1', 'Card 2']);
});

test('a card under the finger stays there while somebody else moves it', async ({ takt, visit }) => {
  const board = await takt.board('Held by a finger', {
    'marathon/need': ['Telephony', 'Payroll', 'Archive'],
    'marathon/concept': ['Roads'],
  });
  const ann = await visit(takt, board, 'Ann');
  await ann.sees(need, ['Telephony', 'Payroll', 'Archive']);
  const archive = async () => (await takt.read(board)).cards.find(({ title }) => title === 'Archive')!;
  const { id } = await archive();
  await ann.touchDrag('Archive', ann.card('Payroll'), async () => {
    await takt.ask(board, { cmd: 'card.move', card: id, lane: 'marathon', stage: 'concept' });
    await expect(ann.card('Archive').getByText('Guest moved this meanwhile')).toBeVisible();
    await ann.sees(need, ['Telephony', 'Payroll', 'Archive']);
  });
  await ann.sees(need, ['Telephony', 'Archive', 'Payroll']);
  await expect.poll(async () => (await archive()).stage).toBe('need');
});

test('a swipe scrolls and carries nothing', async ({ takt, visit }) => {
  const titles = Array.from({ length: 14 }, (_, i) => `Card ${i + 1}`);
  const board = await takt.board('Swipe', { 'marathon/need': titles });
  const ann = await visit(takt, board, 'Ann');
  await ann.sees(need, titles);
  await expect(ann.card('Card 14')).not.toBeInViewport();
  await ann.swipe(ann.card('Card 5'), -300);
  await expect(ann.card('Card 1')).not.toBeInViewport();
  await ann.sees(need, titles);
});
