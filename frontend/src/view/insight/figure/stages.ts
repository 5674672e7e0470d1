import type { LaneKey } from '../../../board/types.ts';
import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, StageTime } from '../answers.ts';
import { values } from '../chart/axis.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Table } from '../chart/table.ts';
import type { Track, TrackData } from '../chart/tracks.ts';
import { figure } from '../chart/words.ts';
import { daysText, named, nameOfStage, shares } from './names.ts';

/** How long cards lie in each stage: what half, 85 and 95 of 100 stays took at most. */

export interface StagesOfLane {
  readonly lane: LaneKey;
  readonly stages: readonly StageTime[];
}

/** The stages of each lane that any card has left in the period. */
export function lanesOf({ data }: Answer<'stages'>): StagesOfLane[] {
  return (['marathon', 'sprint'] as const)
    .map((key) => ({
      lane: key,
      stages: data.stages.filter(({ lane, left }) => lane === key && left.count > 0),
    }))
    .filter(({ stages }) => stages.length);
}

/** Bars get thinner and fainter the fewer stays took as long. */
const looks: readonly { readonly thin: number; readonly paint: Omit<Paint, 'tone'> }[] = [
  { thin: 1, paint: { share: 85 } },
  { thin: 0.6, paint: { share: 40, pattern: 'rising' } },
  { thin: 0.25, paint: { share: 100 } },
];

export function tracksOf({ lane, stages }: StagesOfLane): TrackData {
  const paintOf = (i: number): Paint => ({ tone: lane, ...looks[i]!.paint });
  return {
    unit: t.chart.days(),
    key: shares.map(({ percent }, i) => ({ name: t.chart.stages.key({ percent }), sign: paintOf(i) })),
    origin: 0,
    axis: (span, room) =>
      values(
        stages.map(({ left }) => left.p95),
        span,
        room,
      ),
    rows: stages.map((stage): Track => {
      const name = nameOfStage(lane, stage);
      return {
        name,
        told: daysText(stage.left.p50),
        points: [],
        bars: shares.map(({ percent, of }, i) => ({
          from: i ? stage.left[shares[i - 1]!.of] : 0,
          to: stage.left[of],
          thin: looks[i]!.thin,
          paint: paintOf(i),
          text: t.chart.stages.point({ stage: name, percent, days: daysText(stage.left[of]) }),
        })),
      };
    }),
  };
}

export function says(answer: Answer<'stages'>): string {
  const lanes = lanesOf(answer);
  return lanes.map(({ lane, stages }) => named(lanes.length > 1, lane, laneSays(lane, stages))).join(' ');
}

/** The stage that takes most time on average; the last one is never left for another. */
function laneSays(lane: LaneKey, stages: readonly StageTime[]): string {
  const longest = stages.toSorted((a, b) => b.mean - a.mean)[0]!;
  return t.chart.stages.says({
    stage: nameOfStage(lane, longest),
    mean: daysText(longest.mean),
    half: daysText(longest.left.p50),
  });
}

export function table({ data }: Answer<'stages'>): Table {
  const percentile = (percent: number) => ({ name: t.chart.stages.atMost({ percent }), number: true });
  return {
    columns: [
      { name: t.field.stage() },
      { name: t.chart.stages.left(), number: true },
      { name: t.chart.stages.mean(), number: true },
      ...shares.map(({ percent }) => percentile(percent)),
      { name: t.chart.stages.here(), number: true },
      { name: t.chart.stages.hereHalf(), number: true },
    ],
    rows: data.stages.map((stage) => {
      const { lane, left, here, mean } = stage;
      const known = (value: number) => (left.count ? figure(value) : '–');
      return [
        t.stage.withLane({ lane: laneName(lane), stage: nameOfStage(lane, stage) }),
        figure(left.count),
        known(mean),
        ...shares.map(({ of }) => known(left[of])),
        figure(here.count),
        here.count ? figure(here.p50) : '–',
      ];
    }),
  };
}
