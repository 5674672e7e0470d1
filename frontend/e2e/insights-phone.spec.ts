import { accessible } from './accessible.ts';
import { chartsIn, exampleBoard, figure, figures, readIn } from './charts.ts';
import { expect, test } from './fixtures.ts';

test('every chart fits a phone, and is read by a finger', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/' });
  const { page } = ann;
  await page.goto(`/b/${await exampleBoard(page)}/insights?period=years`);
  for (const name of await figures(ann)) {
    const section = await figure(ann, name);
    const chart = chartsIn(section).first();
    await expect(chart, name).toBeVisible();
    const box = (await chart.boundingBox())!;
    const words = await chart
      .locator('svg text')
      .evaluateAll((all) => Math.max(...all.map((text) => text.getBoundingClientRect().right)));
    expect(words, name).toBeLessThanOrEqual(box.x + box.width + 2);
    await chart.tap({ position: { x: box.width / 2, y: Math.min(box.height / 2, 300) } });
    await expect(readIn(section), name).toHaveText(/\S/);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await accessible(ann);
  }

  const slip = await figure(ann, 'slip');
  await ann.press(slip.getByRole('button', { name: 'Show as table' }));
  const rows = slip.getByRole('row');
  await expect(rows.nth(1)).toHaveText(/\d{4}/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await ann.press(rows.nth(1).getByRole('link'));
  await expect(page.getByRole('dialog')).toBeVisible();
});
