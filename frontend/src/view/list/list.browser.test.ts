import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent, type Locator } from 'vitest/browser';
import type { Card, Command } from '../../board/types.ts';
import { announced } from '../announce.svelte.ts';
import '../base.css';
import '../board/board.css';
import OnDesk from '../testing/OnDesk.svelte';
import { card, opened, type Opened } from '../testing/opened.ts';
import '../tokens.css';
import { speak, wordsHere } from '../words.svelte.ts';
import ListView from './ListView.svelte';

beforeAll(async () => {
  await speak('en');
  await wordsHere();
});
beforeEach(() => localStorage.clear());

const sek = (amount: number) => ({ amount, currency: 'SEK' });
const three: readonly Card[] = [
  card('Telephony', 'a0', { end: '2027-06-30', budget: sek(300), owner: 'bob', unit: 'it' }),
  card('Payroll', 'a1', { end: '2027-03-31', budget: { amount: 7, currency: 'EUR' } }),
  card('Archive', 'a2', { end: '2027-09-30', budget: sek(200), unit: 'it' }),
];

async function shown(cards = three, search = '?columns=title.stage.owner.end.budget') {
  const board = opened(cards, { search });
  const screen = await render(OnDesk, { desk: board.desk, view: ListView });
  await expect.element(screen.getByRole('grid')).toBeVisible();
  return { ...board, screen, grid: screen.getByRole('grid').element() as HTMLElement };
}

/** The texts of a column from top to bottom, the heads of groups among them. */
const column = (id: string) =>
  [...document.querySelectorAll<HTMLElement>('.body [data-row]')]
    .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
    .map((row) => row.querySelector(`[data-column="${id}"]`)!.textContent.trim().replace(/\s+/g, ' '));
const cell = (row: string, column: string) =>
  document.querySelector<HTMLElement>(`[data-row="${row}"] [data-column="${column}"]`)!;
const here = () => {
  const cell = document.activeElement?.closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? `${row.dataset['row']} ${cell.dataset['column']}` : undefined;
};
const at = (where: string) => expect.poll(here).toBe(where);
/** Presses what is there, wherever on the page it is. */
const tap = (what: Locator, more: MouseEventInit = {}) =>
  what.element().dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more }));
const press = (keys: string) => userEvent.keyboard(keys);
const asked = ({ sent }: Opened): Command[] => sent.map(({ command }) => command);

describe('what one sees', () => {
  test('cards as on the board, with their places told and the sums of each currency by itself', async () => {
    const { grid } = await shown();
    expect(column('title')).toEqual(['Telephony', 'Payroll', 'Archive']);
    expect(grid.ariaRowCount).toBe('5');
    expect(grid.ariaColCount).toBe('5');
    expect(cell('Payroll', 'end').textContent.trim()).toBe('31 Mar 2027');
    expect(cell('sums', 'budget').textContent.trim()).toBe('Sum:500 SEK + 7 EUR');
    expect(cell('sums', 'title').textContent.trim()).toBe('3 cards');
  });

  test('of many cards a window is drawn, and the last can be reached', async () => {
    const many = Array.from({ length: 800 }, (_, i) => card(`c${i}`, `a${String(i).padStart(4, '0')}`));
    await shown(many);
    expect(column('title').length).toBeLessThan(60);
    cell('c0', 'title').querySelector('a')!.focus();
    await press('{Control>}{End}{/Control}');
    await at('c799 budget');
    expect(column('title')).toContain('c790');
  });

  test('a list that the filter has emptied says so', async () => {
    const { screen } = await shown(three, '?q=nothing');
    await expect.element(screen.getByText('No card matches.')).toBeVisible();
    tap(screen.getByRole('button', { name: 'Clear the filter' }));
    await expect.poll(() => column('title')).toHaveLength(3);
  });
});

