import { expect, test, type Person } from './fixtures.ts';
import { fill, fits, foreign, naughty } from './states-data.ts';

const need = 'Marathon: Need';
const small = { viewport: { width: 320, height: 640 } };

test('a thousand cards in one stage are counted whole and drawn as far as one looks', async ({
  takt,
  visit,
}) => {
  const board = await takt.board('A thousand');
  await fill(takt, board, 1_000, ['marathon/need']);
  const ann = await visit(takt, board, 'Ann');
  await expect(ann.card('Initiative 1')).toBeVisible();
  await expect(
    ann.page.getByRole('region', { name: 'Marathon' }).getByText('1,000 cards').first(),
  ).toBeVisible();
  const drawn = () => ann.stage(need).getByRole('link').count();
  expect(await drawn()).toBeLessThan(100);
  const before = await drawn();
  await ann.stage(need).getByRole('link').last().scrollIntoViewIfNeeded();
  await expect.poll(drawn).toBeGreaterThan(before);
  await expect(ann.page.getByRole('button', { name: /^Show \d+ more$/ })).toHaveCount(1);
  await fits(ann);
});

/** Opens a board of one card in each of these texts' names, and gives it. */
async function withTexts(
  takt: Parameters<typeof fill>[0],
  visit: (board: string) => Promise<Person>,
  texts: readonly string[],
): Promise<{ person: Person; titles: string[] }> {
  const board = await takt.board(`Texts ${texts[0]!.slice(0, 20)}`);
  for (const [at, text] of texts.entries()) {
    const place = { lane: 'marathon', stage: 'need' } as const;
    const set = { description: text, owner: '', waiting_for: { party: text.slice(0, 100), reason: text } };
    await takt
      .ask(board, { cmd: 'card.add', card: `t${at}`, title: text, ...place, set })
      .catch((refused: Error) => {
        if (!/422|400/.test(refused.message)) throw refused; // not every text is a title
      });
  }
  const titles = (await takt.read(board)).cards.map(({ title }) => title);
  return { person: await visit(board), titles };
}

test('naughty strings are text: none becomes markup, none breaks a card', async ({ takt, visit }) => {
  test.slow();
  const opened = (board: string) => visit(takt, board, 'Ann', { context: small });
  const { person, titles } = await withTexts(takt, opened, naughty);
  expect(titles.length).toBeGreaterThan(naughty.length * 0.8);
  const { page } = person;
  page.on('dialog', (said) => person.complaints.push(`said: ${said.message()}`));
  const shown = person.stage(need).getByRole('link');
  await expect(async () => {
    await shown.last().scrollIntoViewIfNeeded();
    expect(await shown.count()).toBe(titles.length);
  }).toPass();
  expect(await shown.evaluateAll((links) => links.map((link) => link.textContent))).toEqual(titles);
  expect(await page.locator('main :is(script, img, iframe, object, a[href^="javascript:" i])').count()).toBe(
    0,
  );
  await fits(person);
  await page.getByRole('link').filter({ hasText: '<svg><script>' }).first().click();
  const sheet = page.getByRole('dialog', { name: /<svg><script>/ });
  await expect(sheet).toBeVisible();
  expect(await sheet.locator('script, img, iframe, [onerror], [onfocus]').count()).toBe(0);
  await fits(person);
});

test('long titles, other scripts, emoji and forty labels stay in their boxes', async ({ takt, visit }) => {
  const texts = [...foreign, 'Sammanhållen '.repeat(23).trim(), 'x'.repeat(300)];
  let board = '';
  const opened = (made: string) => visit(takt, (board = made), 'Ann', { context: small });
  const { person, titles } = await withTexts(takt, opened, texts);
  expect(titles).toEqual(texts);
  const labels = Array.from({ length: 40 }, (_, i) => `l${i}`);
  for (const [at, label] of labels.entries())
    await takt.ask(board, { cmd: 'label.add', label, name: `Label number ${at + 1}`, color: 'teal' });
  await takt.ask(board, { cmd: 'card.change', card: 't0', set: { labels } });
  await expect(person.page.getByText('Label number 40').first()).toBeVisible();
  await fits(person);
  for (const at of texts.keys()) {
    await person.page.goto(`/b/${board}/c/t${at}`);
    await expect(person.page.getByRole('dialog')).toBeVisible();
    await fits(person);
  }
});

test('a name in another script or in emoji is a person like any other', async ({ takt, visit }) => {
  const board = await takt.board('Names', { 'marathon/need': ['Telephony'] });
  const people = await Promise.all(
    foreign.map((name) => visit(takt, board, name, { context: { viewport: { width: 1366, height: 768 } } })),
  );
  for (const person of people) {
    await person.choose('Telephony', 'Make me the owner');
    await expect(person.card('Telephony')).toContainText(`Owner: ${person.name}`);
    await fits(person);
  }
});

// The languages with the longest words on the smallest screens; 320 by 256 is a laptop at 400 %.
for (const [width, height, locale, archive, first] of [
  [320, 256, 'da', 'Arkivér', 'Maraton: Behov'],
  [320, 640, 'nb', 'Arkiver', 'Maraton: Behov'],
  [768, 1024, 'sv', 'Arkivera', 'Maraton: Behov'],
  [3840, 2160, 'en', 'Archive', need],
] as const)
  test(`everything is within reach at ${width} by ${height} (${locale})`, async ({ takt, visit }) => {
    const cards = { 'marathon/need': ['Telephony', 'Payroll'], 'sprint/proposed': ['Chat in the care'] };
    const board = await takt.board('Small screens', cards);
    const ann = await visit(takt, board, 'Ann', { context: { viewport: { width, height }, locale } });
    await expect(ann.card('Telephony')).toBeVisible();
    await ann.card('Telephony').getByRole('link').click();
    await expect(ann.page.getByRole('dialog')).toBeVisible();
    await fits(ann);
    await ann.page.getByRole('button', { name: archive, exact: true }).click();
    await ann.sees(first, ['Payroll']);
    for (const path of ['/', '/import', `/b/${board}/settings`, `/b/${board}/ideas`, '/selftest']) {
      await ann.page.goto(path);
      await expect(ann.page.getByRole('heading').first()).toBeVisible();
      await fits(ann);
    }
  });

test('compact shows more cards and keeps what is pressed large enough', async ({ takt, visit }) => {
  const titles = Array.from({ length: 8 }, (_, i) => `Card ${i + 1}`);
  const board = await takt.board('Density', { 'marathon/need': titles });
  const ann = await visit(takt, board, 'Ann', { context: { viewport: { width: 1366, height: 768 } } });
  await ann.sees(need, titles);
  const seen = () =>
    ann.stage(need).evaluate((list) => {
      const end = list.getBoundingClientRect().bottom;
      return [...list.children].filter((card) => card.getBoundingClientRect().bottom <= end).length;
    });
  const before = await seen();
  await ann.page.getByRole('button', { name: 'Appearance' }).click();
  await ann.page.getByRole('menuitemradio', { name: 'Compact' }).click();
  expect(await seen()).toBeGreaterThan(before);
  const more = await ann.card('Card 1').getByRole('button').boundingBox();
  expect(Math.min(more!.width, more!.height)).toBeGreaterThanOrEqual(24);
  await ann.page.reload();
  await ann.sees(need, titles);
  expect(await seen()).toBeGreaterThan(before);
});
