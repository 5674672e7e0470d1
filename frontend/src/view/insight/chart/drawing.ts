import type { CardID } from '../../../board/types.ts';

/** What every chart has: room to draw in, axes, and spots that can be read one by one. Lengths are in pixels. */

/** What a chart is drawn into. */
export interface Room {
  readonly width: number;
  /** The size of the chart's type. */
  readonly em: number;
  /** How wide a text becomes. */
  readonly measure: Measure;
}

export type Measure = (text: string) => number;

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The path around a box. */
export const outline = ({ left, right, top, bottom }: Box): string =>
  `M${left},${top}H${right}V${bottom}H${left}z`;

/** A place on an axis with what it says, in one line or several. */
export interface Tick {
  readonly at: number;
  readonly lines: readonly string[];
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A thing in a chart that can be read: where it is, and what it says. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** What is ringed when it is more than a point. */
  readonly box?: Box;
  readonly text: string;
  /** The card it stands for, if it stands for one. */
  readonly card?: CardID;
}

/** Words beside what they name. `from` is the height of that, `y` where there is room for them. */
export interface Label {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly from: number;
  readonly paint: Paint;
}

/** How something is drawn: a colour of the page, a share of it in per cent, and what tells it apart beside the hue. */
export interface Paint {
  readonly tone: Tone;
  readonly share?: number;
  /** Of what is filled. */
  readonly pattern?: Pattern;
  /** Of what is a line. */
  readonly stroke?: Stroke;
}

export type Stroke = 'solid' | 'dashed' | 'dotted';

export type Tone = 'marathon' | 'sprint' | 'ok' | 'warn' | 'danger' | 'accent' | 'ink' | 'ink-2' | 'mark';

/** Ways of filling that are told apart without colours. */
export const patterns = ['plain', 'rising', 'dots', 'falling', 'level', 'cross'] as const;

export type Pattern = (typeof patterns)[number];

/** A chart that is laid out. */
export interface Drawing {
  readonly height: number;
  /** Where the data are; axes and labels lie around it. */
  readonly plot: Box;
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
  /** What the numbers on the axis are of, above it. */
  readonly unit?: string;
  readonly labels: readonly Label[];
  /** Lines across all of it. */
  readonly levels?: readonly { readonly y: number; readonly paint: Paint }[];
  /** Words in the middle above a place. */
  readonly totals?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** Every series from its first spot to its last, the uppermost series first. */
  readonly spots: readonly (readonly Spot[])[];
  /** How the nearest spot is found: in the column or the row that is pointed at, or by distance. */
  readonly reach: 'column' | 'row' | 'point';
}

/** The position of a spot among those of a drawing. */
export interface At {
  readonly series: number;
  readonly spot: number;
}

export const spotAt = ({ spots }: Drawing, at: At | undefined): Spot | undefined =>
  at && spots[at.series]?.[at.spot];

const far = 1_000;
const weights = { column: [far, 1], row: [1, far], point: [1, 1] } as const;

/** The spot that is meant by pointing somewhere. */
export function nearest({ spots, reach }: Drawing, x: number, y: number): At | undefined {
  const [across, up] = weights[reach];
  let best: At | undefined;
  let least = Infinity;
  for (const [series, line] of spots.entries())
    for (const [spot, { box, ...point }] of line.entries()) {
      const dx = box ? outside(x, box.left, box.right) : Math.abs(x - point.x);
      const dy = box ? outside(y, box.top, box.bottom) : Math.abs(y - point.y);
      const distance = Math.hypot(dx * across, dy * up);
      if (distance < least) [best, least] = [{ series, spot }, distance];
    }
  return best;
}

const outside = (at: number, from: number, to: number) => Math.max(from - at, at - to, 0);

/** How many spots Page Up and Page Down go. */
const page = 10;

/** Where a key leads from a spot; undefined for keys that lead nowhere. */
export function stepped({ spots }: Drawing, key: string, at: At): At | undefined {
  const line = spots[at.series] ?? [];
  const along = (spot: number) => ({ ...at, spot: Math.min(Math.max(spot, 0), line.length - 1) });
  switch (key) {
    case 'ArrowLeft':
      return along(at.spot - 1);
    case 'ArrowRight':
      return along(at.spot + 1);
    case 'PageUp':
      return along(at.spot - page);
    case 'PageDown':
      return along(at.spot + page);
    case 'Home':
      return along(0);
    case 'End':
      return along(line.length - 1);
    case 'ArrowUp':
      return beside(spots, at, -1);
    case 'ArrowDown':
      return beside(spots, at, 1);
  }
  return undefined;
}

/** The spot of the next series, one that has any, that lies nearest across. */
function beside(spots: Drawing['spots'], at: At, way: 1 | -1): At {
  const x = spots[at.series]?.[at.spot]?.x ?? 0;
  let series = at.series + way;
  while (spots[series]?.length === 0) series += way;
  const line = spots[series];
  if (!line) return at;
  const distances = line.map((spot) => Math.abs(spot.x - x));
  return { series, spot: distances.indexOf(Math.min(...distances)) };
}

/** Where reading begins: the last spot of the first series that has any. */
export function beginning({ spots }: Drawing): At | undefined {
  const series = spots.findIndex((line) => line.length);
  return series < 0 ? undefined : { series, spot: spots[series]!.length - 1 };
}
