import type { Component } from 'svelte';
import { fetched } from './fetched.ts';
import type { IconName } from './icons.ts';

/** One line of a menu. `checked` makes it a choice that is on or off. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly hint?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** Items under a heading; an empty heading draws only a line. */
export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

/** A menu that is wanted. What it offers may have to be fetched first. */
export interface WantedMenu {
  readonly label: string;
  readonly groups: Groups | Promise<Groups>;
  /** What was pressed: the menu opens beside it and gives the focus back to it. */
  readonly anchor: HTMLElement;
  /** Where the pointer was, for a menu asked for by the second button. */
  readonly at?: { readonly x: number; readonly y: number };
}

type Groups = readonly MenuGroup[];

/** A menu with what it offers, and the view that draws it. */
export interface OpenMenu extends WantedMenu {
  readonly groups: Groups;
  readonly view: Component<{ menu: OpenMenu }>;
}

let open = $state.raw<OpenMenu>();
let wanted: WantedMenu | undefined;

/** The one menu of the page: whoever needs a menu fills it. */
export const menu = {
  get open() {
    return open;
  },
};

/** Opens a menu, or closes the one that was opened from the same place. */
export function openMenu(menu: WantedMenu): void {
  const again = open?.anchor === menu.anchor && !menu.at;
  closeMenu();
  if (again) return;
  wanted = menu;
  const view = fetched(() => import('./parts/Menu.svelte'));
  Promise.all([view, menu.groups]).then(
    ([{ default: view }, groups]) => {
      if (wanted === menu) open = { ...menu, groups, view };
    },
    () => {}, // it has been told of
  );
}

export function closeMenu(): void {
  open = undefined;
  wanted = undefined;
}
