import type { Desk } from '../board/desk.svelte.ts';
import { groupings } from '../board/filter.svelte.ts';
import type { MenuGroup } from '../menu.svelte.ts';
import { t } from '../words.svelte.ts';

/** By what the board can be laid out in rows, or that it is not. */
export function rowsMenu(desk: Desk): MenuGroup {
  const { group } = desk.filter;
  const none = { label: t.group.none(), checked: !group, run: () => desk.group(undefined) };
  const some = groupings.map((by) => ({
    label: t.group.by[by](),
    checked: by === group,
    run: () => desk.group(by),
  }));
  return { heading: t.group.heading(), items: [none, ...some] };
}
