import { nextQuarter, quarterOf } from '../../board/pace/quarter.ts';
import type { Day, Quarter } from '../../board/types.ts';
import { t } from '../words.svelte.ts';

/** Quarters as people choose and read them. */

export { nextQuarter, quarterOf };

/** So many quarters from that of a day on. */
export function quartersFrom(day: Day, count: number): Quarter[] {
  const quarters = [quarterOf(day)];
  while (quarters.length < count) quarters.push(nextQuarter(quarters.at(-1)!));
  return quarters;
}

/** Q4 2026, kv. 4 2026. */
export function quarterName(of: Quarter): string {
  const [year = 0, quarter = 1] = of.split('-Q').map(Number);
  return t.date.quarter({ year, quarter });
}
