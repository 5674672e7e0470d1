import { nextQuarter } from '../../../board/pace/quarter.ts';
import type { CardID, Quarter } from '../../../board/types.ts';
import { quarterName } from '../../pace/quarters.ts';
import { t } from '../../words.svelte.ts';
import type { Answer, CarriedPilot } from '../answers.ts';
import { bands } from '../chart/axis.ts';
import type { Paint } from '../chart/drawing.ts';
import type { Track, TrackData } from '../chart/tracks.ts';
import type { Table } from '../chart/table.ts';
import { dayName } from '../chart/words.ts';

/** Pilots that were taken into a later quarter. */

/** How many pilots are drawn at most. */
const most = 30;

type Carries = Answer<'carried'>;

const paints: Readonly<Record<CarriedPilot['kind'], Paint>> = {
  carried: { tone: 'warn', share: 80, pattern: 'rising' },
  extended: { tone: 'sprint', share: 70 },
};

const kindName = (kind: CarriedPilot['kind']) =>
  kind === 'carried' ? t.insight.carried.carried() : t.insight.carried.extended();

export const isEmpty = ({ data }: Carries): boolean => !data.carries.length;

/** Why there is nothing to tell, and what would change that. */
export const none = (): string => t.insight.carried.none();

/** The carries of each pilot, the pilot carried most first; of equals the one carried last. */
function pilotsOf(carries: readonly CarriedPilot[]): CarriedPilot[][] {
  const pilots = new Map<CardID, CarriedPilot[]>();
  for (const carry of carries) pilots.set(carry.card, [...(pilots.get(carry.card) ?? []), carry]);
  const latest = (pilot: readonly CarriedPilot[]) => carries.lastIndexOf(pilot.at(-1)!);
  return [...pilots.values()].sort((a, b) => b.length - a.length || latest(b) - latest(a));
}

/** Every quarter from the first that a pilot was taken out of to the last that one was taken into. */
function quartersOf(carries: readonly CarriedPilot[]): Quarter[] {
  const all = carries.flatMap(({ from, to }) => [from, to]).sort();
  const quarters = [all[0]!];
  while (quarters.at(-1)! < all.at(-1)!) quarters.push(nextQuarter(quarters.at(-1)!));
  return quarters;
}

export function tracksOf({ data: { carries } }: Carries): TrackData {
  const pilots = pilotsOf(carries).slice(0, most);
  const quarters = quartersOf(pilots.flat());
  const at = (quarter: Quarter) => quarters.indexOf(quarter);
  return {
    key: (['carried', 'extended'] as const).map((kind) => ({ name: kindName(kind), sign: paints[kind] })),
    axis([from, to], room) {
      const width = (to - from) / quarters.length;
      const scale = (at: number) => from + (at + 0.5) * width;
      return { scale, ticks: bands(quarters.map(quarterName), scale, width, room) };
    },
    rows: pilots.map((pilot) => trackOf(pilot, at)),
  };
}

function trackOf(pilot: readonly CarriedPilot[], at: (quarter: Quarter) => number): Track {
  const { title, card } = pilot[0]!;
  const carried = pilot.filter(({ kind }) => kind === 'carried').length;
  const extended = pilot.length - carried;
  return {
    name: title,
    card,
    bars: pilot.map(({ kind, from, to }) => ({ from: at(from), to: at(to), paint: paints[kind] })),
    points: pilot.map((carry) => ({ at: at(carry.to), form: 'full', text: told(carry) })),
    told: t.insight.carried.told({ carried, extended, both: carried && extended ? 'yes' : 'no' }),
  };
}

const told = ({ title, kind, from, to, reason }: CarriedPilot): string =>
  t.insight.carried.point({
    title,
    kind: kindName(kind),
    from: quarterName(from),
    to: quarterName(to),
    reason,
  });

/** The answer in words. */
export function says({ data: { carries, again } }: Carries): string {
  const pilots = pilotsOf(carries).length;
  const carried = carries.filter(({ kind }) => kind === 'carried').length;
  const told = t.insight.carried.says({ pilots, carried, extended: carries.length - carried, again });
  return pilots > most ? `${told} ${t.insight.shown({ shown: most, count: pilots })}` : told;
}

/** A row for each time a pilot was taken into a later quarter. */
export const table = ({ data: { carries } }: Carries): Table => ({
  columns: [
    { name: t.insight.carried.on() },
    { name: t.insight.card() },
    { name: t.insight.carried.kind() },
    { name: t.insight.carried.from() },
    { name: t.insight.carried.to() },
    { name: t.insight.reason() },
  ],
  rows: carries.map(({ on, title, card, kind, from, to, reason }) => [
    dayName(on),
    { text: title, card },
    kindName(kind),
    quarterName(from),
    quarterName(to),
    reason,
  ]),
});
