import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import type { Download, Locator } from '@playwright/test';
import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';
import { press, write } from './keys.ts';
import type { Takt } from './takt.ts';

/** Cards with ends, budgets and units, so that there is something to sort, group and sum. */
async function givenList(takt: Takt, name: string): Promise<string> {
  const board = await takt.board(name, {
    'marathon/need': ['Archive', 'Case system', 'Telephony'],
    'sprint/proposed': ['Bins', 'Chat'],
  });
  await takt.ask(board, { cmd: 'unit.add', unit: 'care', name: 'Care' });
  await takt.ask(board, { cmd: 'unit.add', unit: 'it', name: 'IT' });
  const { cards } = await takt.read(board);
  const set = (title: string, fields: object) =>
    takt.ask(board, {
      cmd: 'card.change',
      card: cards.find((card) => card.title === title)!.id,
      set: fields,
    });
  const sek = (amount: number) => ({ amount, currency: 'SEK' });
  await set('Archive', { unit: 'it', end: '2027-06-30', budget: sek(100_000), effort: 1.5 });
  await set('Case system', { unit: 'care', end: '2027-06-30', budget: sek(2_500_000), effort: 3 });
  await set('Telephony', { unit: 'it', end: '2026-12-31', budget: sek(400_000), effort: 2 });
  await set('Bins', { title: '=1+1', unit: 'care' });
  return board;
}

const grid = ({ page }: Person): Locator => page.getByRole('grid', { name: 'List' });

/** The row of a card or a group. */
const row = (person: Person, title: string): Locator =>
  grid(person)
    .getByRole('row')
    .filter({ has: person.page.getByRole('rowheader').getByText(title, { exact: true }) });

const cell = (person: Person, title: string, column: string): Locator =>
  row(person, title).locator(`[data-column="${column}"]`);

/** What the first column shows, from top to bottom, head and sums not counted. */
async function shows(person: Person, titles: readonly string[]): Promise<void> {
  const heads = grid(person).locator(
    '[data-row]:not([data-row="head"], [data-row="sums"]) .text:is(.title, button *)',
  );
  await expect(heads).toHaveText([...titles]);
}

test('a list is sorted by several columns, grouped with sums, and shows the columns one wants', async ({
  takt,
  visit,
}) => {
  const board = await givenList(takt, 'Sorting');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/list` });
  const { page } = ann;
  await shows(ann, ['Archive', 'Case system', 'Telephony', '=1+1', 'Chat']);

  const head = (column: string) => grid(ann).locator(`[data-row="head"] [data-column="${column}"] .name`);
  await head('end').click();
  await shows(ann, ['Telephony', 'Archive', 'Case system', '=1+1', 'Chat']);
  await head('budget').click({ modifiers: ['Shift'] });
  await head('budget').click({ modifiers: ['Shift'] });
  await shows(ann, ['Telephony', 'Case system', 'Archive', '=1+1', 'Chat']);
  await expect(page).toHaveURL(/sort=end\.-budget/);

  await ann.pressButton('Group');
  await page.getByRole('menuitemradio', { name: 'By unit' }).click();
  await shows(ann, ['Care', 'Case system', '=1+1', 'IT', 'Telephony', 'Archive', 'Without a unit', 'Chat']);
  await expect(cell(ann, 'IT', 'budget')).toHaveText('500,000 SEK');
  await expect(cell(ann, 'IT', 'effort')).toHaveText('3.5');
  await expect(grid(ann).locator('[data-row="sums"] [data-column="budget"]')).toContainText('3,000,000 SEK');

  await ann.pressButton('Columns');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Hide Labels' }).click();
  await dialog.getByRole('button', { name: 'Sponsor', exact: true }).click();
  await press(ann, 'Escape');
  await expect(grid(ann).getByRole('columnheader')).toContainText(['Sponsor']);
  await expect(grid(ann).getByRole('columnheader').filter({ hasText: 'Labels' })).toHaveCount(0);
  await accessible(ann);
});

test('cells are edited in place by keys, and others see it at once', async ({ takt, visit }) => {
  const board = await givenList(takt, 'Editing a list');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/list` });
  const bo = await visit(takt, board, 'Bo', { path: `/b/${board}/list` });
  await cell(ann, 'Telephony', 'end').click();
  await press(ann, 'Enter', 'Control+a');
  await write(ann, '1.3.2027');
  await press(ann, 'Enter');
  await expect(cell(bo, 'Telephony', 'end')).toHaveText('1 Mar 2027');

  await cell(ann, 'Telephony', 'budget').click();
  await write(ann, 'lots');
  await press(ann, 'Enter');
  await expect(ann.page.getByText('Write an amount')).toBeVisible();
  await press(ann, 'Escape');
  await expect(cell(ann, 'Telephony', 'budget')).toHaveText('400,000 SEK');
  await expect(cell(ann, 'Telephony', 'budget')).toBeFocused();

  await press(ann, 'Control+Home');
  await expect(cell(ann, 'Archive', 'title').getByRole('link')).toBeFocused();
  await press(ann, 'Control+End', 'Home');
  await expect(cell(ann, 'Chat', 'title').getByRole('link')).toBeFocused();
});

