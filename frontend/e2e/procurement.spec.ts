import { accessible } from './accessible.ts';
import { expect, test, type Person } from './fixtures.ts';
import type { Takt } from './takt.ts';
import type { CardFields, LaneKey } from '../src/board/types.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A board with one procurement; gives the ids of both. */
async function procurement(takt: Takt, set: Partial<CardFields> = {}, stage = 'need') {
  const board = await takt.board('Procurements');
  await add(takt, board, 'telephony', 'Telephony', set, stage);
  return { board, path: `/b/${board}/c/telephony` };
}

async function add(
  takt: Takt,
  board: string,
  card: string,
  title: string,
  set: Partial<CardFields>,
  stage: string,
  lane: LaneKey = 'marathon',
): Promise<void> {
  await takt.ask(board, { cmd: 'card.add', card, lane, stage, title, set });
}

const card = async (takt: Takt, board: string) =>
  (await takt.read(board)).cards.find(({ id }) => id === 'telephony')!;

const dialog = ({ page }: Person) => page.getByRole('dialog');
const save = (of: ReturnType<Person['page']['getByRole']>) =>
  of.getByRole('button', { name: 'Save' }).click();

/** Fills a date in and leaves it. */
async function day(person: Person, name: string, on: string): Promise<void> {
  const field = dialog(person).getByLabel(name, { exact: true });
  await field.fill(on);
  await field.blur();
}

/** Says that something is bought, and what. */
async function describe(ann: Person): Promise<void> {
  const { page } = ann;
  await page.getByRole('combobox', { name: 'Procurement', exact: true }).selectOption('Something is bought');
  await page.getByLabel('Procurement method').selectOption('Open procedure');
  await page.getByLabel('Estimated value', { exact: true }).fill('12 500 000');
  await page.getByLabel('Estimated value', { exact: true }).blur();
  await dialog(ann).getByRole('button', { name: 'Market and tender' }).click();
  await expect(page.getByLabel('Tender deadline')).toBeFocused();
  await day(ann, 'Tender deadline', '2027-02-12');
  await page.getByRole('button', { name: 'Add a notice' }).click();
  const notice = page.getByRole('form', { name: 'Add a notice' });
  await notice.getByLabel('Published on').fill('2027-01-08');
  await notice.getByLabel('Address').fill('ted.europa.eu/1');
  await save(notice);
  await expect(page.getByRole('link', { name: 'Tender notice (opens in a new tab)' })).toBeVisible();
}

test('a procurement has its dates, its contract and its options', async ({ takt, visit }) => {
  const { board, path } = await procurement(takt);
  const ann = await visit(takt, board, 'Ann', { path });
  const { page } = ann;
  await describe(ann);
  await dialog(ann).getByRole('button', { name: 'Award and standstill' }).click();
  await expect(dialog(ann)).toContainText('Confidential until the award');
  await day(ann, 'Award notified on', '2027-03-15');
  await page.getByLabel('Notified electronically').check();
  await expect(dialog(ann)).toContainText('Standstill ends 25 March 2027. Earliest signing: 26 March 2027.');
  await dialog(ann).getByRole('button', { name: 'Contract and options' }).click();
  await day(ann, 'Signed on', '2027-03-24');
  await expect(dialog(ann)).toContainText('Signed within the standstill');
  await day(ann, 'Starts on', '2027-05-01');
  await day(ann, 'Ends on', '2026-05-01');
  await expect(dialog(ann)).toContainText('A contract cannot end before it starts.');
  await day(ann, 'Ends on', '2029-04-30');
  await page.getByRole('button', { name: 'Add an option' }).click();
  const option = page.getByRole('form', { name: 'Add an option' });
  await option.getByLabel('Option').fill('First year');
  await option.getByLabel('Decide by').fill('2028-10-31');
  await option.getByLabel('Prolongs until').fill('2030-04-30');
  await option.getByLabel('Used').selectOption('Used');
  await save(option);
  await expect(dialog(ann)).toContainText('With the options used it ends on 30 April 2030.');
  await expect
    .poll(() => card(takt, board))
    .toMatchObject({
      procurement: 'required',
      method: 'open',
      estimated_value: { amount: 12_500_000 },
      tender_deadline: '2027-02-12',
      notices: [{ kind: 'tender', on: '2027-01-08', url: 'https://ted.europa.eu/1' }],
      award: { notified_on: '2027-03-15', electronic: true },
      contract: { signed: '2027-03-24', start: '2027-05-01', end: '2029-04-30' },
      options: [{ name: 'First year', decide_by: '2028-10-31', until: '2030-04-30', used: 'yes' }],
    });
  await page.getByRole('button', { name: 'Begin the renewal…' }).click();
  const renewal = page.getByRole('form', { name: 'Begin the renewal…' });
  await renewal.getByLabel('Title of the new card').fill('Telephony again');
  await renewal.getByRole('button', { name: 'Begin', exact: true }).click();
  const lineage = page.getByRole('list', { name: 'Lineage' });
  await expect(lineage.getByRole('listitem')).toHaveText(['Telephony (this card)', 'Telephony again']);
  await accessible(ann);
});

