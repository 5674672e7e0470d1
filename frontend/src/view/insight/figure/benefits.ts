import { quarterOf } from '../../../board/pace/quarter.ts';
import type { Benefit } from '../../../board/types.ts';
import { quarterName } from '../../pace/quarters.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, BenefitSum } from '../answers.ts';
import { values } from '../chart/axis.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Track, TrackData } from '../chart/tracks.ts';
import type { Table } from '../chart/table.ts';
import { dayName, figure, shortFigure } from '../chart/words.ts';

/** What was promised and what has come of it, for each kind and unit of measure. */

type Promised = Answer<'benefits'>;

const promised: Paint = { tone: 'mark', share: 30 };
const come: Paint = { tone: 'accent', share: 80, pattern: 'rising' };

export const isEmpty = ({ data }: Promised): boolean => !data.benefits.length;

/** Why there is nothing to tell, and what would change that. */
export const none = (): string => t.register.none();

/** A part of what a sum promises, in per cent of it. */
const share = (part: number, { planned }: BenefitSum) => (planned ? (100 * part) / planned : 0);

const kindName = (kind: string) => t.benefit[kind as Benefit['kind']]();

const nameOf = ({ kind, measured_in }: BenefitSum) =>
  [kindName(kind), measured_in].filter(Boolean).join(', ');

export function tracksOf({ to, data: { sums } }: Promised): TrackData {
  const shares = sums.flatMap((sum) => sum.quarters.map(({ realised = 0 }) => share(realised, sum)));
  return {
    unit: t.insight.benefits.unit(),
    key: [
      { name: t.insight.benefits.key.come(), sign: come },
      { name: t.insight.benefits.key.promised(), sign: promised },
      { name: t.insight.benefits.key.due(), sign: 'mark' },
    ],
    origin: 0,
    axis: (span, room) => values([100, ...shares], span, room),
    rows: sums.map((sum) => trackOf(sum, quarterOf(to))),
  };
}

/** A sum, with what it had come to quarter by quarter. */
function trackOf(sum: BenefitSum, now: string): Track {
  const told = sum.quarters.filter(({ realised }) => realised !== undefined);
  const due = sum.quarters.find(({ quarter }) => quarter === now)?.planned ?? 0;
  const last = told.at(-1)?.realised ?? 0;
  return {
    name: nameOf(sum),
    bars: [
      { from: 0, to: sum.planned ? 100 : 0, paint: promised },
      { from: 0, to: share(last, sum), paint: come },
    ],
    ...(due && { mark: share(due, sum) }),
    points: told.map(({ quarter, planned, realised = 0 }, at) => ({
      at: share(realised, sum),
      form: at === told.length - 1 ? 'full' : 'step',
      text: t.insight.benefits.point({
        name: nameOf(sum),
        quarter: quarterName(quarter),
        realised: figure(realised),
        planned: figure(planned),
      }),
    })),
    told: t.insight.benefits.told({ realised: shortFigure(last), planned: shortFigure(sum.planned) }),
  };
}

/** The answer in words. */
export function says({ to, data: { benefits } }: Promised): string {
  const due = benefits.filter((benefit) => benefit.due && benefit.due <= to);
  const came = due.filter(({ planned, realised = 0 }) => realised >= planned);
  const unchecked = benefits.filter(({ checked }) => !checked).length;
  return t.insight.benefits.says({ due: due.length, come: came.length, unchecked, count: benefits.length });
}

/** A row for each benefit. */
export const table = ({ data: { benefits } }: Promised): Table => ({
  columns: [
    { name: t.insight.card() },
    { name: t.benefit.kind() },
    { name: t.benefit.measure() },
    { name: t.register.measuredIn() },
    { name: t.benefit.due() },
    { name: t.register.planned(), number: true },
    { name: t.register.realised(), number: true },
    { name: t.register.checked() },
  ],
  rows: benefits.map((one) => [
    { text: one.title, card: one.card },
    kindName(one.kind),
    one.measure,
    one.measured_in ?? '–',
    one.due ? dayName(one.due) : '–',
    figure(one.planned),
    one.realised === undefined ? '–' : figure(one.realised),
    one.checked ? quarterName(one.checked) : '–',
  ]),
});
