import type { LaneKey } from '../../../board/types.ts';
import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, RecognitionStep } from '../answers.ts';
import { values } from '../chart/axis.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Track, TrackData } from '../chart/tracks.ts';
import type { Table } from '../chart/table.ts';
import { figure, spanName } from '../chart/words.ts';

/** How both paces were honoured: the long work to the left, the quick to the right. */

type Honoured = Answer<'recognition'>;

const paints: Readonly<Record<LaneKey, Paint>> = {
  marathon: { tone: 'marathon', share: 80 },
  sprint: { tone: 'sprint', share: 80, pattern: 'rising' },
};

const lanes = ['marathon', 'sprint'] as const;

export const isEmpty = ({ data }: Honoured): boolean => data.marathon + data.sprint === 0;

/** Why there is nothing to tell, and what would change that. */
export const none = (): string => t.honour.none();

export function tracksOf({ lane, data: { steps } }: Honoured): TrackData {
  const shown = lanes.filter((key) => !lane || key === lane);
  const counts = shown.flatMap((key) => steps.map((step) => side(key) * step[key]));
  return {
    unit: t.insight.recognition.unit(),
    key: shown.map((key) => ({ name: laneName(key), sign: paints[key] })),
    origin: 0,
    axis: (span, room) =>
      values(counts, span, room, { whole: true, write: (count) => figure(Math.abs(count)) }),
    rows: steps.map((step) => trackOf(step, shown)),
  };
}

const side = (lane: LaneKey) => (lane === 'marathon' ? -1 : 1);

function trackOf(step: RecognitionStep, shown: readonly LaneKey[]): Track {
  return {
    name: spanName(step.name),
    bars: shown.map((lane) => ({ from: 0, to: side(lane) * step[lane], paint: paints[lane] })),
    points: shown.map((lane) => ({
      at: side(lane) * step[lane],
      form: 'none',
      text: t.insight.recognition.point({
        step: spanName(step.name),
        lane: laneName(lane),
        count: step[lane],
      }),
    })),
    told: shown.map((lane) => figure(step[lane])).join(' : '),
  };
}

/** The answer in words. */
export function says({ lane, data: { marathon, sprint, steps } }: Honoured): string {
  if (lane) return t.insight.recognition.one({ lane: laneName(lane), count: marathon + sprint });
  const brave = steps.reduce((sum, step) => sum + step.brave, 0);
  return t.insight.recognition.says({ marathon, sprint, brave });
}

/** A row for each step. */
export const table = ({ data: { steps } }: Honoured): Table => ({
  columns: [
    { name: t.insight.step() },
    { name: laneName('marathon'), number: true },
    { name: laneName('sprint'), number: true },
    { name: t.choice.recognition.stamina(), number: true },
    { name: t.choice.recognition.pace(), number: true },
    { name: t.choice.recognition.brave(), number: true },
  ],
  rows: steps.map(({ name, marathon, sprint, stamina, pace, brave }) => [
    spanName(name),
    ...[marathon, sprint, stamina, pace, brave].map((count) => figure(count)),
  ]),
});
