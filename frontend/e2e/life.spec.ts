import type { Card } from '../src/board/types.ts';
import { accessible } from './accessible.ts';
import { Clock } from './clock.ts';
import { expect, test } from './fixtures.ts';

// A pilot is proposed, made ready, run, evaluated and graduates; its procurement passes its gates, is awarded, waits
// out standstill and is signed; and two years later its benefit is checked. The clock is the test's.

test('a pilot becomes a procurement, whose benefit is checked two years later', async ({ visit }) => {
  test.slow();
  const clock = new Clock('2026-01-12T08:00:00Z');
  const takt = await clock.takt();
  const board = await takt.board('Larksund', {}, { asks: true });
  await takt.ask(board, { cmd: 'body.add', body: 'council', name: 'Digitalisation council' });
  for (const gate of ['mandate', 'frame', 'publication', 'award'])
    await takt.ask(board, { cmd: 'gate.change', gate, body: 'council' });

  const ann = await visit(takt, board, 'Ann Ek', { outage: true });
  const { page } = ann;
  const at = async (now: string) => {
    await clock.set(now, page.context());
    await page.reload();
    await ann.line('Live');
  };
  const sheet = page.getByRole('dialog');
  const find = async (title: string): Promise<Card> =>
    (await takt.read(board)).cards.find((card) => card.title === title)!;
  const carry = async (title: string, stage: string) => {
    await ann.choose(title, /^Move to…/);
    const lane = sheet.getByRole('group', { name: title === pilot ? 'Sprint' : 'Marathon', exact: true });
    await lane.getByRole('radio', { name: stage }).check();
    await sheet.getByRole('button', { name: 'Move', exact: true }).click();
  };
  const pilot = 'Litter bins that tell when they are full';
  const programme = 'Waste collection on demand';

  await test.step('it is proposed', async () => {
    await at('2026-01-12T08:00:00Z');
    await page.getByRole('button', { name: /^Add .* Proposed/ }).click();
    await page.keyboard.type(pilot);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await ann.sees('Sprint: Proposed', [pilot]);
  });

  await test.step('what it lacks to be ready is asked for, and filled in there', async () => {
    await carry(pilot, 'Ready to start');
    await expect(sheet).toContainText('Before it moves to Sprint: Ready to start');
    await accessible(ann);
    await sheet.getByRole('combobox', { name: 'Owner' }).fill('Ann');
    await page.getByRole('option', { name: 'Ann Ek' }).click();
    await sheet.getByLabel('Hypothesis').fill('Half the rounds when bins tell');
    await sheet.getByLabel('Measure 1', { exact: true }).fill('Rounds a week');
    await sheet.getByLabel('Baseline of measure 1').fill('10');
    await sheet.getByLabel('Stop criteria').fill('No fewer rounds by March');
    await sheet.getByRole('combobox', { name: 'Who stops it' }).fill('Ann');
    await page.getByRole('option', { name: 'Ann Ek' }).click();
    await sheet.getByLabel('Target quarter').selectOption('2026-Q1');
    await sheet.getByRole('button', { name: 'Move', exact: true }).click();
    await ann.sees('Sprint: Ready to start', [pilot]);
    await expect.poll(async () => (await find(pilot)).stage).toBe('ready');
    expect((await find(pilot)).passes).toBeUndefined();
  });

  await test.step('the start is decided, and it is in use within its quarter', async () => {
    await carry(pilot, 'Setting up');
    await sheet.getByLabel('Record the decision').check();
    await sheet.getByRole('button', { name: 'Move', exact: true }).click();
    await ann.sees('Sprint: Setting up', [pilot]);
    await expect(ann.card(pilot)).toContainText('Q1 2026, 11 weeks left');
    await at('2026-02-20T09:00:00Z');
    await carry(pilot, 'In use');
    await ann.sees('Sprint: In use', [pilot]);
    await expect(ann.card(pilot)).toContainText('In place, Q1 2026');
    await expect.poll(async () => (await find(pilot)).in_place_on).toBe('2026-02-20');
  });

  await test.step('it is evaluated with what was measured', async () => {
    await at('2026-03-20T09:00:00Z');
    await carry(pilot, 'Evaluation');
    await sheet.getByLabel('Measured for measure 1').fill('4');
    await sheet.getByLabel('Measured for measure 1').press('Tab');
    await sheet.getByRole('button', { name: 'Move', exact: true }).click();
    await ann.sees('Sprint: Evaluation', [pilot]);
    await expect
      .poll(async () => (await find(pilot)).measures)
      .toMatchObject([{ baseline: 10, measured: 4 }]);
  });

  await test.step('at the quarter close it graduates', async () => {
    await at('2026-03-30T09:00:00Z');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    const form = page.getByRole('main').locator('form');
    await expect(form).toContainText(pilot);
    await form.getByRole('radio', { name: /^Scale/ }).check();
    await form.getByLabel('What was learned').fill('Sensors halve the rounds; batteries last a winter');
    await form.getByRole('button', { name: 'Decide' }).click();
    await expect(page.getByText('Every pilot of Q1 2026 has been decided.')).toBeVisible();
    await expect(page.getByText('1 of 1 pilot in place on time.')).toBeVisible();
    await expect.poll(async () => (await takt.read(board)).cards.length).toBe(2);
    const { cards } = await takt.read(board);
    const next = cards.find((card) => card.lane === 'marathon')!;
    expect(next).toMatchObject({ stage: 'need', learning: { learned: expect.stringContaining('winter') } });
    const done = cards.find((card) => card.lane === 'sprint')!;
    expect(done).toMatchObject({ stage: 'decided', outcome: 'scale' });
    expect(done.pairs).toEqual([{ kind: 'graduates_to', card: next.id }]);
    await takt.ask(board, { cmd: 'card.change', card: next.id, set: { title: programme } });
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await ann.sees('Marathon: Need', [programme]);
  });

  const decide = async (stage: string, fill: () => Promise<void>) => {
    await carry(programme, stage);
    await expect(sheet).toContainText('Gate:');
    for (const way of await sheet.getByLabel('Record the decision').all()) await way.check();
    await fill();
    await sheet.getByRole('button', { name: 'Move', exact: true }).click();
    await ann.sees(`Marathon: ${stage}`, [programme]);
  };

  await test.step('its procurement passes its gates with decisions', async () => {
    await at('2026-04-09T12:00:00Z');
    await decide('Concept and business case', async () => {
      await sheet.getByRole('combobox', { name: 'Sponsor' }).fill('Ann');
      await page.getByRole('option', { name: 'Ann Ek' }).click();
      await sheet.getByLabel('The experience now: the problem').fill('Full bins in the park');
      await sheet.getByLabel('Who has the problem').fill('Everybody who walks there');
      await sheet.getByLabel('Case reference').fill('LS 2026/12');
    });
    const { id } = await find(programme);
    await takt.ask(board, {
      cmd: 'entry.set',
      card: id,
      list: 'benefits',
      entry: {
        id: 'rounds',
        kind: 'time_saved',
        measure: 'Rounds a week',
        unit: 'rounds',
        baseline: 10,
        target: 4,
      },
    });
    await decide('Preparation and market dialogue', async () => {
      await sheet.getByLabel('Budget').fill('4000000');
      await sheet.getByLabel('Budget').press('Tab');
    });
    await at('2026-05-04T12:00:00Z');
    await decide('Tender published', async () => {
      await sheet.getByLabel('Procurement', { exact: true }).selectOption('required');
      await sheet.getByLabel('Procurement method').selectOption('open');
      await sheet.getByLabel('Estimated value').fill('4000000');
      await sheet.getByLabel('Estimated value').press('Tab');
      await sheet.getByLabel('Tender deadline').fill('2026-06-15');
    });
    await expect(ann.card(programme)).toContainText('Tender deadline 15 June 2026');
    await expect.poll(async () => (await find(programme)).decisions?.length).toBe(3);
    const { decisions } = await find(programme);
    expect(decisions?.map(({ gate, outcome, on }) => [gate, outcome, on])).toEqual([
      ['mandate', 'approved', '2026-04-09'],
      ['frame', 'approved', '2026-04-09'],
      ['publication', 'approved', '2026-05-04'],
    ]);
    expect(decisions?.[0]).toMatchObject({ body: 'council', case_ref: 'LS 2026/12' });
  });

  await test.step('it is awarded, waits out standstill, and is signed', async () => {
    await at('2026-08-20T12:00:00Z');
    await carry(programme, 'Evaluation');
    await decide('Award and standstill', async () => {
      await sheet.getByLabel('Supplier').fill('Nordvik Data AB');
    });
    const { id } = await find(programme);
    const award = { notified_on: '2026-08-20', electronic: true };
    await takt.ask(board, { cmd: 'card.change', card: id, set: { award } });
    // Ten days from the 21st end on Sunday the 30th, so on Monday the 31st.
    await expect(ann.card(programme)).toContainText('Standstill until 31 August 2026');
    await at('2026-09-01T12:00:00Z');
    await expect(ann.card(programme)).toContainText('Can be signed from 1 September 2026');
    const contract = { signed: '2026-09-01', start: '2026-10-01', end: '2030-09-30' };
    await takt.ask(board, { cmd: 'card.change', card: id, set: { contract } });
    await expect(ann.card(programme)).not.toContainText('Can be signed');
    await carry(programme, 'Contract and implementation');
    await ann.sees('Marathon: Contract and implementation', [programme]);
    await at('2026-12-01T12:00:00Z');
    await decide('Benefits realisation', async () => {});
  });

  await test.step('two years later its benefit is due, and checked', async () => {
    await at('2028-12-04T09:00:00Z');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    const due = page.getByRole('region', { name: /Benefits to check in on/ });
    await expect(due).toContainText(programme);
    const { id } = await find(programme);
    await takt.ask(board, {
      cmd: 'entry.set',
      card: id,
      list: 'check_ins',
      entry: { benefit: 'rounds', quarter: '2028-Q4', value: 5, evidence: 'Logs of the lorries' },
    });
    await expect(due).not.toContainText(programme);
    expect((await find(programme)).check_ins).toMatchObject([
      { quarter: '2028-Q4', value: 5, at: '2028-12-04T09:00:00Z' },
    ]);
  });

  await takt.remove();
  clock.remove();
});
