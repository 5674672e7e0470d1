import { lacks, lacksNothing } from '../../board/needs.ts';
import type { CardID, Command } from '../../board/types.ts';
import type { Sent } from '../../board/unsettled.ts';
import type { Target } from '../../board/verbs.ts';
import { announce } from '../announce.svelte.ts';
import { gathered } from '../select/picking.ts';
import { dismiss, toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Asking, Beside, Desk, How } from './desk.svelte.ts';
import { mostFlights } from './motion.ts';
import { fullStageName } from './names.ts';
import { besideOf, nameOf, spotOf, type Spot } from './places.ts';

/**
 * How a card is moved, whichever way it was asked: at once, said aloud, with the way back beside it. One of the
 * selected takes the others along. Where something is lacking for the new place, the person is asked first.
 */
export function moveCard(desk: Desk, card: CardID, to: Target, how: How = {}): void {
  moveTogether(desk, card, desk.selection.with(card), to, how);
}

/** Moves a card and others with it. */
export function moveTogether(
  desk: Desk,
  card: CardID,
  cards: readonly CardID[],
  to: Target,
  how: How = {},
): void {
  const asking = asks(desk, card, cards, to, how);
  if (asking) desk.asking = asking;
  else if (cards.length > 1) moveMany(desk, cards, to, { ...how, lead: card });
  else moveOne(desk, card, to, how);
}

/** What a person has answered: what is to be done before the move, and why the card passes all the same. */
export interface Answer {
  readonly commands: readonly Command[];
  readonly reason?: string;
}

/** Moves what was asked about. */
export function moveAsked(desk: Desk, { card, cards, to, how }: Asking, answer: Answer): void {
  if (cards.length > 1) moveMany(desk, cards, to, { ...how, lead: card }, answer);
  else moveOne(desk, card, to, how, answer);
}

/** The questions that a move gives rise to, if any. */
function asks(
  { store }: Desk,
  card: CardID,
  cards: readonly CardID[],
  to: Target,
  how: How,
): Asking | undefined {
  if (!store.settings.ask_missing) return undefined;
  const spot = spotOf(store, card)?.stage;
  const lane = to.lane ?? spot?.lane;
  const stage = to.stage ?? spot?.id;
  if (!lane || !stage || !store.stage(lane, stage)) return undefined;
  const { rules } = store;
  const place = { ...to, lane, stage };
  const questioned = cards.some((id) => {
    const record = store.card(id)?.record;
    if (!record) return false;
    const crosses = cards.length === 1 && record.lane === 'sprint' && lane === 'marathon';
    return crosses || !lacksNothing(lacks(rules, record, place));
  });
  return questioned ? { card, cards, to: place, how } : undefined;
}

function moveOne(
  desk: Desk,
  card: CardID,
  to: Target,
  { focus = false, still = false, beside }: How,
  answer?: Answer,
): void {
  const { store } = desk;
  const from = spotOf(store, card);
  if (!from) return;
  if (!still) desk.motion.lift(card);
  const first = withBeside(beside, answer);
  const sent = first ? store.together(withAnswer([card], to, first)) : store.move(card, to);
  const now = spotOf(store, card);
  if (sent && now) tell(desk, card, from, now, sent, beside?.text);
  if (focus) desk.focusCard(card);
}

/** What is to be done before a move: what the person has answered, and what goes beside it. */
function withBeside(beside: Beside | undefined, answer: Answer | undefined): Answer | undefined {
  if (!beside) return answer;
  return { ...answer, commands: [...beside.commands, ...(answer?.commands ?? [])] };
}

function withAnswer(cards: readonly CardID[], to: Target, { commands, reason }: Answer): Command[] {
  const why = reason ? { reason } : {};
  return [...commands, ...cards.map((card): Command => ({ cmd: 'card.move', card, ...to, ...why }))];
}

/** Moves cards together, in their order and as one step. The focus is for the lead. */
function moveMany(
  desk: Desk,
  cards: readonly CardID[],
  { lane, stage: id, ...place }: Target,
  { lead, focus = false, still = false, beside }: How & { readonly lead: CardID },
  answer?: Answer,
): void {
  const { store } = desk;
  const spot = spotOf(store, lead);
  const stage = spot && store.stage(lane ?? spot.stage.lane, id ?? spot.stage.id);
  if (!stage) return;
  const { order, before } = gathered(stage.cards, cards, place);
  const name = stage.lane === spot.stage.lane ? nameOf(stage) : fullStageName(stage.lane, stage.record);
  const count = cards.length;
  const first = withBeside(beside, answer) ?? { commands: [] };
  if (!beside && order.every((card, at) => card === stage.cards[at]))
    announce(t.select.there({ stage: name }));
  else {
    if (!still) for (const card of cards.slice(0, mostFlights)) desk.motion.lift(card);
    const to = { lane: stage.lane, stage: stage.id, ...(before && { before }) };
    const sent = store.together(withAnswer(cards, to, first));
    const place = order.indexOf(cards[0]!) + 1;
    announce(withText(t.select.moved({ count, stage: name, place }), beside?.text));
    told(desk, sent, withText(t.select.movedToast({ count, stage: name }), beside?.text), true);
  }
  if (focus) desk.focusCard(lead);
}

