import { figure } from '../balance/figures.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { laneName, personName } from '../board/names.ts';
import type { LaneKey } from '../../board/types.ts';
import type { MenuGroup } from '../menu.svelte.ts';
import { quarterName } from '../pace/quarters.ts';
import { t } from '../words.svelte.ts';
import type { BusyOwner, LaneLoad, QuarterLoad } from './load.ts';

/** What a quarter carries, in words and as a list to press. */

const sentence = (...parts: readonly (string | false | 0)[]) => parts.filter(Boolean).join(', ');

export function laneText({ quarter, lanes }: QuarterLoad, lane: LaneKey): string {
  return `${laneName(lane)}, ${quarterName(quarter)}: ${figuresText(lanes[lane])}`;
}

function figuresText({ cards, waiting, effort, limit, over }: LaneLoad): string {
  return sentence(
    t.replan.load.cards({ count: cards.length }),
    limit > 0 && t.replan.load.limit({ limit }),
    over > 0 && t.replan.load.over({ over }),
    t.replan.load.people({ people: figure(effort) }),
    waiting.length > 0 && t.replan.load.waiting({ count: waiting.length }),
  );
}

export function ownersText(desk: Desk, { quarter, owners }: QuarterLoad): string {
  const names = owners.map((owner) => ownerText(desk, owner)).join('; ');
  const told = names ? `${owners.length} (${names})` : t.replan.load.fine();
  return `${t.replan.load.owners()}, ${quarterName(quarter)}: ${told}`;
}

const ownerText = ({ store }: Desk, { owner, cards, limit }: BusyOwner) =>
  t.replan.load.owner({ name: personName(store, owner), count: cards, limit });

/** The cards that a lane carries in a quarter, and those that wait. */
export function laneMenu(desk: Desk, { lanes }: QuarterLoad, lane: LaneKey): MenuGroup[] {
  const { cards, waiting } = lanes[lane];
  const items = (ids: readonly string[]) =>
    ids.map((id) => ({
      label: desk.store.card(id)?.record.title ?? '',
      icon: lane,
      run: () => desk.ways.openCard(id),
    }));
  return [
    { heading: figuresText(lanes[lane]), items: items(cards) },
    ...(waiting.length
      ? [{ heading: t.replan.load.waiting({ count: waiting.length }), items: items(waiting) }]
      : []),
  ];
}

/** Those over the limit; each leads to what they have. */
export function ownersMenu(desk: Desk, { owners }: QuarterLoad): MenuGroup[] {
  return [
    {
      heading: t.replan.load.owners(),
      items: owners.map((owner) => ({
        label: ownerText(desk, owner),
        icon: 'user',
        run: () => desk.filter.toggle('person', owner.owner),
      })),
    },
  ];
}
