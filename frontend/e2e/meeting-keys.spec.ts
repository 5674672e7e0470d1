import { expect, test, type Person } from './fixtures.ts';
import { choose, command, keysAlone, link, press, tabTo, write } from './keys.ts';
import type { Takt } from './takt.ts';

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';
const proposed = 'Sprint: Proposed';

/** Sees to a whole part of the meeting; the other follows in a browser of their own. */
type Part = (ann: Person, bob: Person, takt: Takt, board: string) => Promise<void>;

const focused = (person: Person, title: string) => expect(link(person, title)).toBeFocused();
const closed = ({ page }: Person) => expect(page.locator('dialog')).toHaveCount(0);

const arrive: Part = async (ann, bob) => {
  const { page } = ann;
  await tabTo(ann, page.getByRole('link', { name: /^Meeting by keys/ }));
  await press(ann, 'Enter');
  const name = page.getByRole('textbox', { name: 'Your name' });
  await expect(name).toBeFocused();
  await write(ann, 'Ann of the keys');
  await press(ann, 'Enter');
  await closed(ann);
  await expect(bob.page.getByRole('button', { name: '2 people here' })).toBeVisible();
};

const look: Part = async (ann, bob, takt, board) => {
  await press(ann, 'ArrowDown');
  await focused(ann, 'Telephony');
  await press(ann, 'ArrowDown', 'j');
  await focused(ann, 'Library');
  await press(ann, 'k', 'ArrowRight');
  await focused(ann, 'Roads');
  await press(ann, 'h');
  await expect(ann.stage(need).getByRole('link').and(ann.page.locator(':focus'))).toHaveCount(1);
  await press(ann, 'Home');
  await focused(ann, 'Telephony');
  const { id } = (await takt.read(board)).cards.find(({ title }) => title === 'Telephony')!;
  await takt.ask(board, { cmd: 'card.move', card: id, lane: 'marathon', stage: 'concept' });
  await bob.sees(concept, ['Roads', 'Telephony']);
  await ann.sees(concept, ['Roads', 'Telephony']);
  await focused(ann, 'Telephony');
};

const carry: Part = async (ann, bob) => {
  await press(ann, 'Space');
  await ann.hears('Picked up Telephony');
  await press(ann, 'ArrowLeft', 'Home');
  await focused(ann, 'Telephony');
  await bob.sees(concept, ['Roads', 'Telephony']);
  await expect(bob.card('Telephony').getByText('Ann of the keys is moving this')).toBeVisible();
  await press(ann, 'Space');
  await ann.hears('Telephony moved from Concept and business case to Need, place 1 of 3.');
  await bob.sees(need, ['Telephony', 'Payroll', 'Library']);
  await focused(ann, 'Telephony');

  await press(ann, 'Space', 'End', 'ArrowDown');
  await ann.hears(/^Proposed, place 1 of 2/);
  await press(ann, 'Enter');
  await bob.sees(proposed, ['Telephony', 'Chat']);
  await bob.sees(need, ['Payroll', 'Library']);
  await focused(ann, 'Telephony');

  await press(ann, 'Space', 'ArrowRight', 'Escape');
  await ann.hears(/^Cancelled/);
  await focused(ann, 'Telephony');
  await press(ann, 'Alt+ArrowDown');
  await bob.sees(proposed, ['Chat', 'Telephony']);
  await focused(ann, 'Telephony');
};

const add: Part = async (ann, bob) => {
  await press(ann, 'n');
  await expect(ann.page.getByRole('textbox', { name: 'Title of the new card' })).toBeFocused();
  await write(ann, 'Sensors in the sewers');
  await press(ann, 'Enter', 'Escape');
  await bob.sees(proposed, ['Sensors in the sewers', 'Chat', 'Telephony']);
  await focused(ann, 'Sensors in the sewers');
};

