import type { LaneKey, Stage } from '../../../board/types.ts';
import { laneName, stageName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Percentiles, StageName } from '../answers.ts';
import type { Paint } from '../chart/drawing.ts';
import { figure } from '../chart/words.ts';

/** What figures call things. */

/** A sentence, after the name of the lane it is about where there are two. */
export const named = (several: boolean, lane: LaneKey, sentence: string): string =>
  several ? t.chart.laneSays({ lane: laneName(lane), sentence }) : sentence;

/** What a stage of an answer is called. */
export function nameOfStage(lane: LaneKey, { stage: id, key = '', name, custom }: StageName): string {
  const stage: Stage = { id, key, name, ...(custom && { custom }) };
  return stageName(lane, stage);
}

/** So many days, on one line; parts of one only where there are few. */
export function daysText(days: number): string {
  const whole = Number.isInteger(days) || days >= 10;
  const text = whole ? t.card.days({ days: Math.round(days) }) : t.chart.daysPart({ days: figure(days) });
  return text.replace(' ', '\u00a0');
}

/** The percentiles that charts draw, the most likely first, each told apart by its line. */
export const shares = [
  { percent: 50, of: 'p50', paint: { tone: 'ink', stroke: 'solid' } },
  { percent: 85, of: 'p85', paint: { tone: 'ink', stroke: 'dashed' } },
  { percent: 95, of: 'p95', paint: { tone: 'ink', stroke: 'dotted' } },
] as const satisfies readonly {
  readonly percent: number;
  readonly of: keyof Percentiles;
  readonly paint: Paint;
}[];
