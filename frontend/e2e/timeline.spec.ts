import type { Page } from '@playwright/test';
import { after, monthsAfter, weekday } from '../src/board/pace/days.ts';
import { nextQuarter, quarterOf } from '../src/board/pace/quarter.ts';
import { mediumDay, today } from '../src/view/dates.ts';
import { expect, test, type Person } from './fixtures.ts';
import type { Takt } from './takt.ts';

const now = today();
const day = (on: string) => mediumDay(on, 'en');
const end = after(now, 150);

/** Two procurements of which one waits for the other, and a pilot of this quarter. */
async function planned(takt: Takt, name: string): Promise<string> {
  const board = await takt.board(name);
  const limits = { lane_limits: { marathon: 1, sprint: 0 } };
  await takt.ask(board, { cmd: 'board.set', settings: limits });
  await takt.ask(board, { cmd: 'unit.add', unit: 'care', name: 'Care' });
  const telephony = { start: after(now, -60), end, unit: 'care', baseline_end: end };
  const network = {
    start: after(now, 30),
    end: after(end, 20),
    pairs: [{ kind: 'blocked_by', card: 'telephony' }],
  } as const;
  const chat = { quarter: quarterOf(now) };
  const marathon = { cmd: 'card.add', lane: 'marathon', stage: 'concept' } as const;
  await takt.ask(board, { ...marathon, card: 'telephony', title: 'Telephony', set: telephony });
  await takt.ask(board, { ...marathon, card: 'network', title: 'Network', set: network });
  await takt.ask(board, {
    ...{ cmd: 'card.add', lane: 'sprint', stage: 'running' },
    ...{ card: 'chat', title: 'Chat', set: chat },
  });
  return board;
}

const row = ({ page }: Person, title: string) => page.getByRole('link', { name: title, exact: true });
const bar = ({ page }: Person, title: string) => page.getByRole('button', { name: `Actions for ${title}` });

/** Takes a bar, or one of its ends, with the mouse and carries it so far; it is still held. */
async function carry(person: Person, title: string, by: number, part?: 'start' | 'end'): Promise<void> {
  const held = part ? bar(person, title).locator(`[data-part="${part}"]`) : bar(person, title);
  const box = (await held.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const { mouse } = person.page;
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + by, y, { steps: 8 });
}

/** What the marathon lane carries in a quarter. */
const load = ({ page }: Person, quarter: string) =>
  page.getByRole('button', { name: new RegExp(`^Marathon, Q${quarter[6]} ${quarter.slice(0, 4)}: `) });

/** What the browser would print. */
const onPaper = (page: Page) =>
  page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const text = document.querySelector('.printed')?.textContent ?? '';
    dispatchEvent(new Event('afterprint'));
    return text;
  });

/** A card of the server, once it is so. */
async function cardOnce(takt: Takt, board: string, id: string, so: Record<string, unknown>) {
  const card = async () => (await takt.read(board)).cards.find((card) => card.id === id);
  await expect.poll(card).toMatchObject(so);
  return (await card())!;
}

