import type { Store } from '../../board/store.svelte.ts';
import type { Benefit } from '../../board/types.ts';
import { fullStageName, laneName } from '../board/names.ts';
import { figure } from '../card/sources.ts';
import { t } from '../words.svelte.ts';
import type { Place } from './register.ts';

/** What the register calls things. */

export const kinds = ['avoided_cost', 'time_saved', 'quality'] as const;

export const benefitName = ({ measure, kind }: Benefit) => measure || t.benefit[kind]();

/** A number with its unit of measure; empty for none. */
export const amount = (value: number | undefined, unit: string | undefined) =>
  [figure(value), value === undefined ? '' : unit].filter(Boolean).join(' ');

/** Where sums belong: the whole board, a lane, a stage or a unit. */
export function placeName(store: Store, place: Place | undefined): string {
  if (!place) return t.register.whole();
  const { lane, stage: id, unit } = place;
  if (!lane) return store.units.find((one) => one.id === unit)?.name ?? t.register.noUnit();
  const stage = id && store.stage(lane, id);
  return stage ? fullStageName(lane, stage.record) : laneName(lane);
}
