import type { StageState } from '../../board/state.svelte.ts';
import { choices, kindName } from '../bar/choices.ts';
import { appearance, languages } from '../bar/view-menus.ts';
import { archive, assignMe } from '../board/card-menu.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { kinds as filters } from '../board/filter.svelte.ts';
import { moveCard, takeBack } from '../board/moving.ts';
import { fullStageName, laneName } from '../board/names.ts';
import { keyOf, nameOf, spotOf } from '../board/places.ts';
import type { IconName } from '../icons.ts';
import type { MenuGroup } from '../menu.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Findable } from './ranking.ts';

/** Something that can be chosen in the palette. */
export interface Entry extends Findable {
  readonly icon: IconName;
  /** Where it is, or what it belongs to. */
  readonly detail?: string;
  /** The keys that do it without the palette. */
  readonly hint?: string;
  readonly checked?: boolean;
  readonly run: () => void;
}

/** A board of the server. */
export interface BoardEntry {
  readonly id: string;
  readonly name: string;
}

/** Everything that makes sense now. `card` had the focus when the palette was asked for; `menus` are the page's own. */
export function entries(desk: Desk, card: string | undefined, menus: readonly MenuGroup[]): Entry[] {
  return [
    ...onCards(desk, card),
    ...cards(desk),
    ...commands(desk),
    ...fromMenus([languages(), ...appearance(), ...menus]),
    ...stages(desk),
    ...filterChoices(desk),
  ];
}

/** Where one can go beside this board. */
export const boards = (list: readonly BoardEntry[], go: (board: string) => void): Entry[] =>
  list.map(({ id, name }) => ({
    id: `board:${id}`,
    kind: 'board',
    name,
    icon: 'boards',
    run: () => go(id),
  }));

/** What can be done to the selected cards, or else to the card that had the focus. */
function onCards(desk: Desk, focused: string | undefined): Entry[] {
  const card = desk.selection.cards[0] ?? focused;
  const here = card ? spotOf(desk.store, card)?.stage : undefined;
  if (!card || !here) return [];
  const entry = (
    id: string,
    name: string,
    icon: IconName,
    run: () => void,
    more: Partial<Entry> = {},
  ): Entry => ({
    id: `do:${id}`,
    kind: 'selection',
    name,
    icon,
    run,
    ...more,
  });
  const alone = desk.selection.with(card).length === 1;
  const moves = desk.store.lanes
    .flatMap(({ stages }) => stages)
    .filter((stage) => !alone || stage !== here)
    .map((stage) =>
      entry(
        `move:${keyOf(stage)}`,
        t.palette.moveTo({ stage: nameOf(stage) }),
        stage.lane,
        to(desk, card, stage),
        {
          detail: laneName(stage.lane),
          quiet: true,
        },
      ),
    );
  return [
    entry('move', t.card.moveTo(), 'board', () => (desk.choosing = { card }), { hint: 'S' }),
    entry('me', t.card.assignMe(), 'user', () => assignMe(desk, card), { hint: 'I' }),
    ...(alone
      ? [entry('select', t.select.select(), 'checklist', () => desk.selection.toggle(card))]
      : [
          entry('assign', t.field.owner(), 'users', () => (desk.open = 'assign'), { hint: 'A' }),
          entry('labels', t.field.labels(), 'tag', () => (desk.open = 'labels'), { hint: '⇧ L' }),
        ]),
    entry('archive', t.common.archive(), 'archive', () => archive(desk, card)),
    ...moves,
  ];
}

/** To the top of a stage, where it is seen. */
function to(desk: Desk, card: string, stage: StageState): () => void {
  return () => {
    const before = stage.cards[0];
    moveCard(desk, card, { lane: stage.lane, stage: stage.id, ...(before && { before }) }, { focus: true });
  };
}

