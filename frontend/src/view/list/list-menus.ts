import type { Card } from '../../board/types.ts';
import type { MenuGroup, MenuItem } from '../menu.svelte.ts';
import { openMenu } from '../menu.svelte.ts';
import { fetched } from '../fetched.ts';
import { t } from '../words.svelte.ts';
import type { Column } from './column.ts';
import type { ListWork } from './context.ts';
import { groupingName, listGroupings, type ListGrouping } from './groups.ts';
import type { List } from './list.svelte.ts';

/** The menus of the list. */

/** By what the list is grouped. */
export function groupMenu(list: List): MenuGroup[] {
  const item = (label: string, by: ListGrouping | undefined): MenuItem => ({
    label,
    checked: list.by === by,
    run: () => list.group(by),
  });
  return [
    {
      heading: t.list.group(),
      items: [item(t.list.noGroups(), undefined), ...listGroupings.map((by) => item(groupingName(by), by))],
    },
  ];
}

/** So much wider or narrower a column is made at a time, in rem. */
export const widthStep = 2;

/** What can be done about a column. */
export function columnMenu(list: List, { id }: Column): MenuGroup[] {
  const at = list.columns.findIndex((column) => column.id === id);
  const width = list.widths[at]!;
  const by = listGroupings.find((by) => by === id || (by === 'anchor' && id === 'anchor_for_whom'));
  const sorts = list.sorts.filter(({ column }) => column !== id);
  const sorted = sorts.length < list.sorts.length;
  const sort: MenuItem[] = [
    { label: t.list.sortUp(), icon: 'up', run: () => list.sort([{ column: id }]) },
    { label: t.list.sortDown(), icon: 'down', run: () => list.sort([{ column: id, down: true }]) },
    ...(sorts.length
      ? [
          { label: t.list.alsoUp(), icon: 'up', run: () => list.sort([...sorts, { column: id }]) } as const,
          {
            label: t.list.alsoDown(),
            icon: 'down',
            run: () => list.sort([...sorts, { column: id, down: true }]),
          } as const,
        ]
      : []),
    ...(sorted ? [{ label: t.list.unsort(), icon: 'x', run: () => list.sort(sorts) } as const] : []),
  ];
  const group: MenuItem[] = by
    ? [{ label: groupingName(by), icon: 'rows', checked: list.by === by, run: () => list.group(by) }]
    : [];
  const place: MenuItem[] = at
    ? [
        {
          label: t.list.moveLeft(),
          icon: 'left',
          hint: 'Alt ←',
          disabled: at < 2,
          run: () => list.moveColumn(id, at - 1),
        },
        {
          label: t.list.moveRight(),
          icon: 'right',
          hint: 'Alt →',
          disabled: at === list.columns.length - 1,
          run: () => list.moveColumn(id, at + 1),
        },
      ]
    : [];
  const size: MenuItem[] = [
    { label: t.list.wider(), hint: 'Alt ⇧ →', run: () => list.widen(id, width + widthStep) },
    { label: t.list.narrower(), hint: 'Alt ⇧ ←', run: () => list.widen(id, width - widthStep) },
  ];
  const hide: MenuItem[] = at ? [{ label: t.list.hide(), icon: 'x', run: () => list.hide(id) }] : [];
  return [{ items: sort }, { items: group }, { items: [...place, ...size] }, { items: hide }].filter(
    ({ items }) => items.length,
  );
}

/** Opens what can be done to the card of the row one is in, where the pointer is. */
export function rowMenu({ desk, cells, editing, list }: ListWork, event: MouseEvent): void {
  const card = cells.row?.card;
  const anchor = (event.target as Element).closest<HTMLElement>('[data-column]');
  if (!card || !anchor) return;
  const byKey = event.clientX === 0 && event.clientY === 0;
  const column = list.column(cells.here.column);
  const edit: MenuItem[] = column?.edit
    ? [
        {
          label: t.list.editCell({ name: column.name() }),
          icon: 'edit',
          hint: 'F2',
          run: () => editing.begin(),
        },
      ]
    : [];
  openMenu({
    label: t.card.more({ title: card.title }),
    anchor: anchor.querySelector<HTMLElement>('[data-focus]') ?? anchor,
    ...(!byKey && { at: { x: event.clientX, y: event.clientY } }),
    groups: cardGroups(desk, card, edit),
  });
}

/** What can be done to a card, but for its place among others and for keys that mean something else here. */
async function cardGroups(
  desk: ListWork['desk'],
  { id }: Card,
  edit: readonly MenuItem[],
): Promise<readonly MenuGroup[]> {
  const { cardMenu } = await fetched(() => import('../board/card-menu.ts'));
  const card = desk.store.card(id);
  if (!card) return [];
  const [open, moves, , rest] = cardMenu(desk, card);
  const plain = ({ items }: MenuGroup): MenuGroup => ({ items: items.map(({ hint: _, ...item }) => item) });
  const first = { items: [...edit, ...open!.items.slice(0, 1)] };
  return [first, plain(moves!), plain(rest!)];
}
