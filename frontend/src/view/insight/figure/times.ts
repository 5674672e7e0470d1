import type { LaneKey } from '../../../board/types.ts';
import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, Percentiles, TimesCard } from '../answers.ts';
import type { ScatterData } from '../chart/scatter.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure } from '../chart/words.ts';
import { daysText, named, shares } from './names.ts';

/** How long finished cards took: from when work on them started (`cycle`), or from when they were created (`lead`). */

export type Clock = 'cycle' | 'lead';

export interface TimesOfLane {
  readonly lane: LaneKey;
  readonly cards: readonly TimesCard[];
  readonly times: Percentiles;
}

/** The lanes in which anything was finished. */
export function lanesOf({ data }: Answer<'times'>, clock: Clock): TimesOfLane[] {
  return data.lanes
    .map((each) => ({
      lane: each.lane,
      times: each[clock],
      cards: data.cards.filter(({ lane }) => lane === each.lane),
    }))
    .filter(({ cards }) => cards.length);
}

export function scatterOf({ from, to }: Answer<'times'>, lane: TimesOfLane, clock: Clock): ScatterData {
  return {
    from,
    to,
    unit: t.chart.days(),
    dots: lane.cards.map((card) => ({
      on: card.done,
      value: card[clock],
      card: card.card,
      shape: lane.lane === 'sprint' ? 'diamond' : 'circle',
      paint: { tone: lane.lane, share: 45 },
      text: t.chart.times.point({
        title: card.title,
        days: daysText(card[clock]),
        date: dayName(card.done),
      }),
    })),
    levels: shares.map(({ percent, of, paint }) => ({
      name: t.chart.percentile({ percent, days: daysText(lane.times[of]) }),
      value: lane.times[of],
      paint,
    })),
  };
}

export function says(answer: Answer<'times'>, clock: Clock): string {
  const lanes = lanesOf(answer, clock);
  return lanes
    .map(({ lane, times }) =>
      named(
        lanes.length > 1,
        lane,
        t.chart.times.says({ half: daysText(times.p50), most: daysText(times.p85) }),
      ),
    )
    .join(' ');
}

export function table({ data }: Answer<'times'>): Table {
  return {
    columns: [
      { name: t.field.title() },
      { name: t.lane.choose() },
      { name: t.chart.times.done() },
      { name: t.chart.times.clock.cycle(), number: true },
      { name: t.chart.times.clock.lead(), number: true },
    ],
    rows: data.cards
      .toReversed()
      .map(({ card, title, lane, done, cycle, lead }) => [
        { text: title, card },
        laneName(lane),
        dayName(done),
        figure(cycle),
        figure(lead),
      ]),
  };
}
