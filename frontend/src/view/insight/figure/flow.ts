import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, Flow, FlowLane } from '../answers.ts';
import type { AreaData } from '../chart/area.ts';
import { patterns } from '../chart/drawing.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure } from '../chart/words.ts';
import { named, nameOfStage } from './names.ts';

/** Where work piles up: the cumulative flow of each lane. */

/** The stages in which anything lay, from left to right. */
const used = ({ stages }: FlowLane) => stages.filter(({ cards }) => cards.some((count) => count > 0));

export const isEmpty = ({ data }: Answer<'flow'>): boolean => data.lanes.every((lane) => !used(lane).length);

/** What a lane's diagram shows: what is over at the bottom, what has not begun at the top. */
export function areaOf({ days }: Flow, lane: FlowLane): AreaData {
  const stages = used(lane).toReversed();
  const step = 75 / Math.max(1, stages.length - 1);
  return {
    days,
    unit: t.chart.cards(),
    bands: stages.map((stage, at) => ({
      name: nameOfStage(lane.lane, stage),
      values: stage.cards,
      paint: {
        tone: lane.lane,
        share: Math.round(90 - at * step),
        pattern: patterns[at % 2 ? 1 + (((at - 1) / 2) % (patterns.length - 1)) : 0]!,
      },
    })),
    say: ({ name, values }, at) =>
      t.chart.flow.point({ day: dayName(days[at]!), stage: name, count: values[at]! }),
  };
}

/** The answer in words, a sentence for each lane. */
export function says({ data }: Answer<'flow'>): string {
  return data.lanes
    .filter((lane) => used(lane).length)
    .map((lane) => named(data.lanes.length > 1, lane.lane, laneSays(lane)))
    .join(' ');
}

interface Change {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Which stage has grown most, or else holds most. What lies in the last stage is over. */
function laneSays({ lane, stages }: FlowLane): string {
  const changes: Change[] = stages.slice(0, -1).map((stage) => ({
    name: nameOfStage(lane, stage),
    from: stage.cards[0] ?? 0,
    to: stage.cards.at(-1) ?? 0,
  }));
  const most = (by: (change: Change) => number) => changes.toSorted((a, b) => by(b) - by(a))[0];
  const grown = most(({ from, to }) => to - from);
  if (grown && grown.to > grown.from) return t.chart.flow.grew({ ...grown, stage: grown.name });
  const fullest = most(({ to }) => to);
  if (fullest?.to) return t.chart.flow.most({ stage: fullest.name, count: fullest.to });
  return t.chart.flow.none();
}

/** A row for each day, a column for each stage. */
export function table({ data }: Answer<'flow'>): Table {
  const lanes = data.lanes.map((lane) => ({ lane: lane.lane, stages: used(lane) }));
  return {
    columns: [
      { name: t.chart.day() },
      ...lanes.flatMap(({ lane, stages }) =>
        stages.map((stage) => ({
          name: t.stage.withLane({ lane: laneName(lane), stage: nameOfStage(lane, stage) }),
          number: true,
        })),
      ),
    ],
    rows: data.days.map((day, at) => [
      dayName(day),
      ...lanes.flatMap(({ stages }) => stages.map(({ cards }) => figure(cards[at]!))),
    ]),
  };
}