test('many cells are filled, copied and pasted, each time in one step', async ({ takt, visit }) => {
  const board = await givenList(takt, 'Filling');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/list?columns=title.unit.end.budget` });
  const { page } = ann;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const units = (...of: readonly string[]) =>
    expect(grid(ann).locator('[data-card] [data-column="unit"]')).toHaveText([...of]);

  await cell(ann, 'Archive', 'unit').click();
  await press(ann, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
  const preview = page.getByRole('dialog', { name: 'Change 2 cells?' });
  await expect(preview.getByRole('row')).toContainText(['Card', 'Case system', '=1+1']);
  await accessible(ann);
  await preview.getByRole('button', { name: 'Change 2 cells' }).click();
  await units('IT', 'IT', 'IT', 'IT', '');
  await press(ann, 'Control+z');
  await ann.hears('Undone'); // until the server has it, what it had before shows once more
  await units('IT', 'Care', 'IT', 'Care', '');

  await cell(ann, 'Case system', 'title').click();
  await press(
    ann,
    'Shift+ArrowDown',
    'Shift+ArrowDown',
    'Shift+ArrowRight',
    'Shift+ArrowRight',
    'Shift+ArrowRight',
    'Control+c',
  );
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("Case system\tCare\t2027-06-30\t2500000\r\nTelephony\tIT\t2026-12-31\t400000\r\n'=1+1\tCare\t\t");

  await page.evaluate(() => navigator.clipboard.writeText('IT\t2028-01-31\t50 000 EUR\nNowhere\t\t\n'));
  await cell(ann, 'Archive', 'unit').click();
  await press(ann, 'Control+v');
  const pasted = page.getByRole('dialog', { name: 'Change 4 cells?' });
  await expect(pasted.getByRole('row', { name: /^Case system Unit/ })).toContainText(
    'There is nothing called “Nowhere”.',
  );
  await expect(pasted.getByRole('button', { name: 'Change 4 cells' })).toBeDisabled();
  await pasted.getByRole('checkbox').check();
  await pasted.getByRole('button', { name: 'Change 4 cells' }).click();
  await expect(cell(ann, 'Archive', 'budget')).toHaveText('50,000 EUR');
  await expect(cell(ann, 'Case system', 'budget')).toHaveText('');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(cell(ann, 'Archive', 'budget')).toHaveText('100,000 SEK');
  await expect(cell(ann, 'Case system', 'budget')).toHaveText('2,500,000 SEK');

  await ann.pressButton('Fill…');
  const fill = page.getByRole('dialog', { name: 'Set one column of many cards' });
  await fill.getByRole('radio', { name: 'All 5 cards that are listed' }).check();
  await fill.getByRole('combobox', { name: 'Column' }).selectOption({ label: 'Unit' });
  await fill.getByRole('combobox', { name: 'New value' }).selectOption({ label: 'Care' });
  await accessible(ann);
  await fill.getByRole('button', { name: 'Change 3 cells' }).click();
  await units('Care', 'Care', 'Care', 'Care', 'Care');
});

test('a view is kept for everybody, who have it at once', async ({ takt, visit }) => {
  const board = await givenList(takt, 'Views');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/list?sort=-budget&q=e` });
  const bo = await visit(takt, board, 'Bo', { path: `/b/${board}/timeline` });
  await shows(ann, ['Case system', 'Telephony', 'Archive', '=1+1']);
  await ann.pressButton('Kept views');
  await ann.page.getByRole('menuitem', { name: 'Keep this view…' }).click();
  const keep = ann.page.getByRole('dialog', { name: 'Keep this view' });
  await expect(keep.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await write(ann, 'Costly first');
  await keep.getByRole('radio', { name: 'For everybody' }).check();
  await accessible(ann);
  await press(ann, 'Enter');
  await ann.hears('“Costly first” kept');

  await bo.page.goto(`${takt.url}/b/${board}/list`);
  await shows(bo, ['Archive', 'Case system', 'Telephony', '=1+1', 'Chat']);
  await bo.pressButton('Kept views');
  await bo.page.getByRole('menuitemradio', { name: 'Costly first' }).click();
  await shows(bo, ['Case system', 'Telephony', 'Archive', '=1+1']);
  await expect(bo.page).toHaveURL(/sort=-budget/);

  await bo.pressButton('Kept views');
  await bo.page.getByRole('menuitem', { name: 'Manage views…' }).click();
  const views = bo.page.getByRole('dialog', { name: 'Views of this board' });
  await expect(views.getByRole('button', { name: 'Costly first List, kept by Ann' })).toBeVisible();
  await views.getByRole('button', { name: 'Rename “Costly first”' }).click();
  await press(bo, 'Control+a');
  await write(bo, 'By cost');
  await press(bo, 'Enter');
  await expect(views.getByRole('button', { name: 'By cost List, kept by Ann' })).toBeFocused();
  await accessible(bo);
  await ann.pressButton('Kept views');
  await expect(ann.page.getByRole('menuitemradio', { name: 'By cost' })).toBeChecked();
  await press(ann, 'Escape');
  await views.getByRole('button', { name: 'Remove By cost' }).click();
  await expect(views.getByText('No views are kept yet')).toBeVisible();
  await expect.poll(async () => (await takt.read(board)).views).toEqual([]);
});