/** Says beside what was moved what was set. */
const withText = (said: string, beside?: string) => (beside ? `${said.replace(/\.$/, '')}. ${beside}` : said);

function tell(desk: Desk, card: CardID, from: Spot, now: Spot, sent: Sent, beside?: string): void {
  const title = desk.store.card(card)?.record.title ?? '';
  const place = now.index + 1;
  const { count } = now;
  if (from.stage === now.stage) {
    announce(withText(t.move.within({ title, stage: nameOf(now.stage), place, count }), beside));
    told(desk, sent, beside ?? t.move.ordered({ stage: nameOf(now.stage) }), true);
    return;
  }
  const sameLane = from.stage.lane === now.stage.lane;
  const name = (spot: Spot) =>
    sameLane ? nameOf(spot.stage) : fullStageName(spot.stage.lane, spot.stage.record);
  announce(withText(t.move.done({ title, from: name(from), to: name(now), place, count }), beside));
  told(desk, sent, withText(t.move.toast({ stage: name(now) }), beside), true);
}

/**
 * Says what a person has done, with the way back beside it; unsaid when the server refuses. Nothing comes of a change
 * that changed nothing.
 */
export function told(desk: Desk, sent: Sent | undefined, text: string, silent = false): void {
  if (!sent) return;
  const run = () => {
    announce(t.toast.undone());
    void desk.store.undo(sent);
  };
  const key = toast({ text, silent, action: { label: t.common.undo(), run } });
  void sent.done.then(({ ok }) => ok || dismiss(key));
}

/** Takes back the person's own latest step, or does it again. What cannot be is told by the refusal. */
export async function takeBack(desk: Desk, again = false): Promise<void> {
  const sent = await (again ? desk.store.redo() : desk.store.undo());
  const outcome = await sent?.done;
  if (outcome?.ok) toast({ text: again ? t.toast.redone() : t.toast.undone() });
}

/** Moves a card among the cards one sees in its stage; the selected go with it. */
export function reorder(desk: Desk, card: CardID, to: 'up' | 'down' | 'top' | 'bottom'): void {
  const spot = spotOf(desk.store, card);
  if (!spot) return;
  const { stage } = spot;
  const ids = desk.near(card, stage);
  const cards = desk.selection.with(card);
  const first = ids.findIndex((id) => cards.includes(id));
  const last = ids.findLastIndex((id) => cards.includes(id));
  const alone = cards.length === 1;
  const title = desk.store.card(card)?.record.title ?? '';
  const place = { lane: stage.lane, stage: stage.id };
  if (alone && (to === 'up' || to === 'top') && first <= 0) announce(t.move.firstPlace({ title }));
  else if (alone && (to === 'down' || to === 'bottom') && last === ids.length - 1)
    announce(t.move.lastPlace({ title }));
  else if (to === 'up')
    moveCard(desk, card, { ...place, before: ids[Math.max(0, first - 1)]! }, { focus: true });
  else if (to === 'down')
    moveCard(desk, card, { ...place, after: ids[last + 1] ?? ids[last]! }, { focus: true });
  else if (to === 'top') moveCard(desk, card, { ...place, before: stage.cards[0]! }, { focus: true });
  else moveCard(desk, card, place, { focus: true });
}

/** Moves a card one stage to the left or right, at the height where it stands. */
export function shift(desk: Desk, card: CardID, step: 1 | -1): void {
  const spot = spotOf(desk.store, card);
  const beside = spot && besideOf(desk.store, spot.stage, step);
  if (!beside) {
    announce(t.move.noFurther());
    return;
  }
  const height = desk.near(card, spot.stage).indexOf(card);
  const below = desk.near(card, beside)[height];
  moveCard(
    desk,
    card,
    { lane: beside.lane, stage: beside.id, ...(below && { before: below }) },
    { focus: true },
  );
}
