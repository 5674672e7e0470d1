import { expect, test, type Person } from '../fixtures.ts';
import type { Takt } from '../takt.ts';

/** So many days from today. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Gives a board something for every list of Monday's screen, by another hand than Ann's. */
async function busyWeek(takt: Takt, board: string, ann: string): Promise<void> {
  const { cards } = await takt.read(board);
  const id = (title: string) => cards.find((card) => card.title === title)!.id;
  await takt.ask(board, {
    cmd: 'batch',
    commands: [
      { cmd: 'body.add', body: 'council', name: 'Digital council' },
      { cmd: 'meeting.add', body: 'council', on: inDays(9) },
      { cmd: 'gate.change', gate: 'publication', body: 'council' },
      {
        cmd: 'card.change',
        card: id('Telephony'),
        set: { tender_deadline: inDays(20), end: inDays(-9), waiting_for: { party: 'Legal' } },
      },
      { cmd: 'card.change', card: id('Chat'), set: { quarter: '2024-Q1' } },
    ],
  });
  await takt.ask(board, {
    cmd: 'entry.set',
    card: id('Payroll'),
    list: 'benefits',
    entry: { kind: 'time_saved', measure: 'Hours of typing', owner: ann, target: 400 },
  });
  await takt.ask(board, { cmd: 'card.move', card: id('Archive'), stage: 'concept' });
  await takt.ask(board, {
    cmd: 'entry.set',
    card: id('Archive'),
    list: 'decisions',
    entry: { gate: 'mandate', outcome: 'approved', body: 'council', on: inDays(-1) },
  });
}

const list = ({ page }: Person, name: string) =>
  page.getByRole('region').filter({ has: page.getByRole('heading', { name }) });

test('one screen for Monday morning, each line of which leads to its card', async ({ takt, visit }) => {
  const board = await takt.board('Monday', {
    'marathon/need': ['Archive'],
    'marathon/tender': ['Telephony'],
    'marathon/benefits': ['Payroll'],
    'sprint/setup': ['Chat'],
  });
  const ann = await visit(takt, board, 'Ann');
  const { page } = ann;
  await expect(ann.card('Telephony')).toBeVisible();
  await page.goto(`/b/${board}/monday`);
  await expect(page.getByText('No pilot is at risk, and no marathon is overdue.')).toBeVisible();
  const { you } = (await (await page.request.get('/api/session')).json()) as { you: string };
  await page.goto('/');
  await busyWeek(takt, board, you);
  await page.goto(`/b/${board}/monday`);

  const threats = list(ann, 'What threatens this quarter').getByRole('listitem');
  await expect(threats).toHaveText([
    /^Chat\s*Q1 2024 is over, no decision/,
    /^Telephony\s*was to end by .*Legal/,
  ]);
  await expect(list(ann, 'Legal dates within 90 days').getByRole('listitem')).toHaveText([
    /^Telephony\s*Tender deadline/,
  ]);
  await expect(list(ann, 'Decisions that wait').getByRole('listitem')).toHaveText([
    /^Telephony\s*Strategy and publication: Digital council, meets on /,
    /^Payroll\s*Hand-over: no body is named/,
    /^Chat\s*Start decision: no body is named/,
  ]);
  await expect(list(ann, 'Benefits to check in on').getByRole('listitem')).toHaveText([
    /^Payroll\s*Hours of typing, Ann, /,
  ]);
  const since = list(ann, 'What others have changed since').getByRole('listitem');
  await expect(since.filter({ hasText: 'Archive' })).toHaveText(
    /Guest: moved to Concept and business case, Mandate: Approved/,
  );
  await expect(since).toHaveCount(4);

  await takt.ask(board, {
    cmd: 'card.change',
    card: (await takt.read(board)).cards.find(({ title }) => title === 'Chat')!.id,
    set: { outcome: 'stop' },
  });
  await expect(threats).toHaveText([/^Telephony/]);

  await ann.press(threats.getByRole('link', { name: 'Telephony' }));
  await expect(page.getByRole('dialog', { name: 'Telephony' })).toBeVisible();
  await expect(page).toHaveURL(/\/monday\/c\//);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/monday$/);
  await expect(threats).toHaveText([/^Telephony/]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
