import type { CardID } from '../../board/types.ts';
import type { Desk } from '../board/desk.svelte.ts';
import type { MenuGroup } from '../menu.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Replanning } from './replanning.svelte.ts';
import type { Unit } from './scale.ts';
import { moved, scheduleOf, stepOf } from './schedule.ts';
import { stepIn } from './steps.ts';

/** What can be done to a bar by pressing alone. */
export function barMenu(desk: Desk, replanning: Replanning, card: CardID, unit: Unit): MenuGroup[] {
  const record = desk.store.card(card)?.record;
  if (!record) return [];
  const schedule = scheduleOf(record);
  const step = stepOf(schedule, stepIn[unit]);
  const by = (way: 1 | -1) => () => {
    if (replanning.take(card, 'whole', 'keys')) replanning.show(moved(schedule, step, way));
    replanning.putDown();
  };
  const fixed = desk.store.archived;
  const undated = fixed || !(schedule.start || schedule.end || schedule.quarter);
  return [
    {
      items: [
        { label: t.card.open(), icon: 'open', hint: t.help.keyEnter(), run: () => desk.ways.openCard(card) },
        {
          label: t.replan.open(),
          icon: 'calendar',
          hint: 'D',
          disabled: fixed,
          run: () => replanning.ask(card),
        },
      ],
    },
    {
      items: [
        {
          label: t.replan.later[step](),
          icon: 'right',
          hint: `${t.help.keyShift()} →`,
          disabled: undated,
          run: by(1),
        },
        {
          label: t.replan.earlier[step](),
          icon: 'left',
          hint: `${t.help.keyShift()} ←`,
          disabled: undated,
          run: by(-1),
        },
      ],
    },
  ];
}
