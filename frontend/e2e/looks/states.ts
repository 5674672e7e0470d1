import type { Page } from '@playwright/test';
import type { Takt } from '../takt.ts';
import { foreign } from '../states-data.ts';

/**
 * States that a page comes into by what there is, or by what the server answers: none of them has an address of its
 * own. They are reached in this order, beginning at a server without boards.
 */
export interface State {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly language: 'en' | 'sv' | 'nb' | 'da';
  readonly dark?: true;
  /** Brings the page there, from wherever it is. */
  readonly reach: (page: Page, takt: Takt) => Promise<void>;
  /** What is seen when it is there. */
  readonly shows: string;
}

const laptop = { width: 1366, height: 768 } as const;
const phone = { width: 390, height: 844 } as const;
const small = { width: 320, height: 640 } as const;

/** A server that answers a request in one way from now on. */
const answers = (url: string, status: number) => async (page: Page) => {
  await page.unrouteAll();
  await page.route(url, (route) => route.fulfill({ status }));
};

const long =
  'En väg in för alla som söker en plats i förskola, på fritidshem eller i grundsärskola, med besked samma dag, ' +
  'en kö som går att följa, språk efter behov och en handläggare som har tid för den som inte kommer vidare, ' +
  'också för familjer som flyttar mellan kommuner eller har skyddade personuppgifter';

/** A board of texts that need room or run the other way, each in a stage of its own; gives its id. */
async function texts(takt: Takt): Promise<string> {
  const board = await takt.board(foreign[0]!);
  const stages = ['need', 'concept', 'preparation', 'tender', 'evaluation', 'standstill'];
  for (const [at, title] of [long, ...foreign].entries())
    await takt.ask(board, { cmd: 'card.add', card: `t${at}`, lane: 'marathon', stage: stages[at]!, title });
  const labels = Array.from({ length: 40 }, (_, at) => `l${at}`);
  for (const [at, label] of labels.entries())
    await takt.ask(board, { cmd: 'label.add', label, name: `Etikett ${at + 1}`, color: 'teal' });
  await takt.ask(board, { cmd: 'card.change', card: 't4', set: { labels } });
  const waiting = { party: foreign[1]!, reason: foreign[2]! };
  await takt.ask(board, { cmd: 'card.change', card: 't1', set: { waiting_for: waiting } });
  return board;
}

export const states: readonly State[] = [
  {
    name: 'first-run',
    ...laptop,
    language: 'sv',
    reach: async (page) => void (await page.goto('/')),
    shows: 'main .button.main',
  },
  {
    name: 'empty-board',
    ...laptop,
    language: 'nb',
    dark: true,
    reach: async (page, takt) => void (await page.goto(`/b/${await takt.board('Porteføljen 2027')}`)),
    shows: '[data-stage="need"] p',
  },
  {
    name: 'long-texts',
    ...laptop,
    language: 'en',
    reach: async (page, takt) => void (await page.goto(`/b/${await texts(takt)}`)),
    shows: '[data-card="t5"]',
  },
  {
    name: 'long-texts-card',
    ...small,
    language: 'da',
    reach: async (page) => void (await page.goto(`${page.url()}/c/t0`)),
    shows: '[data-open-card]',
  },
  {
    name: 'loading',
    ...laptop,
    language: 'da',
    async reach(page, takt) {
      const board = await takt.board('Digital portefølje');
      await page.route(`**/api/boards/${board}`, () => {}); // never answered
      await page.goto(`/b/${board}`);
    },
    shows: 'main .lane',
  },
  {
    name: 'no-right',
    ...phone,
    language: 'sv',
    dark: true,
    async reach(page) {
      const { pathname } = new URL(page.url());
      await answers(`**/api${pathname.replace('/b/', '/boards/')}`, 403)(page);
      await page.goto(pathname);
    },
    shows: 'main h1',
  },
  {
    name: 'trouble',
    ...phone,
    language: 'nb',
    async reach(page) {
      await answers('**/api/boards', 503)(page);
      await page.goto('/');
    },
    shows: '[role="alert"]',
  },
];