const edit: Part = async (ann, bob) => {
  const { page } = ann;
  await press(ann, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Card: Sensors in the sewers' });
  await expect(dialog).toBeFocused();
  await press(ann, 'Escape');
  await closed(ann);
  await focused(ann, 'Sensors in the sewers');
  await press(ann, 'e');
  const title = page.getByRole('textbox', { name: 'Title' });
  await expect(title).toBeFocused();
  await press(ann, 'Control+a');
  await write(ann, 'Sensors');
  await press(ann, 'Enter');
  await bob.sees(proposed, ['Sensors', 'Chat', 'Telephony']);

  await tabTo(ann, page.getByRole('button', { name: 'Add a description…' }));
  await press(ann, 'Enter');
  await expect(page.getByRole('textbox', { name: 'Description' })).toBeFocused();
  await write(ann, 'What the **rain** does.');
  await press(ann, 'Control+Enter');
  await expect(page.getByRole('button', { name: 'Edit the description' })).toBeFocused();
  await expect(page.locator('dialog strong').getByText('rain')).toBeVisible();
};

const detail: Part = async (ann, bob, takt, board) => {
  const { page } = ann;
  const item = page.getByRole('textbox', { name: 'Add an item' });
  await tabTo(ann, item);
  await write(ann, 'Ask the plumbers');
  await press(ann, 'Enter');
  await expect(item).toBeFocused();
  await write(ann, 'Count the rain');
  await press(ann, 'Enter');
  const second = page.getByRole('checkbox', { name: 'Count the rain' });
  await tabTo(ann, second, 'Shift+Tab');
  await press(ann, 'Space');
  await expect(second).toBeChecked();
  await expect(second).toBeFocused();
  await press(ann, 'Alt+ArrowUp');
  await expect(second).toBeFocused();
  await tabTo(ann, page.getByRole('textbox', { name: 'Write a comment…' }));
  await write(ann, 'Look, @bob of');
  await expect(page.getByRole('option', { name: 'Bob of the keys' })).toBeVisible();
  await press(ann, 'Enter');
  await write(ann, '!');
  await press(ann, 'Control+Enter');
  await expect
    .poll(async () => (await takt.read(board)).cards.find((card) => card.title === 'Sensors'))
    .toMatchObject({
      description: 'What the **rain** does.',
      checklist: [{ text: 'Count the rain', done: true }, { text: 'Ask the plumbers' }],
      comments: [{ text: expect.stringMatching(/^Look, \[@Bob of the keys\]\(person:.*\) ?!$/) }],
    });
  await press(ann, 'Escape');
  await closed(ann);
  await focused(ann, 'Sensors');

  await tabTo(bob, link(bob, 'Sensors'));
  await press(bob, 'Enter');
  await expect(bob.page.locator('mark.mention')).toHaveText('@Bob of the keys');
  await press(bob, 'Escape');
  await closed(bob);
  await focused(bob, 'Sensors');
};

const find: Part = async (ann, bob) => {
  const { page } = ann;
  await press(ann, '/');
  const field = page.getByRole('textbox', { name: 'Search cards' });
  await expect(field).toBeFocused();
  await write(ann, 'rain');
  await ann.sees(proposed, ['Sensors']);
  await ann.hears('1 of 6 cards shown');
  await press(ann, 'Escape');
  await ann.sees(proposed, ['Sensors', 'Chat', 'Telephony']);

  await press(ann, 'Escape', 'f');
  const panel = page.getByRole('dialog', { name: 'Filter' });
  await tabTo(ann, panel.getByRole('button', { name: need }));
  await press(ann, 'Space');
  await ann.sees(need, ['Payroll', 'Library']);
  await ann.sees(proposed, []);
  await press(ann, 'Escape');
  await closed(ann);
  await press(ann, 'x');
  await ann.sees(proposed, ['Sensors', 'Chat', 'Telephony']);
  await bob.sees(proposed, ['Sensors', 'Chat', 'Telephony']);
};

const many: Part = async (ann, bob) => {
  await tabTo(ann, link(ann, 'Payroll'));
  await press(ann, 'Shift+ArrowDown');
  await ann.hears('2 cards selected');
  await press(ann, 'Space', 'ArrowRight', 'Home', 'Space');
  await bob.sees(concept, ['Payroll', 'Library', 'Roads']);
  await focused(ann, 'Library');
  await press(ann, 'Control+z');
  await bob.sees(need, ['Payroll', 'Library']);
  await focused(ann, 'Library');
  await press(ann, 'Control+Shift+Z');
  await bob.sees(concept, ['Payroll', 'Library', 'Roads']);
  await focused(ann, 'Library');
  await press(ann, 'Escape');
  await expect(ann.page.getByRole('region', { name: 'Selected cards' })).toBeHidden();
  await focused(ann, 'Library');
};

const settings: Part = async (ann, bob) => {
  const { page } = ann;
  await press(ann, '?');
  await expect(page.getByRole('heading', { name: 'Help and keys' })).toBeVisible();
  await press(ann, 'Escape');
  await closed(ann);
  await focused(ann, 'Library');

  await command(ann, 'board settings');
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name of the board' });
  await tabTo(ann, name);
  await press(ann, 'Control+a');
  await write(ann, 'Monday');
  await press(ann, 'Enter');
  await expect(bob.page).toHaveTitle('Monday – Takt');
  await press(ann, 'Escape');
  await closed(ann);
  await focused(ann, 'Library');

  await command(ann, 'svenska');
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
  await ann.sees('Maraton: Förstudie och nyttokalkyl', ['Payroll', 'Library', 'Roads']);
  await focused(ann, 'Library');
  await command(ann, 'english');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await focused(ann, 'Library');
};

const archive: Part = async (ann, bob) => {
  const { page } = ann;
  await choose(ann, 'Archive');
  await bob.sees(concept, ['Payroll', 'Roads']);
  await focused(ann, 'Roads');
  await command(ann, 'archive', 1); // the first is for the card
  await expect(page.getByRole('heading', { name: 'Archive' })).toBeVisible();
  await tabTo(ann, page.getByRole('button', { name: 'Restore Library' }));
  await press(ann, 'Enter');
  await expect(bob.card('Library')).toBeVisible();
  await press(ann, 'Escape');
  await closed(ann);
  await focused(ann, 'Roads');
};

const leave: Part = async (ann, bob) => {
  await command(ann, 'all boards');
  await expect(ann.page.getByRole('heading', { name: 'Boards' })).toBeVisible();
  await expect(bob.page.getByRole('button', { name: '1 person here' })).toBeVisible();
};

test('a whole meeting is held by keys alone', async ({ takt, visit }) => {
  test.slow();
  const board = await takt.board('Meeting by keys', {
    'marathon/need': ['Telephony', 'Payroll', 'Library'],
    'marathon/concept': ['Roads'],
    'sprint/proposed': ['Chat'],
  });
  const bob = await visit(takt, board, 'Bob of the keys', { prepare: keysAlone });
  await bob.sees(need, ['Telephony', 'Payroll', 'Library']);
  const ann = await visit(takt, board, 'Ann', { guest: true, path: '/', prepare: keysAlone });
  const parts = { arrive, look, carry, add, edit, detail, find, many, settings, archive, leave };
  for (const [name, part] of Object.entries(parts)) await test.step(name, () => part(ann, bob, takt, board));
});