function cards({ store, ways }: Desk): Entry[] {
  return [...store.cards()].map(({ id, record, archived }): Entry => {
    const stage = store.stage(record.lane, record.stage);
    const owner = record.owner ? store.nameOf(record.owner) : '';
    const place = archived ? t.palette.archived() : stage ? nameOf(stage) : '';
    return {
      id: `card:${id}`,
      kind: 'card',
      name: record.title,
      also: [record.case_ref ?? '', owner].filter(Boolean),
      detail: [record.case_ref, owner, place].filter(Boolean).join(' · '),
      icon: archived ? 'archive' : record.lane,
      quiet: true,
      run: () => ways.openCard(id),
    };
  });
}

function commands(desk: Desk): Entry[] {
  const { filter, selection, store } = desk;
  const command = (
    id: string,
    name: string,
    icon: IconName,
    hint: string | undefined,
    run: () => void,
    quiet = false,
  ): Entry => ({ id: `command:${id}`, kind: 'command', name, icon, quiet, run, ...(hint && { hint }) });
  const first = store.lane(desk.lane)?.stages[0];
  const lanes = store.lanes.map(({ key }, at) =>
    command(key, t.lane.only({ lane: laneName(key) }), key, String(at + 1), () => (desk.shown = key)),
  );
  return [
    ...(first ? [command('add', t.help.add(), 'plus', 'N', () => desk.addTo(first))] : []),
    command('filter', t.bar.filter(), 'filter', 'F', () => (desk.open = 'filter')),
    ...(filter.active ? [command('clear', t.help.clear(), 'x', 'X', () => filter.clear())] : []),
    ...(selection.size
      ? [command('unselect', t.select.clear(), 'x', t.help.keyEsc(), () => selection.clear())]
      : []),
    command('undo', t.common.undo(), 'undo', 'Ctrl Z', () => void takeBack(desk)),
    command('redo', t.common.redo(), 'redo', 'Ctrl ⇧ Z', () => void takeBack(desk, true)),
    ...lanes,
    command('both', t.lane.both(), 'rows', '0', () => (desk.shown = 'both')),
    command('help', t.bar.help(), 'help', '?', () => (desk.open = 'help')),
    ...store.lanes
      .flatMap(({ stages }) => stages)
      .map((stage) =>
        command(
          `add:${keyOf(stage)}`,
          t.palette.add({ stage: fullStageName(stage.lane, stage.record) }),
          'plus',
          undefined,
          () => desk.addTo(stage),
          true,
        ),
      ),
  ];
}

/** What the page's menus offer is offered here too. */
function fromMenus(menus: readonly MenuGroup[]): Entry[] {
  return menus.flatMap(({ heading, items }) =>
    items.map(({ label, icon, hint, checked, run }): Entry => ({
      id: `menu:${heading ?? ''}:${label}`,
      kind: 'command',
      name: label,
      icon: icon ?? 'settings',
      run,
      quiet: checked !== undefined,
      ...(heading && { detail: heading, also: [heading] }),
      ...(hint && { hint }),
      ...(checked && { checked }),
    })),
  );
}

const stages = (desk: Desk): Entry[] =>
  desk.store.lanes
    .flatMap(({ stages }) => stages)
    .map((stage) => ({
      id: `stage:${keyOf(stage)}`,
      kind: 'stage',
      name: nameOf(stage),
      also: [laneName(stage.lane)],
      detail: laneName(stage.lane),
      icon: stage.lane,
      run: () => void desk.focusStage(stage),
    }));

function filterChoices({ filter, store }: Desk): Entry[] {
  return filters.flatMap((kind) =>
    choices(store, kind).map(({ value, name }): Entry => {
      const checked = filter.has(kind, value);
      return {
        id: `filter:${kind}:${value}`,
        kind: 'filter',
        name: t.filter.chip({ kind: kindName(kind), value: name }),
        also: [name],
        icon: 'filter',
        quiet: true,
        run: () => filter.toggle(kind, value),
        ...(checked && { checked }),
      };
    }),
  );
}
