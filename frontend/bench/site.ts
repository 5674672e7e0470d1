import type { Browser, Page } from '@playwright/test';
import { Takt } from '../e2e/takt.ts';
import type { Command, LaneKey, StageID, WireBoard } from '../src/board/types.ts';
import { Floor } from './floor.ts';
import { markFirstCard } from './weight.ts';

interface Place {
  readonly lane: LaneKey;
  readonly stage: StageID;
}

/** A Takt with data of its own, the floor beside it, and the browser that looks at both. */
export class Site {
  readonly takt: Takt;
  readonly floor: Floor;
  readonly browser: Browser;

  constructor(takt: Takt, floor: Floor, browser: Browser) {
    this.takt = takt;
    this.floor = floor;
    this.browser = browser;
  }

  /** A new board of so many cards, spread over all stages. */
  async board(cards: number): Promise<string> {
    const board = await this.takt.board(`${cards} cards`);
    const stages = placesOf(await this.takt.read(board));
    for (let from = 0; from < cards; from += 200) {
      const count = Math.min(200, cards - from);
      const commands = Array.from({ length: count }, (_, i): Command => {
        const at = from + i;
        return { cmd: 'card.add', card: `c${at}`, title: `Initiative ${at}`, ...stages[at % stages.length]! };
      });
      await this.takt.ask(board, { cmd: 'batch', commands });
    }
    return board;
  }

  /** Somebody's browser at an address, as if for the first time. The page knows when its first card was painted. */
  async visit(address: string): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1920, height: 1080 },
      locale: 'en-GB',
      serviceWorkers: 'block',
    });
    await context.request.post(`${this.takt.url}/api/session`, { data: { name: 'Ann' } });
    const page = await context.newPage();
    await page.addInitScript(markFirstCard);
    await page.goto(address);
    await page.locator('[data-card]').first().waitFor();
    return page;
  }

  boardAddress(board: string): string {
    return `${this.takt.url}/b/${board}`;
  }
}

export function placesOf({ lanes }: WireBoard): Place[] {
  return lanes.flatMap(({ key, stages }) => stages.map(({ id }) => ({ lane: key, stage: id })));
}

/** Lets others move cards: each move takes the first card of a stage to the top of the next. */
export class Others {
  readonly #takt: Takt;
  readonly #board: string;
  readonly #places: readonly Place[];
  /** The cards of each stage in order. */
  readonly #order: string[][];
  #turn = 0;
  readonly #failed: unknown[] = [];

  private constructor(takt: Takt, board: string, wire: WireBoard) {
    this.#takt = takt;
    this.#board = board;
    this.#places = placesOf(wire);
    this.#order = this.#places.map((place) => orderIn(wire, place));
  }

  static async at({ takt }: Site, board: string): Promise<Others> {
    return new Others(takt, board, await takt.read(board));
  }

  async move(): Promise<void> {
    const from = this.#turn++ % this.#places.length;
    const to = (from + 1) % this.#places.length;
    const card = this.#order[from]!.shift();
    if (!card) return;
    const before = this.#order[to]![0];
    this.#order[to]!.unshift(card);
    const command: Command = { cmd: 'card.move', card, ...this.#places[to]!, ...(before && { before }) };
    await this.#takt.ask(this.#board, command);
  }

  /** Moves so many a second for so long; rejects when one of them was refused. Gives how many they were. */
  async keepMoving(rate: number, seconds: number): Promise<number> {
    const begun = performance.now();
    const count = Math.round(rate * seconds);
    let last: Promise<void> = Promise.resolve();
    for (let i = 0; i < count; i++) {
      const due = begun + (i * 1000) / rate - performance.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      // One after the other, so that each finds the order that the one before has left.
      last = last.then(() => this.move()).catch((error: unknown) => void this.#failed.push(error));
    }
    await last;
    if (this.#failed.length)
      throw new Error(`${this.#failed.length} moves failed`, { cause: this.#failed[0] });
    return count;
  }
}

function orderIn({ cards }: WireBoard, { lane, stage }: Place): string[] {
  const here = cards.filter((card) => card.lane === lane && card.stage === stage);
  return here.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ id }) => id);
}

/** The stages in which a page does not show the first cards of the server's board, in their order. */
export async function astray(page: Page, wire: WireBoard): Promise<string[]> {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-stage]')].map(({ dataset, children }) => ({
      place: `${dataset['lane']}/${dataset['stage']}`,
      cards: [...children].flatMap((part) =>
        [...part.querySelectorAll<HTMLElement>('[data-card]')].map((card) => card.dataset['card']!),
      ),
    })),
  );
  return placesOf(wire).flatMap((place) => {
    const name = `${place.lane}/${place.stage}`;
    const cards = shown.find((stage) => stage.place === name)?.cards ?? [];
    const expected = orderIn(wire, place).slice(0, Math.max(cards.length, 1));
    return expected.join() === cards.join() ? [] : [name];
  });
}
