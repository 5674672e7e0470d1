import type { Locator } from '@playwright/test';
import { expect, type Person } from './fixtures.ts';

/** Makes a page complain, and so its test fail, as soon as anything but keys is used in it. */
export function keysAlone(): void {
  const others = ['pointerdown', 'mousedown', 'touchstart', 'wheel', 'dragstart'];
  for (const kind of others)
    addEventListener(kind, ({ type }) => console.error(`${type}: not done by keys`), { capture: true });
}

/** Presses keys, one after the other. */
export async function press({ page }: Person, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

export const write = ({ page }: Person, text: string) => page.keyboard.type(text);

/** Goes on with Tab, or another key that moves the focus, until something has it. */
export async function tabTo(
  person: Person,
  to: Locator,
  key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab',
): Promise<void> {
  await expect(to).toBeVisible();
  for (let patience = 60; patience > 0; patience--) {
    if (await to.evaluate((element) => element === document.activeElement)) return;
    await press(person, key);
  }
  await expect(to).toBeFocused();
}

/** The link of a card, which has the focus when the card has. */
export const link = (person: Person, title: string): Locator =>
  person.page.getByRole('main').getByRole('link', { name: title, exact: true });

/** Chooses what the palette finds: the first, or one so many further down. */
export async function command(person: Person, words: string, down = 0): Promise<void> {
  const { page } = person;
  await press(person, 'Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await write(person, words);
  await expect(page.getByRole('option', { selected: true })).toBeVisible();
  for (let i = 0; i < down; i++) await press(person, 'ArrowDown');
  await press(person, 'Enter');
}

/** Chooses from the menu of the card that has the focus. */
export async function choose(person: Person, name: string): Promise<void> {
  const { page } = person;
  await press(person, 'Shift+Tab', 'Enter');
  const item = page.getByRole('menuitem', { name, exact: true });
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await tabTo(person, item, 'ArrowDown');
  await press(person, 'Enter');
}
