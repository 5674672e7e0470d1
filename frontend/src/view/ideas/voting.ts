import type { CardID } from '../../board/types.ts';
import type { Desk } from '../board/desk.svelte.ts';
import { told } from '../board/moving.ts';
import { t } from '../words.svelte.ts';

/** Gives a person's vote to a proposal or takes it back; who has no name is asked for one. */
export function toggleVote(desk: Desk, card: CardID): void {
  const { store } = desk;
  if (store.me === 'guest') {
    desk.ways.askName();
    return;
  }
  const vote = !store.card(card)?.record.votes?.includes(store.me);
  told(desk, store.vote(card, vote), vote ? t.pilot.voted() : t.pilot.unvoted());
}
