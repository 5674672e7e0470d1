import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { cdp, userEvent } from 'vitest/browser';
import type { Card, Command } from '../../board/types.ts';
import { announced } from '../announce.svelte.ts';
import '../base.css';
import OnDesk from '../testing/OnDesk.svelte';
import { card, moved, opened, type Opened } from '../testing/opened.ts';
import '../tokens.css';
import { speak } from '../words.svelte.ts';
import Board from './Board.svelte';
import './board.css';

beforeAll(() => speak('en'));
beforeEach(() => localStorage.clear());

const three = [card('Telephony', 'a0'), card('Payroll', 'a1'), card('Archive', 'a2')];

async function shown(cards: readonly Card[] = three, search = '') {
  const board = opened(cards, { search });
  const screen = await render(OnDesk, { desk: board.desk, view: Board });
  const list = (name: string) => screen.getByRole('list', { name, exact: true });
  const titles = (name: string) =>
    [...list(name).element().querySelectorAll('[data-focus]')].map((title) => title.textContent);
  return { ...board, screen, list, titles };
}

const need = 'Marathon: Need';
const concept = 'Marathon: Concept and business case';
const focusOn = (id: string) =>
  document.querySelector<HTMLElement>(`[data-card="${id}"] [data-focus]`)!.focus();
const focused = () => document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card'];
const asked = ({ sent }: Opened): Command[] => sent.map(({ command }) => command);

describe('what one sees', () => {
  test('a long stage draws its beginning, and more when asked', async () => {
    const cards = Array.from({ length: 90 }, (_, i) => card(`c${i}`, `a${String(i).padStart(3, '0')}`));
    const { screen, titles } = await shown(cards);
    const drawn = titles(need).length;
    expect(drawn).toBeLessThan(90);
    (screen.getByRole('button', { name: /^Show \d+ more$/ }).element() as HTMLElement).click();
    await expect.poll(() => titles(need).length).toBeGreaterThan(drawn);
  });

  test('a stage over its limit says so in words', async () => {
    const cards = ['a', 'b', 'c'].map((id, i) => card(id, `a${i}`, { stage: 'concept' }));
    const { screen } = await shown(cards);
    await expect.element(screen.getByText('1 over', { exact: true })).toBeVisible();
  });

  test('an empty stage teaches, and one emptied by the filter says so', async () => {
    const { screen } = await shown(three, '?q=payroll');
    await expect.element(screen.getByText('Published; the clock to the deadline is running.')).toBeVisible();
    expect(screen.getByText('1 of 3 shown').elements()).toHaveLength(1);
  });

  test('a card that the filter hides is told of when somebody adds it', async () => {
    const { receive } = await shown(three, '?q=payroll');
    const change = { kind: 'card.added', card: 'x', lane: 'marathon', stage: 'need', rank: 'a5' } as const;
    receive({ ...change, since: '2026-11-21T10:00:00.000Z', set: { title: 'Hidden' } });
    await expect.poll(() => announced.text).toBe('1 new card is hidden by the filter.');
  });

  test('the mover’s name stands by a card for a while', async () => {
    const { receive, screen, titles } = await shown();
    receive(moved('Payroll', 'concept', 'a0'));
    await expect.element(screen.getByText('Bob Dahl')).toBeVisible();
    expect(titles(concept)).toEqual(['Payroll']);
    await expect.poll(() => screen.getByText('Bob Dahl').elements().length, { timeout: 4000 }).toBe(0);
  });

  test.each(['no-preference', 'reduce'])(
    'a card that others move flies from where it was (%s)',
    async (value) => {
      const feature = { name: 'prefers-reduced-motion', value };
      await cdp().send('Emulation.setEmulatedMedia', { features: [feature] });
      const { receive, titles } = await shown();
      const flights: string[] = [];
      const watch = new MutationObserver(() => {
        for (const copy of document.querySelectorAll('.flying')) flights.push(copy.textContent ?? '');
      });
      watch.observe(document.body, { childList: true, subtree: true });
      receive(moved('Payroll', 'concept', 'a0'));
      await expect.poll(() => titles(concept)).toEqual(['Payroll']);
      await expect.poll(() => document.querySelectorAll('.flying').length).toBe(0);
      watch.disconnect();
      await cdp().send('Emulation.setEmulatedMedia', { features: [] });
      expect(flights.some((text) => text.includes('Payroll'))).toBe(value !== 'reduce');
    },
  );

  test('who has a card in hand is said', async () => {
    const { store, screen } = await shown();
    store.meet({ session: 's2', by: 'bob', name: 'Bob Dahl', card: 'Payroll', holding: true });
    await expect.element(screen.getByText('Bob Dahl is moving this')).toBeVisible();
  });
});

