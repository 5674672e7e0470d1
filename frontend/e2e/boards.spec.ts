import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

test('a board is duplicated with all that lies on it', async ({ takt, visit }) => {
  const board = await takt.board('The year 2026', {
    'marathon/need': ['Telephony'],
    'sprint/ready': ['Chat'],
  });
  const { id } = (await takt.read(board)).cards[0]!;
  await takt.ask(board, { cmd: 'comment.add', card: id, text: 'Well begun' });
  await takt.ask(board, { cmd: 'stage.rename', lane: 'marathon', stage: 'need', name: 'Wishes' });
  await takt.ask(board, { cmd: 'label.add', label: 'legal', name: 'Legal', color: 'red' });
  const ann = await visit(takt, board, 'Ann', { path: '/' });
  await ann.page.getByRole('button', { name: 'Actions for The year 2026' }).click();
  await ann.page.getByRole('menuitem', { name: 'Duplicate…' }).click();
  const sheet = ann.page.getByRole('dialog', { name: 'Duplicate The year 2026' });
  const name = sheet.getByRole('textbox', { name: 'Name of the board' });
  await expect(name).toHaveValue('Copy of The year 2026');
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page: ann.page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await name.fill('The year 2027');
  await sheet.getByRole('button', { name: 'Create' }).click();
  await ann.sees('Marathon: Wishes', ['Telephony']);
  await ann.sees('Sprint: Ready to start', ['Chat']);
  const copy = new URL(ann.page.url()).pathname.split('/')[2]!;
  expect(copy).not.toBe(board);
  const [from, to] = [await takt.read(board), await takt.read(copy)];
  expect(to).toEqual({ ...from, id: copy, name: 'The year 2027', seq: to.seq });
});

test('boards are found by name, archived ones on demand', async ({ takt, visit }) => {
  const harbour = await takt.board('Harbour renewal');
  await takt.board('Harbour pilots');
  const old = await takt.board('Harbour of old');
  await takt.ask(old, { cmd: 'board.archive' });
  const ann = await visit(takt, harbour, 'Ann', { path: '/' });
  const link = (name: string) => ann.page.getByRole('link', { name, exact: true });
  await ann.page.getByRole('searchbox', { name: 'Search boards' }).fill('harbour');
  await expect(link('Harbour renewal')).toBeVisible();
  await expect(link('Harbour pilots')).toBeVisible();
  await ann.hears('2 boards found, 1 of the archived ones.');
  await ann.page.getByRole('searchbox', { name: 'Search boards' }).fill('renewal HARB');
  await expect(link('Harbour pilots')).toBeHidden();
  await ann.hears('1 board found.');
  await ann.page.getByRole('searchbox', { name: 'Search boards' }).fill('of old');
  await ann.hears('No board found, 1 of the archived ones.');
  await expect(link('Harbour of old')).toBeHidden();
  await ann.page.getByText('Archived boards').click();
  await expect(link('Harbour of old')).toBeVisible();
});
