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

export interface OpenMenu {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  /** What was pressed: the menu opens beside it and gives the focus back to it. */
  readonly anchor: HTMLElement;
  /** Where the pointer was, for a menu asked for by the second button. */
  readonly at?: { readonly x: number; readonly y: number };
}

let open = $state.raw<OpenMenu>();

/** The one menu of the page: whoever needs a menu fills it. */
export const menu = {
  get open() {
    return open;
  },
};

export function openMenu(wanted: OpenMenu): void {
  open = open?.anchor === wanted.anchor && !wanted.at ? undefined : wanted;
}

export function closeMenu(): void {
  open = undefined;
}
