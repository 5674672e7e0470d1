import type { Locator } from '@playwright/test';
import { accessible } from './accessible.ts';
import { cellsOf, chartsIn, exampleBoard, figure, figures, fileOf, plain, readIn } from './charts.ts';
import { expect, test, type Person } from './fixtures.ts';

/** A window of somebody at the insights of the example portfolio, over three years. */
async function atExample(visit: (path: string) => Promise<Person>): Promise<Person> {
  const ann = await visit('/');
  const board = await exampleBoard(ann.page);
  await ann.page.goto(`/b/${board}/insights?period=years`);
  return ann;
}

/** Columns of a table beside those of the file that say the same. */
const same: Readonly<Record<string, readonly (readonly [shown: number, inFile: string])[]>> = {
  slip: [
    [0, 'title'],
    [4, 'slip_days'],
    [5, 'replans'],
  ],
  carried: [
    [1, 'title'],
    [5, 'reason'],
  ],
  balance: [
    [3, 'cards'],
    [4, 'people'],
  ],
  benefits: [
    [0, 'title'],
    [2, 'measure'],
    [5, 'planned'],
  ],
  recognition: [
    [1, 'marathon'],
    [2, 'sprint'],
    [5, 'brave'],
  ],
  forecast: [[1, 'cards']],
};

test('every chart has something to say, point by point, as a table and as a file', async ({
  takt,
  visit,
}) => {
  const ann = await atExample((path) => visit(takt, '', 'Ann', { path }));
  const { page } = ann;
  for (const name of await figures(ann)) {
    const section = await figure(ann, name);
    await expect(section.locator('.answer'), name).toHaveText(/\d/);
    await chartsIn(section).first().focus();
    await page.keyboard.press('Home');
    const first = await readIn(section).innerText();
    expect(first, name).toMatch(/\S/);
    await ann.hears(first);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await ann.hears(await readIn(section).innerText());

    await section.getByRole('button', { name: 'Show as table' }).click();
    const { head, rows } = await fileOf(section);
    const shown = await cellsOf(section);
    expect(shown.length, name).toBeGreaterThan(2);
    for (const [column, inFile] of same[name] ?? []) {
      const told = rows.map((cells) => plain(cells[head.indexOf(inFile)]!));
      expect(
        shown.map((cells) => plain(cells[column]!)),
        `${name}: ${inFile}`,
      ).toEqual(told);
    }
  }
});

test('a period, a lane and a unit change what is told, and are kept in the address', async ({
  takt,
  visit,
}) => {
  const ann = await atExample((path) => visit(takt, '', 'Ann', { path }));
  const { page } = ann;
  const slip = await figure(ann, 'slip');
  const all = await slip.locator('.answer').innerText();
  await page.getByRole('combobox', { name: 'Unit' }).selectOption({ index: 1 });
  await expect(slip.locator('.answer')).not.toHaveText(all);
  await expect(page).toHaveURL(/unit=/);
  await page.getByRole('combobox', { name: 'Lane' }).selectOption('Sprint');
  await expect(slip).toContainText('This question is about the lane Marathon.');
  await page.getByRole('combobox', { name: 'Period' }).selectOption('The last year');
  await expect(page).not.toHaveURL(/period=/);
  await expect(page).toHaveURL(/lane=sprint/);
  const balance = await figure(ann, 'balance');
  await balance.getByRole('combobox', { name: 'Measured by' }).selectOption('Money');
  await expect(page).toHaveURL(/balance=money/);
  await expect(balance.locator('.answer')).toContainText(/money/);

  await page.getByRole('combobox', { name: 'Unit' }).selectOption('All units');
  const forecast = await figure(ann, 'forecast');
  const before = await forecast.locator('.answer').innerText();
  await forecast.getByRole('spinbutton', { name: 'How many cards' }).fill('10');
  await page.keyboard.press('Enter');
  await expect(forecast).toContainText('When are the next 10 done?');
  await expect(forecast.locator('.answer')).not.toHaveText(before);
  await page.reload();
  await expect(await figure(ann, 'forecast')).toContainText('When are the next 10 done?');
  await expect(page.getByRole('combobox', { name: 'Lane' })).toHaveValue('sprint');
  await expect(page.getByRole('combobox', { name: 'Measured by' })).toHaveValue('money');
});

