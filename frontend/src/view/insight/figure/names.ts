import type { LaneKey } from '../../../board/types.ts';
import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';

/** A sentence, after the name of the lane it is about where there are two. */
export const named = (several: boolean, lane: LaneKey, sentence: string): string =>
  several ? t.chart.laneSays({ lane: laneName(lane), sentence }) : sentence;