describe('order and groups', () => {
  test('pressing a name sorts, with Shift beside others, and the address keeps it', async () => {
    const { screen, desk } = await shown();
    tap(screen.getByRole('columnheader', { name: /^End/ }).getByRole('button').first());
    await expect.poll(() => column('title')).toEqual(['Payroll', 'Telephony', 'Archive']);
    const stage = screen.getByRole('columnheader', { name: /^Stage/ });
    await stage
      .getByRole('button')
      .first()
      .click({ modifiers: ['Shift'] });
    expect(desk.filter.setting('sort')).toBe('end.stage');
    expect(stage.element().ariaSort).toBe('ascending');
    await expect.element(stage).toHaveTextContent('Sorted as number2');
  });

  test('keys sort and move a column', async () => {
    const { desk } = await shown();
    cell('head', 'end').querySelector('button')!.focus();
    await press('{Enter}{Enter}');
    expect(desk.filter.setting('sort')).toBe('-end');
    await press('{Alt>}{ArrowLeft}{/Alt}');
    expect(desk.filter.setting('columns')).toBe('title.stage.end.owner.budget');
    await at('head end');
  });

  test('groups have sums, and are folded', async () => {
    const { desk } = await shown();
    desk.group('unit');
    await expect
      .poll(() => column('title'))
      .toEqual(['Infrastructure 2 2 cards', 'Telephony', 'Archive', 'Without a unit 1 1 card', 'Payroll']);
    expect(cell('group:it', 'budget').textContent.trim()).toBe('500 SEK');
    cell('group:it', 'title').querySelector('button')!.focus();
    await press('{Enter}');
    await expect.poll(() => column('title')).toHaveLength(3);
    await at('group:it title');
  });

  test('what was chosen is there again the next time', async () => {
    const { screen } = await shown();
    tap(screen.getByRole('columnheader', { name: /^End/ }).getByRole('button').first());
    await screen.unmount();
    const { desk } = await shown(three, '');
    expect(desk.filter.setting('sort')).toBe('end');
    expect(desk.filter.setting('columns')).toBe('title.stage.owner.end.budget');
  });
});