/** Has the list downloaded. */
async function downloaded(person: Person, kind: string): Promise<Buffer> {
  const arrives: Promise<Download> = person.page.waitForEvent('download');
  await person.pressButton('Download');
  await person.page.getByRole('menuitem', { name: kind }).click();
  const download = await arrives;
  expect(download.suggestedFilename()).toMatch(/^Files \d{4}-\d\d-\d\d\.(csv|xlsx)$/);
  return readFile(await download.path());
}

/** A file of an archive, found by the list at the archive's end. */
function unzipped(archive: Buffer, name: string): string {
  let at = archive.indexOf(Buffer.from('PK\x01\x02'));
  for (; archive.readUInt32LE(at) === 0x02014b50;) {
    const [size, length, more, note] = [20, 28, 30, 32].map((field, i) =>
      i ? archive.readUInt16LE(at + field) : archive.readUInt32LE(at + field),
    ) as [number, number, number, number];
    const offset = archive.readUInt32LE(at + 42);
    if (archive.toString('utf8', at + 46, at + 46 + length) === name) {
      const data = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
      return inflateRawSync(archive.subarray(data, data + size)).toString();
    }
    at += 46 + length + more + note;
  }
  throw new Error(`no ${name}`);
}

test('files hold exactly what is shown', async ({ takt, visit }) => {
  const board = await givenList(takt, 'Files');
  const ann = await visit(takt, board, 'Ann', {
    path: `/b/${board}/list?columns=title.end.budget.effort&sort=-budget&group=unit`,
  });
  await shows(ann, ['Care', 'Case system', '=1+1', 'IT', 'Telephony', 'Archive', 'Without a unit', 'Chat']);
  const csv = await downloaded(ann, 'Table (CSV)');
  expect(csv.toString()).toBe(
    [
      '\ufeffTitle,End,Budget (SEK),Effort (people)',
      'Care (2),,2500000,3',
      'Case system,2027-06-30,2500000,3',
      "'=1+1,,,",
      'IT (2),,500000,3.5',
      'Telephony,2026-12-31,400000,2',
      'Archive,2027-06-30,100000,1.5',
      'Without a unit (1),,,',
      'Chat,,,',
      '5 cards,,3000000,6.5',
      '',
    ].join('\r\n'),
  );
  const sheet = unzipped(await downloaded(ann, 'Workbook (XLSX)'), 'xl/worksheets/sheet1.xml');
  expect(sheet).not.toContain('<f>');
  const cells = [...sheet.matchAll(/<(?:t|v)(?: [^>]*)?>([^<]*)<\/[tv]>/g)].map(([, text]) => text);
  expect(cells).toEqual([
    ...['Title', 'End', 'Budget (SEK)', 'Effort (people)'],
    ...['Care (2)', '2500000', '3'],
    ...['Case system', '46568', '2500000', '3'],
    '=1+1',
    ...['IT (2)', '500000', '3.5'],
    ...['Telephony', '46387', '400000', '2'],
    ...['Archive', '46568', '100000', '1.5'],
    'Without a unit (1)',
    'Chat',
    ...['5 cards', '3000000', '6.5'],
  ]);
});

test('a list of 5,000 cards is scrolled, sorted and changed at its end', async ({ takt, visit }) => {
  const board = await takt.board('Many');
  for (let from = 0; from < 5_000; from += 200)
    await takt.ask(board, {
      cmd: 'batch',
      commands: Array.from({ length: 200 }, (_, at) => ({
        cmd: 'card.add',
        lane: 'marathon',
        stage: 'need',
        title: `No. ${5_000 - from - at}`,
      })),
    });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/list?columns=title.effort` });
  await expect(grid(ann)).toHaveAttribute('aria-rowcount', '5002');
  await row(ann, 'No. 5000').locator('[data-column="effort"]').click();
  await press(ann, 'Control+End');
  await expect(cell(ann, 'No. 1', 'effort')).toBeFocused();
  await write(ann, '2');
  await press(ann, 'Enter');
  await expect(cell(ann, 'No. 1', 'effort')).toHaveText('2');
  await press(ann, 'Control+Home', 'ArrowUp', 'Enter');
  await expect(grid(ann).locator('[data-card]').first()).toContainText('No. 1');
  expect(await grid(ann).locator('[data-row]').count()).toBeLessThan(120);
});
