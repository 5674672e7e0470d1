import { forgetBoards } from '../live/keep.ts';
import type { Desk } from '../view/board/desk.svelte.ts';
import { takeBack } from '../view/board/moving.ts';
import { appearance, languages } from '../view/bar/view-menus.ts';
import type { IconName } from '../view/icons.ts';
import type { MenuGroup, MenuItem } from '../view/menu.svelte.ts';
import { rowsMenu } from '../view/group/group-menu.ts';
import { printBoard } from '../view/print/printing.ts';
import { toast } from '../view/toasts.svelte.ts';
import { t } from '../view/words.svelte.ts';
import { exportPath, signOut } from './http.ts';
import { boardPath, go } from './router.svelte.ts';
import { sentence } from './problems.ts';
import { viewKeys, viewNames, type ViewName } from './views.ts';

const viewIcons: Readonly<Record<ViewName, IconName>> = {
  monday: 'sun',
  timeline: 'timeline',
  list: 'list',
  insights: 'insights',
  quarter: 'calendar',
  learning: 'learning',
  decisions: 'gate',
  pairs: 'pair',
  balance: 'balance',
  benefits: 'benefit',
  recognition: 'star',
  ideas: 'idea',
};

/** Where one can go from a board. */
function places(desk: Desk): MenuGroup[] {
  const { store } = desk;
  const here = boardPath(store.id);
  const hints = Object.fromEntries(Object.entries(viewKeys).map(([key, name]) => [name, key.toUpperCase()]));
  return [
    {
      heading: t.view.heading(),
      items: [
        { label: t.view.board(), icon: 'board', hint: 'G B', run: () => go(here) },
        ...viewNames.map((name): MenuItem => ({
          label: t.view[name](),
          icon: viewIcons[name],
          ...(hints[name] && { hint: `G ${hints[name]}` }),
          run: () => go(boardPath(store.id, name)),
        })),
      ],
    },
    rowsMenu(desk),
    {
      items: [
        { label: t.bar.settings(), icon: 'settings', run: () => go(`${here}/settings`, { over: true }) },
        { label: t.bar.archive(), icon: 'archive', run: () => go(`${here}/archive`, { over: true }) },
        { label: t.look.print(), icon: 'print', hint: 'Ctrl P', run: printBoard },
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

/** The palette, and where one can go from a board. */
export const boardMenu = (desk: Desk): MenuGroup[] => [{ items: [palette(desk)] }, ...places(desk)];

const palette = (desk: Desk): MenuItem => ({
  label: t.palette.title(),
  icon: 'search',
  hint: 'Ctrl K',
  run: () => (desk.open = 'palette'),
});

/** What the menus of the page offer, for the palette, which has the rest by itself. */
export const offered = (desk: Desk, again: () => void): MenuGroup[] => [
  ...places(desk),
  ...aboutMe(desk, again),
];

/** What a person can do about themselves, and on a phone about how the page looks to them. */
export function meMenu(desk: Desk, again: () => void): MenuGroup[] {
  if (!matchMedia('(max-width: 48rem)').matches) return aboutMe(desk, again);
  return [
    ...aboutMe(desk, again),
    {
      items: [
        palette(desk),
        { label: t.common.undo(), icon: 'undo', run: () => void takeBack(desk) },
        { label: t.common.redo(), icon: 'redo', run: () => void takeBack(desk, true) },
        { label: t.bar.help(), icon: 'help', run: () => (desk.open = 'help') },
      ],
    },
    languages(),
    ...appearance(),
  ];
}

function aboutMe({ store, ways }: Desk, again: () => void): MenuGroup[] {
  if (store.me === 'guest')
    return [{ items: [{ label: t.bar.giveName(), icon: 'user', run: ways.askName }] }];
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
  ];
}
