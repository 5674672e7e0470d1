import type { LaneKey } from '../../../board/types.ts';
import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Ageing, AgeingCard, AgeingStage, Answer } from '../answers.ts';
import { values as valueAxis } from '../chart/axis.ts';
import type { Look } from '../chart/dots.ts';
import type { Table } from '../chart/table.ts';
import type { Track, TrackData } from '../chart/tracks.ts';
import { dayName, figure } from '../chart/words.ts';
import { daysText, named, nameOfStage, shares } from './names.ts';

/** How old the work under way is, beside how old what is finished was when it had come as far. */

export interface AgeingOfLane {
  readonly lane: LaneKey;
  readonly stages: readonly AgeingStage[];
  /** The oldest first. */
  readonly cards: readonly Aged[];
}

export interface Aged extends AgeingCard {
  /** The number of its stage among those of the lane. */
  readonly at: number;
  readonly stageName: string;
  /** Whether it is older than 85 of 100 were when they left its stage. */
  readonly old: boolean;
}

/** The lanes in which work is under way. A card in a stage that has been removed is with those of the first. */
export function lanesOf({ data }: Answer<'ageing'>): AgeingOfLane[] {
  return data.lanes
    .map(({ lane }) => laneOf(data, lane))
    .filter(({ cards, stages }) => cards.length && stages.length);
}

function laneOf(data: Ageing, lane: LaneKey): AgeingOfLane {
  const stages = data.stages.filter((stage) => stage.lane === lane);
  const cards = data.cards
    .filter((card) => card.lane === lane)
    .map((card): Aged => {
      const at = Math.max(
        0,
        stages.findIndex(({ stage }) => stage === card.stage),
      );
      const stage = stages[at];
      return {
        ...card,
        at,
        stageName: stage ? nameOfStage(lane, stage) : '',
        old: !!stage?.age.count && card.age > stage.age.p85,
      };
    });
  return { lane, stages, cards };
}

export function tracksOf({ lane, stages, cards }: AgeingOfLane): TrackData {
  const compared = shares.slice(0, 2);
  const values = [...cards.map(({ age }) => age), ...stages.flatMap(({ age }) => [age.p50, age.p85])];
  return {
    unit: t.chart.ageing.age(),
    key: [
      { name: t.chart.ageing.key.going(), sign: looks[lane] },
      { name: t.chart.ageing.key.old(), sign: looks.old },
      ...compared.map(({ percent, paint }) => ({ name: t.chart.ageing.key.left({ percent }), sign: paint })),
    ],
    origin: 0,
    axis: (span, room) => valueAxis(values, span, room),
    rows: stages.map((stage, at): Track => ({
      name: nameOfStage(lane, stage),
      bars: [],
      lines: stage.age.count ? compared.map(({ of, paint }) => ({ at: stage.age[of], paint })) : [],
      points: cards
        .filter((card) => card.at === at)
        .map((card) => ({
          at: card.age,
          card: card.card,
          form: looks[card.old ? 'old' : lane],
          text: pointText(card),
        })),
    })),
  };
}

const looks: Readonly<Record<LaneKey | 'old', Look>> = {
  marathon: { shape: 'circle', paint: { tone: 'marathon', share: 45 } },
  sprint: { shape: 'diamond', paint: { tone: 'sprint', share: 45 } },
  old: { shape: 'triangle', paint: { tone: 'danger', share: 80 } },
};

function pointText({ title, stageName, age, in_stage, waiting_for }: Aged): string {
  const said = t.chart.ageing.point({
    title,
    stage: stageName,
    age: daysText(age),
    inStage: daysText(in_stage),
  });
  return waiting_for?.party ? `${said} ${t.chart.ageing.waiting({ party: waiting_for.party })}` : said;
}

export function says(answer: Answer<'ageing'>): string {
  const lanes = lanesOf(answer);
  return lanes.map(({ lane, cards }) => named(lanes.length > 1, lane, laneSays(cards))).join(' ');
}

function laneSays(cards: readonly Aged[]): string {
  const old = cards.filter((card) => card.old).length;
  const oldest = cards[0]!;
  return t.chart.ageing.says({ old, count: cards.length, title: oldest.title, age: daysText(oldest.age) });
}

export function table(answer: Answer<'ageing'>): Table {
  return {
    columns: [
      { name: t.field.title() },
      { name: t.lane.choose() },
      { name: t.field.stage() },
      { name: t.chart.ageing.started() },
      { name: t.chart.ageing.age(), number: true },
      { name: t.chart.ageing.inStage(), number: true },
      { name: t.field.waiting_for() },
    ],
    rows: lanesOf(answer).flatMap(({ lane, cards }) =>
      cards.map((card) => [
        { text: card.title, card: card.card },
        laneName(lane),
        card.stageName,
        dayName(card.started),
        figure(card.age),
        figure(card.in_stage),
        card.waiting_for?.party ?? '–',
      ]),
    ),
  };
}
