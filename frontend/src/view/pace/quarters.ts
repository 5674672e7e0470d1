import type { Day, Quarter } from '../../board/types.ts';
import { quarter } from '../dates.ts';
import { t } from '../words.svelte.ts';

/** Quarters as people choose and read them. */

export function quarterOf(day: Day): Quarter {
  const { year, quarter: number } = quarter(day);
  return `${year}-Q${number}`;
}

export function nextQuarter(of: Quarter): Quarter {
  const [year, number] = parts(of);
  return number === 4 ? `${year + 1}-Q1` : `${year}-Q${number + 1}`;
}

/** So many quarters from that of a day on. */
export function quartersFrom(day: Day, count: number): Quarter[] {
  const quarters = [quarterOf(day)];
  while (quarters.length < count) quarters.push(nextQuarter(quarters.at(-1)!));
  return quarters;
}

/** Q4 2026, kv. 4 2026. */
export function quarterName(of: Quarter): string {
  const [year, number] = parts(of);
  return t.date.quarter({ year, quarter: number });
}

function parts(of: Quarter): [year: number, quarter: number] {
  const [year, number] = of.split('-Q').map(Number);
  return [year ?? 0, number ?? 1];
}
