import type { Portfolio, Rules } from '../../board/pace/portfolio.ts';
import type { Store } from '../../board/store.svelte.ts';
import { holidaysOf } from '../pace/holidays.svelte.ts';

/** By what a board tells where a card stands, with the holidays of its country as far as they are known. */
export function rulesOf(store: Store): Rules {
  const lanes = store.lanes.map(({ key, stages }) => ({ key, stages: stages.map(({ record }) => record) }));
  return { lanes, settings: store.settings, holidays: holidaysOf(store.settings.country) };
}

/** All that is told of a card from the others on its board; follows every change. */
export function portfolioOf(store: Store): Portfolio {
  void store.version;
  const { units, gates, bodies } = store;
  const all = [...store.cards()];
  const records = (archived: boolean) =>
    all.filter((card) => card.archived === archived).map((card) => card.record);
  return { ...rulesOf(store), units, gates, bodies, cards: records(false), archive: records(true) };
}