test.describe('the timeline', () => {
  test('a bar is dragged past its baseline, with the reason, while somebody else looks on', async ({
    takt,
    visit,
  }) => {
    const board = await planned(takt, 'Dragged');
    const path = `/b/${board}/timeline`;
    const ann = await visit(takt, board, 'Ann', { path });
    const bob = await visit(takt, board, 'Bob', { path });
    await expect(row(bob, 'Telephony')).toHaveAccessibleDescription(new RegExp(`– ${day(end)}`));

    await carry(ann, 'Telephony', 250, 'end');
    await expect(bob.page.getByText('Ann is moving this')).toBeVisible();
    await ann.page.mouse.up();
    const sheet = ann.page.getByRole('dialog', { name: 'Plan anew' });
    await expect(sheet.getByText(`The baseline stays`)).toBeVisible();
    await expect(sheet.getByText('what blocks it ends later: Network')).toBeVisible();
    await sheet.getByRole('button', { name: 'Plan anew' }).click();
    await expect(sheet.getByText('Say why: it stays on the card.')).toBeVisible();
    await sheet.getByLabel('Why is the end planned anew?').fill('An appeal');
    await sheet.getByRole('button', { name: 'Plan anew' }).click();
    await ann.hears(/^“Telephony” planned anew/);

    const telephony = await cardOnce(takt, board, 'telephony', { replans: [{ reason: 'An appeal' }] });
    expect(telephony.end! > after(end, 20)).toBe(true);
    expect(weekday(telephony.end!)).toBe(0);
    expect(telephony.baseline_end).toBe(end);
    expect(telephony.replans?.[0]).toMatchObject({ from: end, to: telephony.end, reason: 'An appeal' });
    await expect(row(bob, 'Telephony')).toHaveAccessibleDescription(new RegExp(`– ${day(telephony.end!)}`));
    await expect(row(bob, 'Telephony')).toHaveAccessibleDescription(/what blocks it ends later: Network/);
    await ann.page.getByRole('button', { name: 'Undo' }).last().click();
    await expect(row(bob, 'Telephony')).toHaveAccessibleDescription(new RegExp(`– ${day(end)}`));
    const undone = await cardOnce(takt, board, 'telephony', { end });
    expect(undone.replans).toBeUndefined();
  });

  test('a drag is given up with Escape, and a bar is moved by keys alone', async ({ takt, visit }) => {
    const board = await planned(takt, 'Keys');
    const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline` });
    const { keyboard, mouse } = ann.page;
    await carry(ann, 'Network', 200);
    await keyboard.press('Escape');
    await mouse.up();
    await ann.hears('Cancelled. Network is planned as before.');

    await row(ann, 'Network').focus();
    await keyboard.press('Shift+ArrowRight');
    await ann.hears(`${day(after(now, 37))} – ${day(after(end, 27))}`);
    await keyboard.press('Alt+ArrowRight');
    await keyboard.press('Enter');
    await ann.hears(/^“Network” planned anew/);
    await expect(row(ann, 'Network')).toBeFocused();
    const network = await cardOnce(takt, board, 'network', { start: after(now, 37) });
    expect(network.end! > after(end, 27)).toBe(true);
    await keyboard.press('Control+z');
    await expect(row(ann, 'Network')).toHaveAccessibleDescription(new RegExp(`– ${day(after(end, 20))}`));
  });

  test('a pilot that leaves its quarter in the sheet is carried, with the reason', async ({
    takt,
    visit,
  }) => {
    const board = await planned(takt, 'Carried');
    const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline` });
    await row(ann, 'Chat').press('d');
    const sheet = ann.page.getByRole('dialog', { name: 'Plan anew' });
    const next = nextQuarter(quarterOf(now));
    await sheet.getByLabel('Target quarter').selectOption(next);
    await sheet.getByRole('radio', { name: /^Carry over/ }).check();
    await sheet.getByLabel('Why is it planned anew?').fill('No users before winter');
    await sheet.getByRole('button', { name: 'Plan anew' }).click();
    await expect(row(ann, 'Chat')).toBeFocused();
    const { carried } = await cardOnce(takt, board, 'chat', { quarter: next });
    expect(carried?.[0]).toMatchObject({ to: next, reason: 'No users before winter' });
  });

  test('what somebody else has planned meanwhile is shown beside one’s own', async ({ takt, visit }) => {
    const board = await planned(takt, 'Meanwhile');
    const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline` });
    await carry(ann, 'Network', 120, 'end');
    const theirs = after(end, 150);
    await takt.ask(board, { cmd: 'card.change', card: 'network', set: { end: theirs } });
    await expect(load(ann, quarterOf(theirs))).toHaveAccessibleName(/: 1 card,/);
    await ann.page.mouse.up();
    const sheet = ann.page.getByRole('dialog', { name: 'Plan anew' });
    await expect(sheet.getByText(/^On the board now: /)).toContainText(day(theirs));
    await sheet.getByRole('button', { name: 'Keep the board’s' }).click();
    await cardOnce(takt, board, 'network', { end: theirs });
    await expect(row(ann, 'Network')).toHaveAccessibleDescription(new RegExp(`– ${day(theirs)}`));
  });

  test('a card is drawn where no bar is, into the group of its row', async ({ takt, visit }) => {
    const board = await planned(takt, 'Drawn');
    const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline?group=unit` });
    const box = (await bar(ann, 'Telephony').boundingBox())!;
    const { mouse } = ann.page;
    const [x, y] = [box.x + box.width + 60, box.y + box.height / 2];
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + 200, y, { steps: 8 });
    await expect(ann.page.getByText(/^New card, Marathon: /)).toBeVisible();
    await mouse.up();
    const sheet = ann.page.getByRole('dialog', { name: 'New card on the timeline' });
    await expect(sheet.getByText('Unit: Care')).toBeVisible();
    await ann.page.keyboard.type('Payroll');
    await ann.page.keyboard.press('Enter');
    await expect(row(ann, 'Payroll')).toBeFocused();
    const kept = async () => (await takt.read(board)).cards.find(({ title }) => title === 'Payroll');
    await expect.poll(kept).toMatchObject({ lane: 'marathon', stage: 'need', unit: 'care' });
    const payroll = (await kept())!;
    expect([weekday(payroll.start!), weekday(payroll.end!)]).toEqual([1, 0]);
    expect(payroll.start! > end && payroll.end! > payroll.start!).toBe(true);
  });

  test('a card that is not planned is dragged to where it is to begin', async ({ takt, visit }) => {
    const board = await planned(takt, 'Placed');
    const archive = { card: 'archive', title: 'Archive' };
    await takt.ask(board, { cmd: 'card.add', lane: 'marathon', stage: 'need', ...archive });
    const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline?unplanned=1` });
    const { mouse, keyboard } = ann.page;
    const place = async () => {
      const from = (await row(ann, 'Archive').boundingBox())!;
      const to = (await bar(ann, 'Network').boundingBox())!;
      await mouse.move(from.x + 5, from.y + 5);
      await mouse.down();
      await mouse.move(to.x + 60, to.y + to.height / 2, { steps: 8 });
      await expect(ann.page.getByText(/^Archive: .+ – /)).toBeVisible();
    };
    await place();
    await keyboard.press('Escape');
    await mouse.up();
    await ann.hears('Cancelled. Archive is planned as before.');
    await place();
    await mouse.up();
    await ann.hears(/^“Archive” planned anew/);
    await expect(row(ann, 'Archive')).toBeFocused();
    const { start, end } = await cardOnce(takt, board, 'archive', { end: expect.any(String) });
    expect([weekday(start!), weekday(end!)]).toEqual([1, 0]);
    expect(start! > now && end! > after(start!, 150)).toBe(true);
    await keyboard.press('Control+z');
    await expect(ann.page.getByRole('button', { name: 'Not planned 1' })).toBeVisible();
  });

  test('looks over years, tells the load, and prints', async ({ takt, visit }) => {
    const board = await planned(takt, 'Years');
    const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/timeline` });
    const { page } = ann;
    const quarter = quarterOf(monthsAfter(now, 3));
    const name = `Q${quarter[6]} ${quarter.slice(0, 4)}`;
    await expect(load(ann, quarter)).toHaveAccessibleName(/2 cards, limit 1, 1 over the limit, 0 people$/);
    await load(ann, quarter).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: new RegExp(`^Sprint, ${name}: 0 cards`) })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu').getByRole('menuitem')).toHaveText(['Telephony', 'Network']);
    await page.keyboard.press('Escape');

    await ann.pressButton('5 years');
    await expect(page).toHaveURL(/zoom=years5/);
    await ann.pressButton('Month');
    await expect(page.getByText(/^wk \d+$/).first()).toBeVisible();
    await row(ann, 'Network').focus();
    await page.keyboard.press('-');
    await expect(page).toHaveURL(/zoom=quarter/);
    await expect.poll(() => onPaper(page)).toMatch(/Telephony.*Network.*Chat/s);
  });
});
