import type { CardID } from '../../../board/types.ts';
import { depthOf, line, widest, wrapped } from './axis.ts';
import { asides, drawn, type Drawn, type Look } from './dots.ts';
import type { Box, Drawing, Paint, Room, Spot, Tick } from './drawing.ts';

/**
 * Rows below each other on one scale, each with its name before it, its bars and points, and what it comes to behind;
 * where there is little room both stand above.
 */

export interface TrackData {
  readonly rows: readonly Track[];
  /** The scale all rows share, laid out from the left to the right. */
  readonly axis: (span: readonly [number, number], room: Room) => Scaled;
  /** Where the scale begins to count; a line is drawn there. */
  readonly origin?: number;
  readonly unit?: string;
  /** What the signs in the rows mean. */
  readonly key?: readonly Sign[];
}

/** A sign with its meaning: a bar's or a line's paint, a dot's look, a point's form, or the mark. */
export interface Sign {
  readonly name: string;
  readonly sign: Paint | Look | Form | 'mark';
}

export interface Scaled {
  readonly scale: (value: number) => number;
  readonly ticks: readonly Tick[];
}

export interface Track {
  readonly name: string;
  readonly card?: CardID;
  readonly bars: readonly Bar[];
  /** From left to right, or in the order they came; each is read by itself. */
  readonly points: readonly Point[];
  /** Where a line is drawn across the row. */
  readonly mark?: number;
  /** Values to compare with, drawn as lines across the row. */
  readonly lines?: readonly { readonly at: number; readonly paint: Paint }[];
  /** What it comes to. */
  readonly told?: string;
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly paint: Paint;
  /** The share of the usual thickness that it has. */
  readonly thin?: number;
  /** What is read of it, where it is read by itself. */
  readonly text?: string;
}

export interface Point {
  readonly at: number;
  readonly text: string;
  readonly form: Form | Look;
  /** The card it stands for, where that is not the row's. */
  readonly card?: CardID;
}

/** A point is drawn full, open, small as a step on the way, or not at all. */
export type Form = 'full' | 'open' | 'step' | 'none';

export interface TrackDrawing extends Drawing {
  readonly rows: readonly DrawnTrack[];
  readonly origin: number | undefined;
  /** From where to where the line at the origin goes: all the way, or past each row where names lie between them. */
  readonly begins: readonly (readonly [number, number])[];
  readonly key: readonly DrawnSign[];
}

interface DrawnSign extends Sign {
  readonly x: number;
  readonly y: number;
}

export interface DrawnTrack {
  readonly y: number;
  readonly bars: readonly { readonly box: Box; readonly paint: Paint }[];
  readonly points: readonly { readonly x: number; readonly form: Form }[];
  readonly dots: readonly Drawn[];
  readonly lines: readonly { readonly path: string; readonly paint: Paint }[];
  readonly mark: number | undefined;
  readonly told: Written | undefined;
  /** The name, where there is no room for it before the row. */
  readonly above: Written | undefined;
}

interface Written {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly anchor?: 'end';
}

/** How far dots may lie from the middle of their row. */
const away = 0.55;

/** A chart narrower than this, in em, has the names above the rows. */
const narrow = 34;

/** Heights in em: of a bar, and of the space around it. */
const thick = 0.9;
const space = 1.2;

export function trackDrawing(data: TrackData, room: Room): TrackDrawing {
  const { em, width, measure } = room;
  const stacked = width < narrow * em;
  const toldWidth = ({ told }: Track) => (told ? measure(told) + 1.2 * em : 0);
  const names = data.rows.map((row) =>
    wrapped(row.name, stacked ? width - toldWidth(row) : 0.32 * width, measure),
  );
  const left = stacked ? 0.5 * em : Math.max(...names.map((lines) => widest(lines, measure))) + 0.6 * em;
  const right = width - (stacked ? 1.4 * em : Math.max(1.2 * em, ...data.rows.map(toldWidth)));
  const key = keyed(data.key ?? [], (data.unit ? 2.2 : 0.7) * em, room);
  const top = key.bottom;
  const { scale, ticks } = data.axis([left, right], room);
  const places = below(names, top, stacked, em);
  const { bottom } = places;
  const all = data.rows.map((track, i): Placed => ({ track, y: places.centres[i]!, scale, em }));
  const wordsOf = (row: Placed, i: number): Words =>
    stacked ? wordsAbove(row.track, names[i]!, places.tops[i]! + em, width) : wordsBehind(row, left);
  const begins = stacked
    ? all.map(({ y }) => [y - 0.8 * em, y + 0.8 * em] as const)
    : [[top, bottom] as const];
  return {
    height: bottom + depthOf(ticks, room),
    plot: { left, right, top, bottom },
    across: ticks,
    up: stacked ? [] : all.map(({ y }, i) => ({ at: y, lines: names[i]!, anchor: 'end' })),
    ...(data.unit !== undefined && { unit: data.unit }),
    labels: [],
    spots: all.map(spotsOf),
    reach: 'row',
    rows: all.map((row, i) => ({ ...drawnTrack(row), ...wordsOf(row, i) })),
    origin: data.origin === undefined ? undefined : scale(data.origin),
    begins: data.origin === undefined ? [] : begins,
    key: key.signs,
  };
}