describe('keys and selection', () => {
  test('arrows go from the heads through the cells to the sums', async () => {
    await shown();
    cell('Telephony', 'title').querySelector('a')!.focus();
    await press('{ArrowRight}');
    await at('Telephony stage');
    await press('{ArrowUp}');
    await at('head stage');
    await press('{Control>}{ArrowDown}{/Control}{ArrowDown}');
    await at('sums stage');
    await press('{Home}');
    await at('sums title');
    expect(document.querySelectorAll('.grid [tabindex="0"]')).toHaveLength(1);
  });

  test('cells, rows, columns and all are selected', async () => {
    await shown();
    const selected = () => document.querySelectorAll('[aria-selected="true"]').length;
    cell('Telephony', 'title').querySelector('a')!.focus();
    await press('{ArrowRight}{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
    await expect.poll(selected).toBe(4);
    await press('{Shift>} {/Shift}');
    await expect.poll(selected).toBe(10);
    await press('{Escape}{Control>} {/Control}');
    await expect.poll(selected).toBe(3);
    await press('{Control>}a{/Control}');
    await expect.poll(selected).toBe(15);
    await press('{Escape}');
    await expect.poll(selected).toBe(0);
  });
});

describe('editing', () => {
  test('typing begins, Enter saves and goes down', async () => {
    const board = await shown();
    cell('Telephony', 'budget').focus();
    await press('1 500 kr{Enter}');
    await at('Payroll budget');
    const set = { budget: { amount: 1500, currency: 'SEK' } };
    expect(asked(board)).toEqual([{ cmd: 'card.change', card: 'Telephony', set }]);
  });

  test('Tab saves and goes on, Escape leaves what was there, and nothing is sent for nothing', async () => {
    const board = await shown();
    cell('Payroll', 'end').focus();
    await press('{F2}{Tab}');
    await at('Payroll budget');
    await press('9{Escape}');
    await at('Payroll budget');
    expect(asked(board)).toEqual([]);
  });

  test('what cannot be is said at the cell, and waits', async () => {
    const board = await shown();
    cell('Payroll', 'end').focus();
    await press('soon{Enter}');
    await expect.element(board.screen.getByRole('alert')).toHaveTextContent('Write a day');
    expect(asked(board)).toEqual([]);
    await press('{Control>}a{/Control}2027-12-24{Enter}');
    await at('Archive end');
    expect(asked(board)).toHaveLength(1);
  });

  test('one chooses by writing, and the stage moves the card', async () => {
    const board = await shown();
    cell('Payroll', 'owner').focus();
    await press('bob{Tab}');
    await at('Payroll end');
    cell('Payroll', 'stage').focus();
    await press('conc{Enter}');
    expect(asked(board)).toMatchObject([
      { cmd: 'card.change', card: 'Payroll', set: { owner: 'bob' } },
      { cmd: 'card.move', card: 'Payroll', lane: 'marathon', stage: 'concept' },
    ]);
  });

  test('a title that somebody else has changed meanwhile is sent against what was seen', async () => {
    const board = await shown();
    cell('Payroll', 'title').querySelector('a')!.focus();
    await press('{F2} system');
    board.receive({ kind: 'card.changed', card: 'Payroll', set: { title: 'Wages' } });
    await expect.element(board.screen.getByText(/changed this while you were writing/)).toBeVisible();
    await press('{Enter}');
    const change = { set: { title: 'Payroll system' }, was: { title: 'Payroll' } };
    expect(asked(board)).toMatchObject([change]);
  });

  test('an end with a baseline asks for the reason', async () => {
    const board = await shown([card('Telephony', 'a0', { end: '2027-06-30', baseline_end: '2027-06-30' })]);
    cell('Telephony', 'end').focus();
    await press('2027-12-31{Enter}');
    await expect.element(board.screen.getByRole('dialog', { name: 'Telephony' })).toBeVisible();
    await board.screen.getByRole('textbox').fill('Appealed');
    await press('{Tab}{Enter}');
    await expect.poll(() => asked(board)).toHaveLength(1);
    expect(asked(board)).toMatchObject([{ set: { end: '2027-12-31' }, reason: 'Appealed' }]);
  });
});

describe('together with others', () => {
  const sorted = '?columns=title.end&sort=end';

  test('a row that somebody is in stays until they leave it, and says so', async () => {
    const board = await shown(three, sorted);
    cell('Payroll', 'end').focus();
    board.receive({ kind: 'card.changed', card: 'Payroll', set: { end: '2028-12-31' } });
    await expect.poll(() => announced.text).toMatch(/^Sorted elsewhere when you leave this row/);
    expect(column('title')).toEqual(['Payroll', 'Telephony', 'Archive']);
    expect(cell('Payroll', 'end').textContent.trim()).toBe('31 Dec 2028');
    await press('{ArrowDown}');
    await expect.poll(() => column('title')).toEqual(['Telephony', 'Archive', 'Payroll']);
    await at('Telephony end');
  });

  test('what is being written stays, and keeps the focus, when rows move around it', async () => {
    const board = await shown(three, sorted);
    cell('Telephony', 'end').focus();
    await press('2029');
    board.receive({ kind: 'card.changed', card: 'Payroll', set: { end: '2028-12-31' } });
    await expect.poll(() => column('title').at(-1)).toBe('Payroll');
    const field = document.activeElement as HTMLInputElement;
    expect(field.value).toBe('2029');
    await press('-01-01');
    expect(field.value).toBe('2029-01-01');
  });

  test('the focus goes to the row that takes the place of one that is gone', async () => {
    const board = await shown();
    cell('Payroll', 'end').focus();
    board.receive({ kind: 'card.archived', card: 'Payroll' });
    await expect.poll(() => announced.text).toMatch(/^Sorted elsewhere/);
    await press('{ArrowDown}');
    await expect.poll(() => column('title')).toEqual(['Telephony', 'Archive']);
    board.receive({ kind: 'card.removed', card: 'Archive' });
    await at('Telephony end');
  });

  test('what somebody else changes glows with their name', async () => {
    const board = await shown();
    board.receive({ kind: 'card.changed', card: 'Archive', set: { owner: 'ann' } });
    await expect.element(board.screen.getByText('Bob Dahl', { exact: true }).last()).toBeVisible();
    expect(cell('Archive', 'owner').classList.contains('changed')).toBe(true);
    expect(cell('Archive', 'end').classList.contains('changed')).toBe(false);
  });
});

describe('columns', () => {
  test('are added, moved and hidden', async () => {
    const { screen, desk } = await shown();
    tap(screen.getByRole('button', { name: 'Columns' }));
    await expect.element(screen.getByRole('dialog')).toBeVisible();
    tap(screen.getByRole('button', { name: 'Risk', exact: true }));
    await expect.element(screen.getByRole('button', { name: 'Move Risk up' })).toBeVisible();
    tap(screen.getByRole('button', { name: 'Move Risk up' }));
    tap(screen.getByRole('button', { name: 'Hide Owner' }));
    expect(desk.filter.setting('columns')).toBe('title.stage.end.risk.budget');
    tap(screen.getByRole('button', { name: 'As to begin with' }));
    expect(desk.filter.setting('columns')).toBeUndefined();
  });
});
