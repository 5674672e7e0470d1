import { beforeAll, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import '../base.css';
import '../tokens.css';
import { speak } from '../words.svelte.ts';
import Combobox from './Combobox.svelte';

beforeAll(() => speak('en'));

const choices = [
  { value: 'ann', name: 'Ann Ek', chosen: true },
  { value: 'bob', name: 'Bob Dahl' },
  { value: 'eva', name: 'Eva Lund' },
];

async function shown() {
  const choose = vi.fn();
  const create = vi.fn();
  const screen = await render(Combobox, { label: 'Owner', now: 'Ann Ek', choices, choose, create });
  return { screen, choose, create, field: screen.getByRole('combobox', { name: 'Owner' }) };
}

const options = () =>
  [...document.querySelectorAll('[role=option]')].map((option) => option.textContent.trim());

test('begins at what is chosen; arrows go round and Enter takes', async () => {
  const { field, choose } = await shown();
  await userEvent.click(field.element());
  expect(options()).toEqual(['Ann Ek', 'Bob Dahl', 'Eva Lund']);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
  expect(choose).toHaveBeenCalledExactlyOnceWith('bob');
});

test('what is written finds, and the active option is named to the field', async () => {
  const { field, choose } = await shown();
  await userEvent.click(field.element());
  await userEvent.keyboard('lu');
  expect(options()).toEqual(['Eva Lund', 'Add “lu”']);
  const active = field.element().getAttribute('aria-activedescendant')!;
  expect(document.getElementById(active)!.textContent.trim()).toBe('Eva Lund');
  await userEvent.keyboard('{Enter}');
  expect(choose).toHaveBeenCalledExactlyOnceWith('eva');
});

test('a new name can be added, one that is known cannot', async () => {
  const { field, create } = await shown();
  await userEvent.click(field.element());
  await userEvent.keyboard('ann ek');
  expect(options()).toEqual(['Ann Ek']);
  await userEvent.clear(field.element());
  await userEvent.keyboard('Liv Berg{Enter}');
  expect(create).toHaveBeenCalledExactlyOnceWith('Liv Berg');
});

test('Escape leaves what was chosen', async () => {
  const { field, choose } = await shown();
  await userEvent.click(field.element());
  await userEvent.keyboard('x{Escape}');
  expect(options()).toEqual([]);
  expect((field.element() as HTMLInputElement).value).toBe('Ann Ek');
  expect(choose).not.toHaveBeenCalled();
});

test('pressing an option takes it', async () => {
  const { screen, field, choose } = await shown();
  await userEvent.click(field.element());
  await userEvent.click(screen.getByRole('option', { name: 'Bob Dahl' }).element());
  expect(choose).toHaveBeenCalledExactlyOnceWith('bob');
});
