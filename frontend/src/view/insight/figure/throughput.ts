import { daysBetween } from '../../../board/pace/days.ts';
import type { LaneKey } from '../../../board/types.ts';
import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, Question, Step, ThroughputLane } from '../answers.ts';
import type { BarData, Series } from '../chart/bar.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Table } from '../chart/table.ts';
import { figure, spanName } from '../chart/words.ts';
import { named } from './names.ts';

/** How many cards get done in each part of the period, and how those that are pilots were decided. */

/** Into what a period is cut: quarters, and weeks where it is about as short as one. */
export const stepOf = ({ from = '', to = '' }: Question): Step =>
  daysBetween(from, to) < 120 ? 'week' : 'quarter';

export const title = (question: Question): string => t.chart.throughput.title({ step: stepOf(question) });

export interface ThroughputOfLane {
  readonly lane: LaneKey;
  readonly mean: number;
  /** What happened in each part of the period. */
  readonly steps: readonly ThroughputLane[];
}

/** The lanes in which anything happened. */
export function lanesOf({ data }: Answer<'throughput'>): ThroughputOfLane[] {
  return data.lanes
    .map(({ lane, mean }) => ({
      lane,
      mean,
      steps: data.steps.flatMap(({ lanes }) => lanes.filter((each) => each.lane === lane)),
    }))
    .filter(({ steps }) => steps.some((step) => step.arrived + step.started + step.finished + step.dropped));
}

const outcomes = ['scale', 'adopt', 'extend', 'stop'] as const;

const outcomePaints: Readonly<Record<(typeof outcomes)[number], Omit<Paint, 'tone'>>> = {
  scale: { share: 90 },
  adopt: { share: 60, pattern: 'rising' },
  extend: { share: 45, pattern: 'dots' },
  stop: { share: 28, pattern: 'level' },
};

/** What is done, as one series, or one for each way in which pilots were decided. */
function seriesOf({ lane, steps }: ThroughputOfLane): Series[] {
  const decided = (step: ThroughputLane) =>
    outcomes.reduce((sum, outcome) => sum + (step.outcomes?.[outcome] ?? 0), 0);
  const all: Series[] = [
    ...outcomes.map((outcome) => ({
      name: t.choice.outcome[outcome](),
      values: steps.map((step) => step.outcomes?.[outcome] ?? 0),
      paint: { tone: lane, ...outcomePaints[outcome] },
    })),
    {
      name: lane === 'sprint' ? t.chart.throughput.undecided() : t.chart.throughput.finished(),
      values: steps.map((step) => step.finished - decided(step)),
      paint: lane === 'sprint' ? { tone: lane, share: 12 } : { tone: lane, share: 75 },
    },
  ];
  const used = all.filter(({ values }) => values.some((value) => value > 0));
  return used.length ? used : all.slice(-1);
}

export function barsOf({ data }: Answer<'throughput'>, lane: ThroughputOfLane): BarData {
  const series = seriesOf(lane);
  const several = series.length > 1;
  return {
    bands: data.steps.map(({ name }) => spanName(name)),
    series,
    unit: t.chart.cards(),
    whole: true,
    total: (at) => figure(lane.steps[at]!.finished),
    isOpen: (at) => !data.steps[at]!.whole,
    ...(lane.mean && {
      level: { name: t.chart.throughput.mean({ mean: figure(lane.mean) }), value: lane.mean },
    }),
    say: ({ name, values }, at) => {
      const { finished, started, arrived, dropped } = lane.steps[at]!;
      const all = t.chart.throughput.point({
        span: spanName(data.steps[at]!.name),
        ...{ finished, started, arrived, dropped },
      });
      return several ? `${all} ${t.chart.throughput.part({ name, count: values[at]! })}` : all;
    },
  };
}

export function says(answer: Answer<'throughput'>): string {
  const lanes = lanesOf(answer);
  return lanes.map((each) => named(lanes.length > 1, each.lane, laneSays(answer, each))).join(' ');
}

/** The average over what is whole, and the best part. */
function laneSays({ data, step }: Answer<'throughput'>, { mean, steps }: ThroughputOfLane): string {
  const most = Math.max(...steps.map(({ finished }) => finished));
  if (!most) return t.chart.throughput.none();
  const at = steps.findLastIndex(({ finished }) => finished === most);
  const best = spanName(data.steps[at]!.name);
  return mean
    ? t.chart.throughput.says({ step, mean: figure(mean), best, most })
    : t.chart.throughput.best({ best, most });
}

export function table(answer: Answer<'throughput'>): Table {
  const number = true;
  return {
    columns: [
      { name: t.chart.period.choose() },
      { name: t.lane.choose() },
      { name: t.chart.throughput.arrived(), number },
      { name: t.chart.throughput.started(), number },
      { name: t.chart.throughput.finished(), number },
      { name: t.chart.throughput.dropped(), number },
    ],
    rows: answer.data.steps.flatMap(({ name, lanes }) =>
      lanes.map(({ lane, arrived, started, finished, dropped }) => [
        spanName(name),
        laneName(lane),
        ...[arrived, started, finished, dropped].map((count) => figure(count)),
      ]),
    ),
  };
}