/** A track with its place. */
interface Placed {
  readonly track: Track;
  readonly y: number;
  readonly scale: (value: number) => number;
  readonly em: number;
}

type Words = Pick<DrawnTrack, 'told' | 'above'>;

/** The name from the left, and at the end of its first line what the row comes to. */
const wordsAbove = ({ told }: Track, name: readonly string[], y: number, width: number): Words => ({
  above: { x: 0, y, lines: name },
  told: told ? { x: width, y, lines: [told], anchor: 'end' } : undefined,
});

/** What a row comes to, right of all that is in it; its name stands on the axis. */
function wordsBehind({ track: { bars, points, told }, y, scale, em }: Placed, left: number): Words {
  const ends = [...bars.flatMap(({ from, to }) => [from, to]), ...points.map(({ at }) => at)].map(scale);
  const x = Math.max(left, ...ends) + 0.8 * em;
  return { above: undefined, told: told ? { x, y: y + 0.35 * em, lines: [told] } : undefined };
}

function drawnTrack({ track, y, scale, em }: Placed): Omit<DrawnTrack, keyof Words> {
  const { bars, points, lines = [], mark } = track;
  const plain = points.flatMap(({ at, form }) => (typeof form === 'string' ? [{ x: scale(at), form }] : []));
  return {
    y,
    bars: bars.map((bar) => ({ paint: bar.paint, box: boxed(bar, y, scale, em) })),
    points: plain,
    dots: dotsOf({ track, y, scale, em }).map(({ look, x, y }) => drawn(look, x, y, em)),
    lines: lines.map(({ at, paint }) => ({ path: `M${scale(at)},${y - 0.65 * em}v${1.3 * em}`, paint })),
    mark: mark === undefined ? undefined : scale(mark),
  };
}

/** The dots of a track from left to right, moved up and down where they would lie on each other. */
function dotsOf({ track, y, scale, em }: Placed) {
  const dots = track.points
    .flatMap((point) =>
      typeof point.form === 'string' ? [] : [{ point, look: point.form, x: scale(point.at) }],
    )
    .toSorted((a, b) => a.x - b.x);
  const moved = asides(
    dots.map(({ x }) => x),
    away * em,
    em,
  );
  return dots.map((dot, i) => ({ ...dot, y: y + moved[i]! }));
}

/** What is read in a track: its bars that say something, its points, its dots. */
function spotsOf(placed: Placed): Spot[] {
  const { track, y, scale, em } = placed;
  const card = (of: CardID | undefined) => {
    const found = of ?? track.card;
    return found === undefined ? {} : { card: found };
  };
  const bars = track.bars.flatMap((bar): Spot[] => {
    if (!bar.text) return [];
    const box = boxed(bar, y, scale, em);
    return [{ x: (box.left + box.right) / 2, y, box, text: bar.text, ...card(undefined) }];
  });
  const points = track.points
    .filter(({ form }) => typeof form === 'string')
    .map((point): Spot => ({ x: scale(point.at), y, text: point.text, ...card(point.card) }));
  const dots = dotsOf(placed).map(({ point, x, y }): Spot => ({
    x,
    y,
    text: point.text,
    ...card(point.card),
  }));
  return [...bars, ...points, ...dots];
}

/** Signs beside each other, as many in a line as there is room for. */
function keyed(signs: readonly Sign[], top: number, { em, width, measure }: Room) {
  let x = 0;
  let y = top;
  const placed = signs.map((sign): DrawnSign => {
    const size = measure(sign.name) + 1.5 * em;
    if (x > 0 && x + size > width) [x, y] = [0, y + 1.5 * em];
    const at = { ...sign, x, y };
    x += size + 1.2 * em;
    return at;
  });
  return { signs: placed, bottom: placed.length ? y + 1.8 * em : y };
}

/** Where rows lie below each other: their upper edges and the middles of their bars. */
function below(names: readonly (readonly string[])[], top: number, stacked: boolean, em: number) {
  const tops: number[] = [];
  const centres: number[] = [];
  let at = top;
  for (const { length } of names) {
    tops.push(at);
    const words = line * length;
    const height = stacked ? words + thick + space : Math.max(words, thick) + space;
    centres.push(at + (stacked ? words + 0.7 : height / 2) * em);
    at += height * em;
  }
  return { tops, centres, bottom: at };
}

function boxed({ from, to, thin = 1 }: Bar, y: number, scale: (value: number) => number, em: number): Box {
  const [a, b] = [scale(from), scale(to)];
  const half = (thin * thick * em) / 2;
  return { left: Math.min(a, b), right: Math.max(a, b), top: y - half, bottom: y + half };
}
