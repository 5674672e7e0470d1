import { forgetBoards } from '../live/keep.ts';
import type { Desk } from '../view/board/desk.svelte.ts';
import { takeBack } from '../view/board/moving.ts';
import { languages, sizes, themes } from '../view/bar/view-menus.ts';
import type { MenuGroup } from '../view/menu.svelte.ts';
import { toast } from '../view/toasts.svelte.ts';
import { t } from '../view/words.svelte.ts';
import { exportPath, signOut } from './http.ts';
import { boardPath, go } from './router.svelte.ts';
import { sentence } from './problems.ts';

/** Where one can go from a board. */
export function boardMenu({ store }: Desk): MenuGroup[] {
  const here = boardPath(store.id);
  return [
    {
      items: [
        { label: t.bar.settings(), icon: 'settings', run: () => go(`${here}/settings`, { over: true }) },
        { label: t.bar.archive(), icon: 'archive', run: () => go(`${here}/archive`, { over: true }) },
        { label: t.bar.export(), icon: 'download', run: () => location.assign(exportPath(store.id)) },
      ],
    },
    {
      items: [
        { label: t.bar.allBoards(), icon: 'boards', run: () => go('/') },
        { label: t.bar.import(), icon: 'upload', run: () => go('/import') },
      ],
    },
  ];
}

/** What a person can do about themselves and about how the page looks to them. */
export function meMenu(desk: Desk, again: () => void): MenuGroup[] {
  const { store, ways } = desk;
  const narrow = matchMedia('(max-width: 48rem)').matches;
  const rest: MenuGroup[] = narrow
    ? [
        {
          items: [
            { label: t.common.undo(), icon: 'undo', run: () => void takeBack(desk) },
            { label: t.common.redo(), icon: 'redo', run: () => void takeBack(desk, true) },
            { label: t.bar.help(), icon: 'help', run: () => (desk.open = 'help') },
          ],
        },
        languages(),
        themes(),
        sizes(),
      ]
    : [];
  if (store.me === 'guest')
    return [{ items: [{ label: t.bar.giveName(), icon: 'user', run: ways.askName }] }, ...rest];
  const leave = () =>
    signOut()
      .then(() => forgetBoards())
      .then(again, (error: unknown) => toast({ text: sentence(error), tone: 'trouble' }));
  return [
    {
      heading: store.nameOf(store.me),
      items: [
        { label: t.bar.changeName(), icon: 'edit', run: ways.askName },
        { label: t.bar.signOut(), icon: 'x', run: () => void leave() },
      ],
    },
    ...rest,
  ];
}
