import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';

const sizes = {
  desktop: {},
  phone: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
} as const;

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
  test(`a guest tells an idea and is asked for a name when it is sent (${size})`, async ({ takt, visit }) => {
    const board = await takt.board('Inlet', { 'sprint/proposed': ['Shuttle bus to the harbour'] });
    const guest = await visit(takt, board, 'Guest', { context, guest: true, path: `/b/${board}/ideas` });
    const { page } = guest;
    const form = page.getByRole('form', { name: 'Send an idea' });
    await expect(form).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
    await inBothLights(guest);
    await guest.press(form.getByRole('button', { name: 'Send the idea' }));
    await expect(form.getByRole('textbox', { name: 'The idea in one line' })).toBeFocused();
    await expect(form.getByText('Please fill this in: a few words are enough.')).toHaveCount(3);
    await accessible(guest);

    await form.getByRole('textbox', { name: 'The idea in one line' }).fill('Benches along the harbour walk');
    await form.getByRole('textbox', { name: 'What is it like today?' }).fill('Nowhere to rest for a mile');
    await form.getByRole('textbox', { name: 'For whom?' }).fill('The old');
    await guest.press(form.getByRole('button', { name: 'Send the idea' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Gun');
    await page.keyboard.press('Enter');
    await expect(
      page.getByText('Thank you. “Benches along the harbour walk” is on the board.'),
    ).toBeVisible();
    const mine = page.getByRole('region', { name: 'What became of my ideas' });
    await expect(mine.getByRole('article')).toContainText('In the stage Proposed');
    await expect
      .poll(async () => (await takt.read(board)).cards.find(({ title }) => title.startsWith('Benches')))
      .toMatchObject({
        lane: 'sprint',
        stage: 'proposed',
        anchor: { now: 'Nowhere to rest for a mile', for_whom: 'The old' },
      });
    await fits(guest);
    await inBothLights(guest);
  });

  test(`what is proposed already is voted for, and doubles are merged (${size})`, async ({ takt, visit }) => {
    const board = await takt.board('Votes', {
      'sprint/proposed': ['Shuttle bus to the harbour', 'Bus between harbour and hill', 'Quiet room'],
    });
    const ann = await visit(takt, board, 'Ann', { context, path: `/b/${board}/ideas` });
    const bob = await visit(takt, board, 'Bob', { context, path: `/b/${board}/ideas` });
    const { page } = ann;
    await page.getByRole('textbox', { name: 'The idea in one line' }).fill('A shuttle in the harbour');
    const alike = page.getByRole('complementary', { name: 'Proposed already' });
    await ann.press(
      alike.getByRole('button', { name: 'Vote for it instead: Shuttle bus to the harbour', exact: true }),
    );
    await expect(alike).toContainText('Your vote is on it');
    const list = page.getByRole('region', { name: /^Proposals \(/ });
    await expect(list.getByRole('listitem').first()).toContainText('Shuttle bus to the harbour');
    const quiet = bob.page.getByRole('button', { name: /^Vote for Quiet room/ });
    await bob.press(quiet);
    await expect(quiet).toHaveAttribute('aria-pressed', 'true');
    await bob.press(bob.page.getByRole('button', { name: /^Vote for Bus between harbour and hill/ }));

    await ann.pressButton('Merge Bus between harbour and hill into another proposal');
    const into = page.getByRole('combobox', { name: 'Which proposal says the same?' });
    await into.fill('shuttle');
    await accessible(ann);
    await into.press('Enter');
    await expect(page.getByRole('heading', { name: 'Proposals (2)' })).toBeFocused();
    await expect(list.getByRole('button', { name: 'Vote for Shuttle bus to the harbour 2' })).toBeVisible();
    await fits(ann);
    await ann.press(page.getByText('Undo', { exact: true }));
    await expect(page.getByRole('heading', { name: 'Proposals (3)' })).toBeVisible();
  });
}

test('a proposer sees what their idea was merged into, and how it ended', async ({ takt, visit }) => {
  const board = await takt.board('Fates', { 'sprint/proposed': ['Lights in the tunnel'] });
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/ideas` });
  const { page } = ann;
  const send = async (title: string) => {
    await page.getByRole('textbox', { name: 'The idea in one line' }).fill(title);
    await page.getByRole('textbox', { name: 'What is it like today?' }).fill('Dark');
    await page.getByRole('textbox', { name: 'For whom?' }).fill('Walkers');
    await ann.pressButton('Send the idea');
    await ann.pressButton('Send another one');
  };
  await send('Brighter tunnel');
  await send('Mirrors at the corner');
  await expect.poll(async () => (await takt.read(board)).cards.length).toBe(3);
  const { cards } = await takt.read(board);
  const id = (title: string) => cards.find((card) => card.title === title)!.id;
  await takt.ask(board, { cmd: 'card.merge', card: id('Brighter tunnel'), into: id('Lights in the tunnel') });
  await takt.ask(board, { cmd: 'card.move', card: id('Mirrors at the corner'), stage: 'decided' });
  await takt.ask(board, {
    cmd: 'card.change',
    card: id('Mirrors at the corner'),
    set: { outcome: 'stop', learning: { learned: 'Mirrors mist over' } },
  });
  const mine = page.getByRole('region', { name: 'What became of my ideas' }).getByRole('article');
  await expect(mine.filter({ hasText: 'Brighter tunnel' })).toContainText('Merged into Lights in the tunnel');
  const mirrors = mine.filter({ hasText: 'Mirrors at the corner' });
  await expect(mirrors).toContainText('In the stage Decided. Stop, with learnings');
  await expect(mirrors).toContainText('Mirrors mist over');
});

test('a new card among the proposals tells what was learned before', async ({ takt, visit }) => {
  const board = await takt.board('Learned', { 'sprint/decided': ['Sensors in litter bins'] });
  const [bins] = (await takt.read(board)).cards;
  await takt.ask(board, {
    cmd: 'card.change',
    card: bins!.id,
    set: { learning: { learned: 'Batteries last one winter' } },
  });
  const ann = await visit(takt, board, 'Ann');
  const { page } = ann;
  await ann.pressButton('Add a card to Proposed');
  const title = page.getByRole('textbox', { name: 'Title of the new card' });
  await title.fill('Sensor for litter at the harbour');
  const alike = page.getByRole('complementary', { name: 'Tried before' });
  await expect(alike).toContainText('Batteries last one winter');
  await alike.getByRole('link').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(title).toHaveValue('Sensor for litter at the harbour');
  await title.press('Enter');
  await ann.sees('Sprint: Proposed', ['Sensor for litter at the harbour']);
});
