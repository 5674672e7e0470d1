import { t } from '../../words.svelte.ts';
import type { Answer, OnTimeQuarter } from '../answers.ts';
import type { BarData } from '../chart/bar.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure, percent, spanName } from '../chart/words.ts';

/** Which of the pilots that were promised for a quarter were in place by its last working day. */

const states = ['on_time', 'late', 'missing', 'open'] as const;

const paints: Readonly<Record<(typeof states)[number], Paint>> = {
  on_time: { tone: 'ok', share: 80 },
  late: { tone: 'warn', share: 55, pattern: 'rising' },
  missing: { tone: 'danger', share: 55, pattern: 'cross' },
  open: { tone: 'mark', share: 30, pattern: 'dots' },
};

/** The quarters from the first in which anything was promised. */
function told({ data }: Answer<'on-time'>): readonly OnTimeQuarter[] {
  const first = data.quarters.findIndex((quarter) => states.some((state) => quarter[state]));
  return first < 0 ? [] : data.quarters.slice(first);
}

export const isEmpty = (answer: Answer<'on-time'>): boolean => !told(answer).length;

export function barsOf(answer: Answer<'on-time'>): BarData {
  const quarters = told(answer);
  return {
    bands: quarters.map(({ quarter }) => spanName(quarter)),
    series: states
      .map((state) => ({
        name: t.chart.onTime.state[state](),
        values: quarters.map((quarter) => quarter[state]),
        paint: paints[state],
      }))
      .filter(({ values }) => values.some((value) => value > 0)),
    unit: t.chart.onTime.unit(),
    whole: true,
    total: (at) => shareText(quarters[at]!),
    say: ({ name, values }, at) =>
      t.chart.onTime.point({ quarter: spanName(quarters[at]!.quarter), state: name, count: values[at]! }),
  };
}

const shareText = ({ share }: OnTimeQuarter) => (share === undefined ? '–' : percent(share));

export function says(answer: Answer<'on-time'>): string {
  const sum = (state: (typeof states)[number]) =>
    answer.data.quarters.reduce((sum, quarter) => sum + quarter[state], 0);
  const onTime = sum('on_time');
  const due = onTime + sum('late') + sum('missing');
  const open = sum('open');
  if (!due) return t.chart.onTime.notDue({ open });
  return t.chart.onTime.says({ onTime, due, share: percent(onTime / due), open });
}

export function table(answer: Answer<'on-time'>): Table {
  const counted = [...states, 'dropped'] as const;
  return {
    columns: [
      { name: t.field.quarter() },
      { name: t.chart.onTime.deadline() },
      ...counted.map((state) => ({ name: t.chart.onTime.state[state](), number: true })),
      { name: t.chart.onTime.share(), number: true },
    ],
    rows: told(answer).map((quarter) => [
      spanName(quarter.quarter),
      dayName(quarter.deadline),
      ...counted.map((state) => figure(quarter[state])),
      shareText(quarter),
    ]),
  };
}