test('an empty board teaches, and what happens on it shows within a second', async ({ takt, visit }) => {
  const board = await takt.board('Nothing yet');
  const ann = await visit(takt, board, 'Ann', { path: `/b/${board}/insights` });
  const slip = await figure(ann, 'slip');
  await expect(slip).toContainText('Fill in “Baseline end” on a card');
  await expect(await figure(ann, 'benefits')).toContainText('No card promises a benefit yet.');
  await expect(await figure(ann, 'forecast')).toContainText('Choose a longer period.');
  await expect(await figure(ann, 'recognition')).toContainText('Whoever sees good work');
  await expect(chartsIn(ann.page.locator('main'))).toHaveCount(0);

  await figure(ann, 'slip');
  const took: number[] = [];
  for (const days of [10, 20, 30]) {
    await takt.ask(board, {
      cmd: 'card.add',
      lane: 'marathon',
      stage: 'need',
      title: `Slow ${days}`,
      set: { baseline_end: '2030-03-01', end: `2030-03-${days + 1}` },
    });
    const began = performance.now();
    await expect(slip.locator('.answer')).toContainText(`Slow ${days}: ${days} days`);
    took.push(performance.now() - began);
  }
  expect(Math.min(...took)).toBeLessThan(1000);

  const chart = chartsIn(slip);
  await chart.focus();
  await expect(readIn(slip)).toHaveText(/^Slow 30: 30 days late\. Baseline 1 Mar 2030/);
  await ann.page.keyboard.press('ArrowDown');
  await ann.hears(/^Slow 20: 20 days late/);
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('dialog', { name: 'Slow 20' })).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(ann.page).toHaveURL(/\/insights$/);
});

test('paper has every chart, and nothing to press', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', {
    path: '/',
    prepare: () => {
      window.print = () => {
        const charts = [...document.querySelectorAll('main section')].filter((it) =>
          it.querySelector('svg text'),
        );
        document.title = `${charts.length} printed`;
      };
    },
  });
  const { page } = ann;
  await page.goto(`/b/${await exampleBoard(page)}/insights`);
  await expect((await figure(ann, 'flow')).locator('.answer')).toBeVisible();
  await page.keyboard.press('Control+p');
  await expect(page).toHaveTitle(`${(await figures(ann)).length} printed`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await expect(page.getByRole('spinbutton')).toHaveCount(0);
});

test('figures that cannot be had say what to do, and are had when they can be', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/', outage: true });
  const { page } = ann;
  const board = await exampleBoard(page);
  const asked = /\/api\/boards\/[^/]+\/insights\//;
  await page.route(asked, (route) => route.fulfill({ status: 500, body: '{"code":"internal"}' }));
  await page.goto(`/b/${board}/insights`);
  const flow = page.locator('main section#flow');
  await expect(flow.getByRole('status')).toContainText('Try again or choose another period');
  await page.unroute(asked);
  await flow.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(flow.locator('.answer')).toBeVisible();
  await expect(flow.getByRole('status')).toHaveCount(0);
  await expect(flow.getByRole('heading', { level: 3 })).toBeFocused();

  await page.context().setOffline(true);
  await expect(flow.getByRole('status')).toContainText(
    'asked again when the line is back. What is shown was',
  );
  await expect(flow.locator('.answer')).toBeVisible();
  await accessible(ann);
  await page.context().setOffline(false);
  await expect(flow.getByRole('status')).toHaveCount(0);
});

test('charts take somebody’s own colours, whatever the page would look like without', async ({
  takt,
  visit,
}) => {
  const ann = await atExample((path) => visit(takt, '', 'Ann', { path }));
  const { page } = ann;
  for (const [theirs, chosen] of [
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme: theirs });
    await page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), chosen);
    const wordsOf = (section: Locator) =>
      section
        .locator('svg text')
        .evaluateAll((all) => [...new Set(all.map((text) => getComputedStyle(text).fill))]);
    const ink = theirs === 'light' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
    for (const name of await figures(ann))
      expect(await wordsOf(await figure(ann, name)), name).toEqual([ink]);
    await accessible(ann);
  }
});