for (const [country, award, working] of [
  ['SE', { notified_on: '2027-03-15', electronic: true }, ['Thu 25 March 2027: standstill ends']],
  [
    'NO',
    { notified_on: '2027-03-15', electronic: true },
    [
      '10 calendar days, as it was notified electronically',
      'Thu 25 March 2027 is no working day (Maundy Thursday)',
      'Mon 29 March 2027 is no working day (Easter Monday)',
      'Tue 30 March 2027: standstill ends',
      'Wed 31 March 2027: the contract may be signed',
    ],
  ],
  [
    'DK',
    { notified_on: '2026-05-21' },
    [
      '15 calendar days, as it was not notified electronically',
      'Fri 5 June 2026 is no working day (Constitution Day)',
      'Sun 7 June 2026 is no working day (Sunday)',
      'Mon 8 June 2026: standstill ends',
    ],
  ],
] as const)
  test(`the working of the standstill is shown (${country})`, async ({ takt, visit }) => {
    const { board, path } = await procurement(takt, { procurement: 'required', award }, 'standstill');
    await takt.ask(board, { cmd: 'board.set', settings: { country } });
    const ann = await visit(takt, board, 'Ann', { path });
    const group = ann.page.getByRole('group', { name: 'Award' });
    for (const step of working) await expect(group).toContainText(step);
    await expect(group).not.toContainText('weekends only');
  });

test('a plan with a baseline is changed with a reason', async ({ takt, visit }) => {
  const { board, path } = await procurement(takt, { end: '2027-06-01' });
  const ann = await visit(takt, board, 'Ann', { path });
  const { page } = ann;
  await page.getByRole('button', { name: 'Set baseline' }).click();
  await expect(dialog(ann)).toContainText('As planned');
  const why = page.getByRole('form', { name: 'Why is the end planned anew?' });
  await day(ann, 'End', '2027-07-16');
  await why.getByRole('button', { name: 'Save' }).click();
  await expect(why.getByRole('alert')).toHaveText('This cannot be empty.');
  await why.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('End', { exact: true })).toHaveValue('2027-06-01');
  await day(ann, 'End', '2027-07-16');
  await why.getByLabel('Why is the end planned anew?').fill('The market asked for time.');
  await why.getByRole('button', { name: 'Save' }).click();
  await expect(dialog(ann)).toContainText('45 days later than planned');
  await expect(page.getByRole('list', { name: 'Re-plans' })).toContainText(
    '1 Jun 2027 → 16 Jul 2027: The market asked for time.',
  );
  expect(await card(takt, board)).toMatchObject({ end: '2027-07-16', baseline_end: '2027-06-01' });
});

test('a decision has conditions that are ticked off, and what was passed is told', async ({
  takt,
  visit,
}) => {
  const { board, path } = await procurement(takt);
  await takt.ask(board, { cmd: 'body.add', body: 'council', name: 'Digital council' });
  const move = { cmd: 'card.move', card: 'telephony', lane: 'marathon', stage: 'concept' } as const;
  await takt.ask(board, { ...move, reason: 'The council meets in May.' });
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  const { page } = ann;
  await expect(dialog(ann)).toContainText(
    'Passed into Concept and business case anyway: The council meets in May.',
  );
  await page.getByRole('button', { name: 'Record a decision' }).click();
  const form = page.getByRole('form', { name: 'Record a decision' });
  await expect(form.getByLabel('Gate')).toHaveValue('mandate');
  await form.getByLabel('Outcome').selectOption('Approved with conditions');
  await form.getByLabel('Decided by').selectOption('Digital council');
  await form.getByLabel('Case reference').fill('2026/114');
  await form.getByLabel('Conditions, one per line').fill('Name an owner\nAsk the schools');
  await save(form);
  await bob.page.getByLabel('Name an owner').check();
  await expect(page.getByLabel('Name an owner')).toBeChecked();
  await expect(dialog(ann)).toContainText('Approved with conditions – Mandate');
  await page.getByRole('button', { name: 'Edit “Mandate”' }).click();
  await page.getByRole('form', { name: 'Mandate' }).getByLabel('What was decided').fill('Go on.');
  await save(page.getByRole('form', { name: 'Mandate' }));
  await expect
    .poll(async () => (await card(takt, board)).decisions)
    .toMatchObject([
      {
        outcome: 'approved_with_conditions',
        body: 'council',
        case_ref: '2026/114',
        text: 'Go on.',
        conditions: [{ text: 'Name an owner', done: true }, { text: 'Ask the schools' }],
      },
    ]);
});

