import { t } from '../../words.svelte.ts';
import type { Answer, SlipCard, SlipReplan } from '../answers.ts';
import { values } from '../chart/axis.ts';
import type { Point, Track, TrackData } from '../chart/tracks.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure } from '../chart/words.ts';

/** How far marathons have moved from their baseline. */

/** How many cards are drawn at most. */
const most = 30;

type Slipped = Answer<'slip'>;

export const isEmpty = ({ data }: Slipped): boolean => !data.cards.length;

/** Why there is nothing to tell, and what would change that. */
export const none = (): string => t.insight.slip.none({ field: t.field.baseline_end() });

export function tracksOf({ data: { cards } }: Slipped): TrackData {
  const shown = cards.slice(0, most);
  const days = shown.flatMap(({ days, replans }) => [days, ...replans.map((replan) => replan.days)]);
  return {
    unit: t.insight.slip.unit(),
    key: [
      { name: t.insight.slip.key.running(), sign: 'full' },
      { name: t.insight.slip.key.finished(), sign: 'open' },
      { name: t.insight.slip.key.step(), sign: 'step' },
    ],
    origin: 0,
    axis: (span, room) => values(days, span, room, { whole: true }),
    rows: shown.map(trackOf),
  };
}

function trackOf(card: SlipCard): Track {
  const steps = card.replans.filter(({ to }) => to !== card.end || card.finished);
  const points = steps.map((replan): Point => ({
    at: replan.days,
    form: 'step',
    text: replanned(card, replan),
  }));
  const late = card.days > 0;
  return {
    name: card.title,
    card: card.card,
    bars: [
      {
        from: 0,
        to: card.days,
        paint: late ? { tone: 'warn', share: 70 } : { tone: 'marathon', share: 70, pattern: 'rising' },
      },
    ],
    points: [...points, { at: card.days, form: card.finished ? 'open' : 'full', text: stands(card) }],
    told: lateness(card.days),
  };
}

/** 12 days late, 3 days early, as planned. */
function lateness(days: number): string {
  if (days > 0) return t.insight.slip.lateBy({ days });
  return days < 0 ? t.insight.slip.earlyBy({ days: -days }) : t.insight.slip.onPlan();
}

const replanned = ({ title }: SlipCard, { on, to = '', reason, days }: SlipReplan): string =>
  t.insight.slip.replan({ title, day: dayName(on), to: dayName(to), told: lateness(days), reason });

function stands({ title, days, baseline, end, finished }: SlipCard): string {
  const told = { title, told: lateness(days), baseline: dayName(baseline), end: dayName(end) };
  return finished ? t.insight.slip.finished(told) : t.insight.slip.open(told);
}

/** The answer in words. */
export function says({ data: { cards, steps } }: Slipped): string {
  const late = cards.filter(({ days }) => days > 0);
  const [worst] = late;
  if (!worst) return t.insight.slip.kept({ count: cards.length });
  const middle = cards.at(-Math.ceil(cards.length / 2))!.days; // the latest come first
  const before = steps.find(({ days }) => days.count > 0)?.days.p50 ?? 0;
  const now = steps.at(-1)?.days.p50 ?? 0;
  return [
    t.insight.slip.late({ late: late.length, count: cards.length, title: worst.title, days: worst.days }),
    middle > 0 ? t.insight.slip.median({ days: middle }) : t.insight.slip.half(),
    before > 0 && before !== now ? t.insight.slip.before({ days: before }) : '',
    cards.length > most ? t.insight.shown({ shown: most, count: cards.length }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** A row for each card. */
export const table = ({ data: { cards } }: Slipped): Table => ({
  columns: [
    { name: t.insight.card() },
    { name: t.field.baseline_end() },
    { name: t.field.end() },
    { name: t.insight.slip.is() },
    { name: t.insight.slip.days(), number: true },
    { name: t.insight.slip.replans(), number: true },
  ],
  rows: cards.map(({ card, title, baseline, end, finished, days, replans }) => [
    { text: title, card },
    dayName(baseline),
    dayName(end),
    finished ? t.insight.slip.key.finished() : '–',
    figure(days),
    figure(replans.length),
  ]),
});
