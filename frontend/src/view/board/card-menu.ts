import type { CardState } from '../../board/state.svelte.ts';
import { copyText } from '../copy.ts';
import { archiveAll, assign } from '../select/bulk.ts';
import type { MenuGroup, MenuItem } from '../menu.svelte.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import { laneName } from './names.ts';
import { moveCard, reorder, told } from './moving.ts';
import { besideOf, nameOf, otherLane, spotOf } from './places.ts';

/** All that can be done to a card by pressing alone. */
export function cardMenu(desk: Desk, { id: card, record }: CardState): MenuGroup[] {
  const spot = spotOf(desk.store, card);
  const alone = desk.selection.with(card).length === 1;
  const first = alone && (!spot || spot.index === 0);
  const last = alone && (!spot || spot.index === spot.count - 1);
  const lane = otherLane(record.lane);
  return [
    {
      items: [
        { label: t.card.open(), icon: 'open', hint: t.help.keyEnter(), run: () => desk.ways.openCard(card) },
        {
          label: desk.selection.has(card) ? t.select.deselect() : t.select.select(),
          icon: 'checklist',
          hint: `${t.help.keyShift()} ${t.help.keySpace()}`,
          run: () => desk.selection.toggle(card),
        },
      ],
    },
    {
      ...(!alone && { heading: t.select.count({ count: desk.selection.size }) }),
      items: [
        { label: t.card.moveTo(), icon: 'board', hint: 'S', run: () => (desk.choosing = { card }) },
        ...beside(desk, card),
        {
          label: t.card.otherLane({ lane: laneName(lane) }),
          icon: lane,
          hint: 'M',
          run: () => (desk.choosing = { card, lane }),
        },
      ],
    },
    {
      items: [
        { label: t.card.toTop(), icon: 'top', disabled: first, run: () => reorder(desk, card, 'top') },
        {
          label: t.card.up(),
          icon: 'up',
          hint: 'Alt ↑',
          disabled: first,
          run: () => reorder(desk, card, 'up'),
        },
        {
          label: t.card.down(),
          icon: 'down',
          hint: 'Alt ↓',
          disabled: last,
          run: () => reorder(desk, card, 'down'),
        },
        {
          label: t.card.toBottom(),
          icon: 'bottom',
          disabled: last,
          run: () => reorder(desk, card, 'bottom'),
        },
      ],
    },
    {
      items: [
        { label: t.card.assignMe(), icon: 'user', hint: 'I', run: () => assignMe(desk, card) },
        { label: t.card.copyLink(), icon: 'link', run: () => void copyLink(desk, card) },
        { label: t.card.archive(), icon: 'archive', run: () => archive(desk, card) },
      ],
    },
  ];
}

function beside(desk: Desk, card: string): MenuItem[] {
  const spot = spotOf(desk.store, card);
  const next = spot && besideOf(desk.store, spot.stage, 1);
  const previous = spot && besideOf(desk.store, spot.stage, -1);
  const to = (stage: NonNullable<typeof next>) => () => {
    const before = stage.cards[0];
    moveCard(desk, card, { lane: stage.lane, stage: stage.id, ...(before && { before }) }, { focus: true });
  };
  return [
    ...(next
      ? [
          {
            label: t.card.nextStage({ stage: nameOf(next) }),
            icon: 'right' as const,
            hint: 'Alt →',
            run: to(next),
          },
        ]
      : []),
    ...(previous
      ? [
          {
            label: t.card.previousStage({ stage: nameOf(previous) }),
            icon: 'left' as const,
            hint: 'Alt ←',
            run: to(previous),
          },
        ]
      : []),
  ];
}

/** Makes the person at this page the owner, also of what is selected with the card; one without a name is asked for it. */
export function assignMe(desk: Desk, card: string): void {
  const { store } = desk;
  if (store.me === 'guest') {
    desk.ways.askName();
    return;
  }
  const cards = desk.selection.with(card);
  if (cards.length > 1) assign(desk, cards, store.me);
  else told(desk, store.change(card, { owner: store.me }), t.card.owner({ name: store.nameOf(store.me) }));
}

/** Archives a card, and what is selected with it. */
export function archive(desk: Desk, card: string): void {
  const cards = desk.selection.with(card);
  if (cards.length > 1) {
    archiveAll(desk, cards);
    return;
  }
  const title = desk.store.card(card)?.record.title ?? '';
  const spot = spotOf(desk.store, card);
  told(desk, desk.store.archive(card), t.toast.archived({ title }));
  const next = spot && (spot.stage.cards[spot.index] ?? spot.stage.cards.at(-1));
  if (next) void desk.focusCard(next);
}

async function copyLink(desk: Desk, card: string): Promise<void> {
  const link = new URL(desk.ways.cardHref(card), location.origin).href;
  try {
    await copyText(link);
    toast({ text: t.card.linkCopied() });
  } catch {
    toast({ text: link });
  }
}
