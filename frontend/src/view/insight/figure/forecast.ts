import { after } from '../../../board/pace/days.ts';
import type { Day } from '../../../board/types.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, ForecastMany, ForecastWhen, Question } from '../answers.ts';
import { calendar, noon, values } from '../chart/axis.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Track, TrackData } from '../chart/tracks.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure, percent } from '../chart/words.ts';

/** What can be expected: how many cards by a day, and by which day so many. */

type Expected = Answer<'forecast'>;

/** What the server can be asked about: cards, and days ahead of the period. */
export const mostCards = 10_000;
export const farthest = 5 * 365;

/** A question with until when and how many cards, as they stand in the address; what cannot be asked is left out. */
export function askedOf(question: Question, by = '', cards = ''): Question {
  const { to = '' } = question;
  const count = Number(cards);
  return {
    ...question,
    ...(/^\d{4}-\d{2}-\d{2}$/.test(by) && by > to && by <= after(to, farthest) && { by }),
    ...(Number.isInteger(count) && count >= 1 && count <= mostCards && { cards: count }),
  };
}

/** About how many rows tell of numbers of cards at most. */
const most = 12;

/** A share of the trials that makes no difference. */
const nearlyNone = 0.005;

/** The certainties that a day is told for, in per cent. */
const certainties = [25, 50, 75, 85, 95] as const;

/** Fewer cards than this are little to forecast from. */
const enough = 10;

export const isEmpty = ({ data }: Expected): boolean => !data.finished;

/** Why there is nothing to tell, and what would change that. */
export const none = (): string => t.insight.forecast.none();

/** What is as good as certain, likely, and less than that is told apart by colour and pattern. */
function paintOf(share: number): Paint {
  if (share >= 0.85) return { tone: 'ok', share: 80 };
  return share >= 0.5
    ? { tone: 'accent', share: 70, pattern: 'rising' }
    : { tone: 'mark', share: 60, pattern: 'dots' };
}

interface Chance {
  readonly cards: number;
  readonly share: number;
}

/**
 * How likely it is that at least so many are finished, from the last number that is as good as certain to the last
 * that can be. Of many numbers only some are told, those that percentiles name among them.
 */
export function chances({ chart, p50, p85, p95 }: ForecastMany): readonly Chance[] {
  const shares = new Map(chart.map(({ cards, share }) => [cards, share]));
  const all: Chance[] = [];
  let left = 1;
  for (let cards = 1; (left -= shares.get(cards - 1) ?? 0) > nearlyNone; cards++)
    all.push({ cards, share: Math.min(1, left) });
  const told = all.filter((_, at) => (all[at + 1]?.share ?? 0) < 1 - nearlyNone);
  const each = Math.ceil(told.length / most);
  return told.filter(({ cards }, at) => (at + 1) % each === 0 || [p50, p85, p95].includes(cards));
}

/** How many by a day, with the likelihood of each number. */
export function manyOf({ how_many: many }: Expected['data']): TrackData {
  return {
    unit: t.insight.forecast.unit(),
    origin: 0,
    axis: (span, room) => values([100], span, room),
    rows: chances(many).map(({ cards, share }): Track => ({
      name: t.insight.forecast.atLeast({ count: cards }),
      bars: [{ from: 0, to: 100 * share, paint: paintOf(share) }],
      points: [
        {
          at: 100 * share,
          form: 'none',
          text: t.insight.forecast.manyPoint({
            count: cards,
            share: percent(share),
            day: dayName(many.by),
          }),
        },
      ],
      told: percent(share),
    })),
  };
}

/** The first day by which so many per cent of the trials were through; undefined when that is too far ahead. */
export function dayOf({ chart }: ForecastWhen, certainty: number): Day | undefined {
  let sum = 0;
  for (const { day, share } of chart) if ((sum += share) >= certainty / 100 - 1e-9) return day;
  return undefined;
}

/** When so many are finished, with the day for each certainty. */
export function whenOf({ to, data: { when } }: Expected): TrackData {
  const told = certainties.map((certainty) => ({ certainty, day: dayOf(when, certainty) }));
  const last = told.findLast(({ day }) => day)?.day ?? to;
  return {
    axis(span, room) {
      const { scale, ticks } = calendar(to, last, span, room);
      return { scale: (at) => scale(at), ticks };
    },
    rows: told.map(({ certainty, day }): Track => {
      const share = percent(certainty / 100);
      const until = day ? dayName(day) : t.insight.forecast.later();
      return {
        name: share,
        bars: [{ from: noon(to), to: noon(day ?? last), paint: paintOf(certainty / 100) }],
        points: [
          {
            at: noon(day ?? last),
            form: 'none',
            text: t.insight.forecast.whenPoint({ day: until, share }),
          },
        ],
        told: until,
      };
    }),
  };
}

/** The answer in words. */
export function says({ data: { lane, finished, how_many: many, when } }: Expected): string {
  const day = when.p85 && dayName(when.p85);
  return [
    many.p85
      ? t.insight.forecast.many({ count: many.p85, lane, day: dayName(many.by) })
      : t.insight.forecast.unsure({ lane, day: dayName(many.by) }),
    day
      ? t.insight.forecast.when({ count: when.cards, day })
      : t.insight.forecast.never({ count: when.cards }),
    finished < enough ? t.insight.forecast.few({ count: finished }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** How it was computed, in words. */
export const method = ({ data: { trials, days, finished } }: Expected): string =>
  t.insight.forecast.method({ trials: figure(trials), days, finished });

/** A row for each number of cards, and each day, that trials ended with. */
export const table = ({ data: { how_many: many, when } }: Expected): Table => ({
  columns: [
    { name: t.insight.forecast.question() },
    { name: t.insight.count(), number: true },
    { name: t.insight.forecast.by() },
    { name: t.insight.forecast.share(), number: true },
  ],
  rows: [
    ...many.chart.map(({ cards, share }) => [
      t.insight.forecast.howMany(),
      figure(cards),
      dayName(many.by),
      figure(100 * share, 2),
    ]),
    ...when.chart.map(({ day, share }) => [
      t.insight.forecast.whenThen(),
      figure(when.cards),
      day ? dayName(day) : t.insight.forecast.later(),
      figure(100 * share, 2),
    ]),
  ],
});