test('two people check in on a benefit, each on their own', async ({ takt, visit }) => {
  const { board, path } = await procurement(takt, {}, 'benefits');
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  await ann.page.getByRole('button', { name: 'Add a benefit' }).click();
  await ann.page.getByLabel('Measure').fill('Hours saved');
  await ann.page.getByLabel('Target').fill('400');
  await ann.page.getByLabel('Baseline').fill('0');
  await ann.page.getByRole('group', { name: 'Benefits' }).getByLabel('Unit').fill('h');
  await ann.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog(bob)).toContainText('Check-in due by');
  for (const [person, value] of [
    [ann, '120'],
    [bob, '180,5'],
  ] as const) {
    await person.page.getByRole('button', { name: 'Check in on Hours saved' }).click();
    const form = person.page.getByRole('form', { name: 'Check in on Hours saved' });
    if (person === bob) await form.getByLabel('Quarter').selectOption({ index: 1 });
    await form.getByLabel('Value (h)').fill(value);
    await form.getByLabel('How it is known').fill(`Counted by ${person.name}`);
    await save(form);
  }
  const table = ann.page.getByRole('table', { name: 'Check-ins on Hours saved' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table).toContainText('180.5');
  await expect(table.getByRole('button', { name: /^Edit/ })).toHaveCount(1);
  await expect(ann.page.getByRole('img', { name: /^Hours saved: how far/ })).toBeVisible();
  await expect(dialog(ann)).not.toContainText('Check-in due by');
  await accessible(ann);
});

test('people recognise a card and each other, and take back only their own', async ({ takt, visit }) => {
  const { board, path } = await procurement(takt);
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  await ann.page.getByRole('button', { name: 'Recognise…' }).click();
  const form = ann.page.getByRole('form', { name: 'Recognise…' });
  await form.getByRole('combobox', { name: 'Whom (nobody: the card)' }).fill('Bob');
  await ann.page.getByRole('option', { name: 'Bob', exact: true }).first().click();
  await form.getByLabel('What for').fill('Three years of patience');
  await save(form);
  await expect(dialog(bob)).toContainText('Stamina for Bob: Three years of patience');
  await expect(bob.page.getByRole('button', { name: 'Edit “Stamina for Bob”' })).toHaveCount(0);
  await ann.page.getByRole('button', { name: 'Edit “Stamina for Bob”' }).click();
  await ann.page
    .getByRole('form', { name: 'Stamina for Bob' })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(dialog(bob)).not.toContainText('Three years of patience');
});

test('two people who add links at once lose nothing', async ({ takt, visit }) => {
  const { board, path } = await procurement(takt);
  const ann = await visit(takt, board, 'Ann', { path });
  const bob = await visit(takt, board, 'Bob', { path });
  for (const { page, name } of [ann, bob]) {
    await page.getByRole('button', { name: 'Add a link' }).click();
    await page.getByLabel('Address (https://…)').fill(`example.org/${name}`);
  }
  for (const { page } of [ann, bob]) await page.getByRole('button', { name: 'Add', exact: true }).click();
  for (const { page } of [ann, bob])
    for (const name of ['Ann', 'Bob'])
      await expect(page.getByRole('link', { name: `example.org/${name}` })).toBeVisible();
});

test('a pilot’s supplier who may bid is on the checklist, and contradicting pairs are flagged', async ({
  takt,
  visit,
}) => {
  const { board, path } = await procurement(takt, { procurement: 'required', tender_deadline: '2026-12-01' });
  const pairs = [{ kind: 'informs', card: 'telephony' }] as const;
  const set = { supplier: 'Ekko AS', quarter: '2027-Q2', pairs };
  await add(takt, board, 'chat', 'Chat', set, 'setup', 'sprint');
  const ann = await visit(takt, board, 'Ann', { path });
  const { page } = ann;
  await expect(page.getByRole('group', { name: 'Connected cards' })).toContainText(
    'Contradiction: the tender starts before the pilot is evaluated (30 Jun 2027 against 1 Dec 2026)',
  );
  const prior = page.getByRole('group', { name: 'Prior involvement' });
  await expect(prior).toContainText('The supplier of Chat may bid here.');
  await prior.getByRole('button', { name: 'Add the usual lines' }).click();
  await prior.getByRole('checkbox').first().check();
  await expect.poll(async () => (await card(takt, board)).prior_involvement?.[0]?.done).toBe(true);
  await page.getByRole('group', { name: 'Connected cards' }).getByRole('link', { name: 'Chat' }).click();
  await expect(prior).toContainText('The supplier may bid in Telephony: 4 things to do on the checklist');
});

test('on a phone', async ({ takt, visit }) => {
  const award = { notified_on: '2026-12-21', electronic: true };
  const set = { award, end: '2027-06-01', baseline_end: '2027-05-01' };
  const { board, path } = await procurement(takt, set);
  const ann = await visit(takt, board, 'Ann', { path, context: phone });
  await describe(ann);
  await ann.page.getByRole('button', { name: 'Record a decision' }).click();
  const wide = await ann.page.evaluate(() => document.querySelector('dialog')!.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await accessible(ann);
});
