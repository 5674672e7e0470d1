import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';
import type { Takt } from './takt.ts';

const sizes = {
  desktop: {},
  phone: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
} as const;

/** A board with a benefit to be checked on a card in work and another on an archived one. */
async function givenBenefits(takt: Takt): Promise<string> {
  const board = await takt.board('Harvest', {
    'marathon/benefits': ['Telephony'],
    'marathon/closed': ['Archive'],
  });
  const { cards } = await takt.read(board);
  const id = (title: string) => cards.find((card) => card.title === title)!.id;
  const give = (title: string, entry: object) =>
    takt.ask(board, {
      cmd: 'entry.set',
      card: id(title),
      list: 'benefits',
      entry: { id: `of-${title.toLowerCase()}`, ...entry } as never,
    });
  await give('Telephony', {
    kind: 'time_saved',
    measure: 'Hours of waiting',
    unit: 'h',
    baseline: 1200,
    target: 200,
  });
  await give('Archive', { kind: 'avoided_cost', measure: 'Rent for shelves', unit: 'SEK', target: 90_000 });
  await takt.ask(board, { cmd: 'card.archive', card: id('Archive') });
  return board;
}

async function inBothLights(ann: Person): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await ann.page.emulateMedia({ colorScheme });
    await accessible(ann);
  }
  await ann.page.emulateMedia({ colorScheme: 'light' });
}

/** Nothing lies beside the screen. */
const fits = async ({ page }: Person) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

for (const [size, context] of Object.entries(sizes)) {
  test(`what is due is checked, also of archived cards, and summed (${size})`, async ({ takt, visit }) => {
    const board = await givenBenefits(takt);
    const ann = await visit(takt, board, 'Ann', { context, path: `/b/${board}/benefits` });
    const { page } = ann;
    await expect(page.getByRole('heading', { name: 'Check-ins due (2)' })).toBeVisible();
    await inBothLights(ann);

    await ann.pressButton('Check in on Hours of waiting, Telephony');
    const form = page.getByRole('form', { name: 'Check in on Hours of waiting' });
    await ann.press(form.getByRole('button', { name: 'Save' }));
    await expect(form.getByRole('alert')).not.toBeEmpty();
    await form.getByRole('textbox', { name: 'Value (h)' }).fill('450');
    await form.getByRole('textbox', { name: 'How it is known' }).fill('Counted by the exchange');
    await accessible(ann);
    await ann.press(form.getByRole('button', { name: 'Save' }));
    await expect(page.getByRole('heading', { name: 'Check-ins due (1)' })).toBeFocused();

    await ann.pressButton('Check in on Rent for shelves, Archive');
    await page.getByRole('textbox', { name: 'Value (SEK)' }).fill('30 000');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Every benefit has been checked this quarter.')).toBeVisible();
    await expect
      .poll(async () => (await takt.read(board)).archive)
      .toMatchObject([{ title: 'Archive', check_ins: [{ value: 30_000 }] }]);

    const sums = page.getByRole('region', { name: 'Planned and realised' }).getByRole('row');
    await expect(sums.filter({ hasText: 'The whole board' }).first()).toHaveText(
      /Avoided cost\s*SEK\s*1\s*1\s*90,000\s*30,000\s*33 %/,
    );
    await page.getByRole('combobox', { name: 'Also by' }).selectOption('Stage');
    await expect(sums.filter({ hasText: 'Marathon: Benefits realisation' })).toHaveText(
      /Time saved\s*h\s*1\s*1\s*1,000\s*750\s*75 %/,
    );
    await expect(page.getByRole('img', { name: /^Hours of waiting: how far/ })).toBeVisible();
    await fits(ann);
    await inBothLights(ann);
  });

  test(`a card is recognised, and the balance counts it (${size})`, async ({ takt, visit }) => {
    const board = await takt.board('Thanks', { 'sprint/running': ['Chat in the care'] });
    const ann = await visit(takt, board, 'Ann', { context, path: `/b/${board}/recognition` });
    const { page } = ann;
    await expect(page.getByText('Nothing in this time yet.', { exact: false })).toBeVisible();
    const form = page.getByRole('form', { name: 'Recognise something' });
    await ann.press(form.getByRole('button', { name: 'Say thanks' }));
    await expect(form.getByRole('alert')).toHaveText('Choose a card first.');
    const card = form.getByRole('combobox', { name: 'Which card' });
    await card.fill('chat');
    await card.press('Enter');
    await form.getByRole('textbox', { name: 'What for' }).fill('In use within five weeks');
    await ann.press(form.getByRole('button', { name: 'Say thanks' }));
    const lately = page.getByRole('region', { name: 'Recognised lately' });
    await expect(lately.getByRole('listitem')).toContainText('Pace for the card');
    await expect(lately.getByRole('listitem')).toContainText('In use within five weeks');
    const balance = page.getByRole('region', { name: 'The balance' });
    await expect(balance).toContainText('Marathon: nobody has been thanked in this time.');
    await expect(balance.getByRole('definition')).toHaveText(['0', '1', '0', '1', '0']);
    await fits(ann);
    await inBothLights(ann);
  });
}

test('the register is narrowed and saved as a table', async ({ takt, visit }) => {
  const board = await givenBenefits(takt);
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/benefits` });
  const { page } = ann;
  const list = page.getByRole('region', { name: 'Every benefit' });
  await expect(list.getByRole('article')).toHaveCount(2);
  await list.getByRole('combobox', { name: 'Kind' }).selectOption('Avoided cost');
  await expect(list.getByRole('article')).toHaveCount(1);
  await expect(list.getByRole('status')).toHaveText('1 of 2 benefits');
  const [file] = await Promise.all([page.waitForEvent('download'), ann.pressButton('CSV')]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const [head, row, ...rest] = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(head).toContain('Card;Lane;Stage;Unit;Kind;Measure;Measured in');
  expect(row).toContain('Archive;Marathon;Closed;;Avoided cost;Rent for shelves;SEK;;90000;');
  expect(rest).toEqual([]);
});
