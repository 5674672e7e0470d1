import type { Page } from '@playwright/test';

/**
 * Every screen and every dialog, and the way to it. All are held to be accessible, in both themes and all languages,
 * on a desk and on a phone, and `scripts/looks --all` makes pictures of them. One line for each; the way knows no words.
 */
export interface Screen {
  readonly name: string;
  /** Its address. One that does not begin with `/` lies under that of the given board, `looks/board.json`. */
  readonly path: string;
  /** What is seen when it is there. */
  readonly shows: string;
  /** What opens it from its address. */
  readonly open?: (page: Page) => Promise<void>;
  /** Where it is. */
  readonly only?: 'desk' | 'phone';
}

const card = (id: string) => `[data-card="${id}"]`;

const press =
  (...keys: readonly string[]) =>
  async ({ keyboard }: Page) => {
    for (const key of keys) await keyboard.press(key);
  };

const click = (selector: string) => (page: Page) => page.locator(selector).first().click();

/** Presses a key on a card. */
const onCard = (id: string, key: string) => (page: Page) =>
  page.locator(`${card(id)} [data-focus]`).press(key);

/** Presses a key in a cell of the list. */
const inCell = (column: string, key: string) => async (page: Page) => {
  await page.locator(`${card('c-telephony')} [data-column="${column}"]`).focus();
  await page.keyboard.press(key);
};

/** Opens what is kept of the list's views. */
async function manageViews(page: Page): Promise<void> {
  await page.locator('main .tools button[aria-haspopup]').nth(1).click();
  await page.locator('[role="menu"]:popover-open [role="menuitem"]').last().click();
}

/** Puts a pilot into the marathon lane. */
async function crossed(page: Page): Promise<void> {
  await onCard('c-transcription', 'm')(page);
  await click('dialog[open] .button.main')(page);
}

/** Presses a key on the first card there is. */
const onFirst = (key: string) => (page: Page) => page.locator('[data-card] [data-focus]').first().press(key);

const menu = '[role="menu"]:popover-open';
const dialog = 'dialog[open]';

export const screens: readonly Screen[] = [
  { name: 'board', path: '', shows: card('c-telephony') },
  { name: 'card', path: 'c/c-telephony', shows: '[data-open-card]' },
  { name: 'card-sprint', path: 'c/c-council-text', shows: '[data-open-card]' },
  { name: 'card-gone', path: 'c/nothing', shows: dialog },
  { name: 'settings', path: 'settings', shows: dialog },
  { name: 'archive', path: 'archive', shows: dialog },
  { name: 'card-menu', path: '', open: click(`${card('c-telephony')} .more`), shows: menu },
  { name: 'stage-menu', path: '', open: click('[data-stage="need"] h3 button'), shows: menu },
  { name: 'board-menu', path: '', open: click('h1 button'), shows: menu },
  { name: 'me-menu', path: '', open: click('button.me'), shows: menu },
  { name: 'add', path: '', open: press('n'), shows: '[data-stage="need"] textarea' },
  { name: 'move', path: '', open: onCard('c-telephony', 's'), shows: dialog },
  { name: 'gate', path: '', open: onCard('c-building', 'Alt+ArrowRight'), shows: dialog },
  { name: 'crossing', path: '', open: crossed, shows: '#graduate', only: 'desk' },
  { name: 'carry', path: '', open: onCard('c-telephony', ' '), shows: '.carried' },
  { name: 'selection', path: '', open: onCard('c-telephony', 'Shift+ArrowDown'), shows: '.selected' },
  { name: 'filter', path: '', open: press('f'), shows: '[role="dialog"]:popover-open' },
  { name: 'filtered', path: '?q=net', shows: '.chip' },
  { name: 'filtered-empty', path: '?q=zzzz', shows: '.chip' },
  { name: 'help', path: '', open: press('?'), shows: dialog },
  { name: 'palette', path: '', open: press('Control+k'), shows: '[role="combobox"]' },
  { name: 'rows', path: '?group=unit', shows: card('c-telephony') },
  { name: 'monday', path: 'monday', shows: 'main section' },
  { name: 'timeline', path: 'timeline', shows: '[data-card]' },
  { name: 'timeline-near', path: 'timeline?zoom=month&group=unit&unplanned=1', shows: 'main aside' },
  { name: 'timeline-plan', path: 'timeline', open: onFirst('d'), shows: dialog },
  { name: 'timeline-new', path: 'timeline', open: press('n'), shows: dialog },
  { name: 'timeline-load', path: 'timeline?load=on', open: click('[data-quarter]'), shows: menu },
  { name: 'timeline-signs', path: 'timeline', open: click('[popovertarget]'), shows: ':popover-open' },
  { name: 'list', path: 'list', shows: card('c-telephony') },
  { name: 'list-groups', path: 'list?group=unit&sort=end.-budget', shows: card('c-telephony') },
  { name: 'list-columns', path: 'list', open: click('main .tools button + button'), shows: dialog },
  { name: 'list-edit', path: 'list', open: inCell('end', 'F2'), shows: '.editor input' },
  { name: 'list-choose', path: 'list', open: inCell('stage', 'Enter'), shows: '[role="listbox"]' },
  { name: 'list-download', path: 'list', open: click('main .tools > button:last-of-type'), shows: menu },
  { name: 'list-fill', path: 'list', open: inCell('unit', 'Control+Enter'), shows: dialog },
  { name: 'list-views', path: 'list', open: manageViews, shows: dialog },
  { name: 'insights', path: 'insights', shows: '#flow .answer' },
  {
    name: 'insights-table',
    path: 'insights',
    open: click('#flow [aria-expanded="false"]'),
    shows: '#flow table',
  },
  { name: 'quarter', path: 'quarter', shows: 'main section' },
  { name: 'learning', path: 'learning', shows: 'main form' },
  { name: 'decisions', path: 'decisions', shows: 'main section' },
  { name: 'pairs', path: 'pairs', shows: 'main section' },
  { name: 'balance', path: 'balance', shows: 'main section' },
  { name: 'benefits', path: 'benefits', shows: 'main h2' },
  { name: 'recognition', path: 'recognition', shows: 'main h2' },
  { name: 'ideas', path: 'ideas', shows: 'main form' },
  { name: 'boards', path: '/', shows: 'main li' },
  { name: 'new-board', path: '/', open: click('main .button.main'), shows: dialog },
  { name: 'import', path: '/import', shows: 'input[type="file"]' },
  { name: 'selftest', path: '/selftest', shows: 'dl' },
  { name: 'no-board', path: '/b/nothing', shows: 'main h1' },
  { name: 'nowhere', path: '/nothing', shows: 'main h1' },
];

/** Goes to a screen, from wherever the page is. */
export async function goTo(page: Page, board: string, { path, open, shows }: Screen): Promise<void> {
  await page.goto(addressOf(board, path));
  if (open) {
    await page.locator(card('c-telephony')).or(page.locator('main li:visible')).first().waitFor();
    await open(page);
  }
  await page.locator(shows).first().waitFor();
}

function addressOf(board: string, path: string): string {
  if (path.startsWith('/')) return path;
  return `/b/${board}${path && !path.startsWith('?') ? '/' : ''}${path}`;
}
