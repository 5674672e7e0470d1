import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Person } from './fixtures.ts';
import { Proxy } from './proxy.ts';

const test = base.extend<{ gate: Proxy }>({
  gate: async ({ takt }, use) => {
    const gate = await Proxy.to(takt.port);
    await use(gate);
    await gate.close();
  },
});

/** What the page says of one thing it tries. */
const verdict = (person: Person, name: string) =>
  person.page.locator('dl > div').filter({ has: person.page.getByText(name, { exact: true }) });

test('the self-test finds that everything gets through', async ({ takt, visit }) => {
  const ann = await visit(takt, '', 'Ann', { path: '/selftest', outage: true });
  for (const name of ['Websocket', 'Compression on the websocket', 'Compression', 'Headers of the proxy'])
    await expect(verdict(ann, name)).toContainText(/works/);
  await expect(verdict(ann, 'Held answers')).toContainText('works', { timeout: 40_000 });
  const { violations } = await new AxeBuilder({ page: ann.page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('the self-test says what a proxy leaves out, and the board leads to it', async ({
  takt,
  gate,
  visit,
}) => {
  gate.adds = { 'x-forwarded-for': '192.0.2.7' };
  const board = await takt.board('Proxied', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann', { url: gate.url, outage: true });
  await ann.line('Live without a socket');
  await ann.page.getByRole('link', { name: 'Why?' }).click();
  await expect(verdict(ann, 'Websocket')).toContainText('Upgrade');
  await expect(verdict(ann, 'Headers of the proxy')).toContainText('X-Forwarded-Proto.');
  await expect(verdict(ann, 'Public address')).toContainText(`--public-url ${gate.url}`);
  gate.upgrades = true;
  gate.adds = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'http' };
  await expect(ann.page.getByRole('button', { name: 'Try again' })).toBeEnabled({ timeout: 40_000 });
  await ann.page.getByRole('button', { name: 'Try again' }).click();
  await expect(verdict(ann, 'Websocket')).toContainText('works');
  await expect(verdict(ann, 'Headers of the proxy')).toContainText('--trusted-proxies');
});
