import { laneName } from '../../board/names.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, Balance, BalanceStep } from '../answers.ts';
import type { AreaData } from '../chart/area.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure, percent, shortFigure, spanName } from '../chart/words.ts';

/** How what is in work is divided between the lanes over time. */

type Divided = Answer<'balance'>;

/** What a lane's part is measured by. */
export const measures = ['cards', 'people', 'money'] as const;

export type Measured = (typeof measures)[number];

export const isMeasured = (name: string | undefined): name is Measured => measures.includes(name as Measured);

const total = ({ marathon, sprint }: BalanceStep, by: Measured) => marathon[by] + sprint[by];

/** The steps at whose end anything was in work. */
const known = ({ steps }: Balance, by: Measured) => steps.filter((step) => total(step, by) > 0);

export const isEmpty = ({ data }: Divided): boolean => !known(data, 'cards').length;

/** Why there is nothing to tell, and what would change that. */
export const none = (): string => t.insight.balance.none();

/** Whether anything in work says how much of it there is. */
export const isSaid = ({ data }: Divided, by: Measured): boolean => known(data, by).length > 0;

const shareOf = (step: BalanceStep, by: Measured) => step.marathon[by] / total(step, by);

export function areaOf({ data }: Divided, by: Measured): AreaData {
  const steps = known(data, by);
  const aim = data.wished[by];
  const shares = steps.map((step) => 100 * shareOf(step, by));
  const bands = [
    { lane: 'marathon', values: shares, paint: { tone: 'marathon', share: 80 } },
    {
      lane: 'sprint',
      values: shares.map((share) => 100 - share),
      paint: { tone: 'sprint', share: 70, pattern: 'rising' },
    },
  ] as const;
  return {
    days: steps.map(({ to }) => to),
    unit: t.insight.balance.unit(),
    bands: bands.map(({ lane, values, paint }) => ({
      name: laneName(lane),
      values,
      paint,
    })),
    say(band, at) {
      const { lane, values } = bands.find(({ paint }) => paint === band.paint)!;
      return t.insight.balance.point({
        day: dayName(steps[at]!.to),
        lane: laneName(lane),
        share: percent(values[at]! / 100),
        amount: amountOf(steps[at]![lane][by], by, data.currency),
      });
    },
    ...(aim && {
      levels: [
        {
          name: t.insight.balance.aim({ aim: percent(aim / 100) }),
          value: aim,
          paint: { tone: 'ink', stroke: 'dashed' },
        },
      ],
    }),
  };
}

const amountOf = (amount: number, by: Measured, currency = '') =>
  by === 'money'
    ? `${shortFigure(amount)} ${currency}`.trim()
    : t.insight.balance.amount({ what: by, amount: figure(amount) });

/** The answer in words. */
export function says({ data }: Divided, by: Measured): string {
  const last = known(data, by).at(-1);
  if (!last) return t.insight.balance.unsaid({ what: by });
  const share = shareOf(last, by);
  return [
    t.insight.balance.now({ share: percent(share), what: by, day: dayName(last.to) }),
    aimed(Math.round(100 * share), data.wished[by]),
    by === 'money' && data.left_out
      ? t.insight.balance.leftOut({ count: data.left_out, currency: data.currency ?? '' })
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function aimed(share: number, aim: number): string {
  if (!aim) return t.insight.balance.noAim();
  if (share === aim) return t.insight.balance.on();
  const told = { points: Math.abs(share - aim), aim: percent(aim / 100) };
  return share > aim ? t.insight.balance.above(told) : t.insight.balance.below(told);
}

/** A row for each step and lane. */
export const table = ({ data: { steps, currency } }: Divided): Table => ({
  columns: [
    { name: t.insight.step() },
    { name: t.insight.to() },
    { name: t.lane.choose() },
    { name: t.balance.cards(), number: true },
    { name: t.balance.people(), number: true },
    { name: currency ? t.balance.money({ currency }) : t.balance.moneyPlain(), number: true },
  ],
  rows: steps.flatMap((step) =>
    (['marathon', 'sprint'] as const).map((lane) => [
      spanName(step.name),
      dayName(step.to),
      laneName(lane),
      ...measures.map((by) => figure(step[lane][by])),
    ]),
  ),
});
