import { expect, test } from './fixtures.ts';

const need = 'Marathon: Need';

test('the page loads without a server, at any address of a board', async ({ ownTakt, visit }) => {
  const board = await ownTakt.board('Shell', { 'marathon/need': ['Telephony'] });
  const ann = await visit(ownTakt, board, 'Ann', { outage: true, keepsPage: true });
  await ann.line('Live');
  const { page } = ann;
  await page.evaluate(() => navigator.serviceWorker.ready);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
  const card = (await ownTakt.read(board)).cards[0]!.id;

  await ownTakt.stop();
  await page.goto(`/b/${board}`);
  await ann.sees(need, ['Telephony']);
  await ann.line('Offline');
  await page.goto(`/b/${board}/c/${card}`);
  await expect(page.locator(`dialog[data-open-card="${card}"]`)).toBeVisible();

  await ownTakt.start();
  await ann.line('Live');
  await page.goto('/');
  await expect(page.getByRole('link', { name: /Shell/ })).toBeVisible();
});

test('nothing of the API and only one build is kept', async ({ ownTakt, visit }) => {
  const board = await ownTakt.board('Cache', { 'marathon/need': ['Telephony'] });
  const ann = await visit(ownTakt, board, 'Ann', { keepsPage: true });
  await ann.line('Live');
  const { page } = ann;
  const old = async () => {
    await (await caches.open('takt-000000000000')).put('/', new Response('old'));
    await (await navigator.serviceWorker.ready).unregister();
  };
  await page.evaluate(old);
  await page.reload();
  await ann.line('Live');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kept = () =>
    page.evaluate(async () => {
      const all = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
          all.push([name, new URL(request.url).pathname]);
      return all as [string, string][];
    });
  await expect.poll(async () => (await kept()).some(([name]) => name === 'takt-000000000000')).toBe(false);
  const paths = (await kept()).map(([, path]) => path);
  expect(paths).toContain('/');
  expect(paths.filter((path) => !/^\/(assets\/.*|icon\.svg|manifest\.webmanifest)?$/.test(path))).toEqual([]);
});

test('a page that meets a server of another version loads itself again, and else offers to', async ({
  ownTakt,
  visit,
}) => {
  const board = await ownTakt.board('Version', { 'marathon/need': ['Telephony'] });
  const ann = await visit(ownTakt, board, 'Ann', { outage: true, keepsPage: true });
  await ann.line('Live');
  const { page } = ann;
  let loads = 0;
  page.on('load', () => loads++);
  await page.route(
    (url) => url.pathname === '/',
    (route) => route.fulfill({ body: '<script type="module" src="/assets/index-newer.js"></script>' }),
  );
  await ownTakt.stop();
  await ann.line('Offline');
  await ownTakt.start();
  await expect(page.getByText('A new version of Takt is here.')).toBeVisible({ timeout: 35_000 });
  expect(loads).toBe(1);
});