describe('moving by keys', () => {
  test('Alt and arrows move at once; the focus follows and it is said', async () => {
    const board = await shown();
    focusOn('Payroll');
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(asked(board)).toEqual([
      { cmd: 'card.move', card: 'Payroll', lane: 'marathon', stage: 'need', before: 'Telephony' },
    ]);
    await expect.poll(() => announced.text).toBe('Payroll moved to place 1 of 3 in Need.');
    expect(focused()).toBe('Payroll');
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await expect.poll(() => board.titles(concept)).toEqual(['Payroll']);
    await expect.poll(focused).toBe('Payroll');
  });

  test('a carried card is drawn where it would be put down, and moved only when it is', async () => {
    const board = await shown();
    focusOn('Payroll');
    await userEvent.keyboard(' ');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}');
    expect(asked(board)).toEqual([]);
    await expect.poll(() => board.titles('Sprint: In use')).toEqual(['Payroll']);
    expect(announced.text).toBe('In use, place 1 of 1.');
    await userEvent.keyboard('{Enter}');
    expect(asked(board)).toMatchObject([
      { cmd: 'card.move', card: 'Payroll', lane: 'sprint', stage: 'running' },
    ]);
    await expect.poll(focused).toBe('Payroll');
  });

  test('Escape puts a carried card back, wherever others have put it', async () => {
    const board = await shown();
    focusOn('Payroll');
    await userEvent.keyboard(' {ArrowRight}');
    board.receive(moved('Payroll', 'tender', 'a0'));
    await expect.poll(() => board.titles(concept)).toEqual(['Payroll']);
    await userEvent.keyboard('{Escape}');
    expect(asked(board)).toEqual([]);
    await expect.poll(() => board.titles('Marathon: Tender published')).toEqual(['Payroll']);
    expect(announced.text).toMatch(/^Cancelled\. Payroll is back in Tender published/);
  });

  test('arrows go from card to card, over empty stages and into the other lane', async () => {
    const chat = card('Chat', 'a0', { lane: 'sprint', stage: 'proposed' });
    const tender = card('Wifi', 'a0', { stage: 'tender' });
    await shown([...three, chat, tender]);
    focusOn('Telephony');
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(focused).toBe('Wifi');
    await userEvent.keyboard('{ArrowLeft}jj');
    await expect.poll(focused).toBe('Archive');
    await userEvent.keyboard('j');
    await expect.poll(focused).toBe('Chat');
  });

  test('one stop of the Tab key for each stage, and keys that were switched off do nothing', async () => {
    const board = await shown();
    const stops = board.list(need).element().querySelectorAll('[data-focus][tabindex="0"]');
    expect(stops).toHaveLength(1);
    focusOn('Payroll');
    await userEvent.keyboard('e');
    expect(board.visited).toEqual(['Payroll title']);
  });
});

describe('moving by pressing alone', () => {
  test('the menu moves a card to the top and into the next stage', async () => {
    const board = await shown();
    await userEvent.click(board.screen.getByRole('button', { name: 'Actions for Archive' }).element());
    await userEvent.click(board.screen.getByRole('menuitem', { name: /^To the top/ }));
    await expect.poll(() => board.titles(need)).toEqual(['Archive', 'Telephony', 'Payroll']);
    await userEvent.click(board.screen.getByRole('button', { name: 'Actions for Archive' }).element());
    await userEvent.click(board.screen.getByRole('menuitem', { name: /^Next stage/ }));
    await expect.poll(() => board.titles(concept)).toEqual(['Archive']);
  });

  test('Escape closes the menu and gives the focus back', async () => {
    const board = await shown();
    const more = board.screen.getByRole('button', { name: 'Actions for Archive' });
    await userEvent.click(more.element());
    await expect.element(board.screen.getByRole('menu')).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Escape}');
    await expect.poll(() => document.activeElement).toBe(more.element());
  });

  test('a new card comes on top, and the field stays for the next one', async () => {
    const board = await shown();
    await userEvent.click(board.screen.getByRole('button', { name: 'Add a card to Need' }).element());
    await userEvent.keyboard('Wifi{Enter}');
    await expect.poll(() => board.titles(need)[0]).toBe('Wifi');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Title of the new card');
    expect(asked(board)).toMatchObject([{ cmd: 'card.add', title: 'Wifi', before: 'Telephony' }]);
  });
});

describe('moving by dragging', () => {
  type Point = { x: number; y: number };

  const middle = (id: string, part = 0.5): Point => {
    const box = document.querySelector(`[data-card="${id}"]`)!.getBoundingClientRect();
    return { x: box.left + 30, y: box.top + box.height * part };
  };

  const point = (type: string, { x, y }: Point, pointerType: string, on: EventTarget = window) =>
    on.dispatchEvent(
      new PointerEvent(type, {
        ...{ clientX: x, clientY: y, pointerType, pointerId: 7, isPrimary: true },
        ...{ bubbles: true, cancelable: true, composed: true },
      }),
    );

  const press = (id: string, pointerType = 'mouse') => {
    const at = middle(id);
    point('pointerdown', at, pointerType, document.querySelector(`[data-card="${id}"] [data-focus]`)!);
    return at;
  };

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const ghosts = () => document.querySelectorAll('.ghost').length;

  test.each(['mouse', 'pen'])(
    'a trembling press is none, a carried card lands above another (%s)',
    async (tip) => {
      const board = await shown();
      const from = press('Archive', tip);
      point('pointermove', { x: from.x + 4, y: from.y + 3 }, tip);
      expect(ghosts()).toBe(0);
      point('pointermove', { x: from.x + 9, y: from.y }, tip);
      expect(ghosts()).toBe(1);
      const to = middle('Telephony', 0.2);
      point('pointermove', to, tip);
      point('pointerup', to, tip);
      expect(asked(board)).toMatchObject([{ cmd: 'card.move', card: 'Archive', before: 'Telephony' }]);
      expect(ghosts()).toBe(0);
    },
  );

  test('dropping a card where it lies asks for nothing', async () => {
    const board = await shown();
    const from = press('Payroll');
    point('pointermove', { x: from.x + 20, y: from.y + 5 }, 'mouse');
    point('pointerup', { x: from.x + 20, y: from.y + 5 }, 'mouse');
    expect(asked(board)).toEqual([]);
  });

  test('others may move the card meanwhile: it stays in hand, and the drop counts', async () => {
    const board = await shown();
    const from = press('Payroll');
    point('pointermove', { x: from.x + 20, y: from.y }, 'mouse');
    board.receive(moved('Payroll', 'tender', 'a0'));
    board.receive({ kind: 'card.archived', card: 'Archive' });
    const to = middle('Telephony', 0.2);
    point('pointermove', to, 'mouse');
    point('pointerup', to, 'mouse');
    expect(asked(board)).toMatchObject([
      { cmd: 'card.move', card: 'Payroll', stage: 'need', before: 'Telephony' },
    ]);
    await expect.poll(() => board.titles(need)).toEqual(['Payroll', 'Telephony']);
  });

  test('Escape lets go', async () => {
    const board = await shown();
    const from = press('Payroll');
    point('pointermove', { x: from.x + 40, y: from.y + 100 }, 'mouse');
    await userEvent.keyboard('{Escape}');
    point('pointerup', { x: from.x + 40, y: from.y + 100 }, 'mouse');
    expect(asked(board)).toEqual([]);
    expect(ghosts()).toBe(0);
  });

  test('a finger has to rest before a card lifts, so that a swipe scrolls', async () => {
    const board = await shown();
    const swiped = press('Payroll', 'touch');
    point('pointermove', { x: swiped.x, y: swiped.y - 30 }, 'touch');
    await pause(300);
    expect(ghosts()).toBe(0);
    point('pointerup', swiped, 'touch');
    press('Archive', 'touch');
    await expect.poll(ghosts).toBe(1);
    const to = middle('Telephony', 0.2);
    point('pointermove', to, 'touch');
    point('pointerup', to, 'touch');
    expect(asked(board)).toMatchObject([{ cmd: 'card.move', card: 'Archive', before: 'Telephony' }]);
  });
});
