import type { ScaleLinear } from 'd3-scale';
import { line, marginOf, values } from './axis.ts';
import type { Box, Room, Tick } from './drawing.ts';
import { worded, type Worded } from './labels.ts';

/** How the room of a chart is divided between its data, the axis of its values and the words beside them. */

export interface Asked {
  /** What stands right of the data. */
  readonly names?: readonly string[];
  /** What must be on the axis. */
  readonly data: Iterable<number>;
  /** Whether only whole numbers stand on the axis. */
  readonly whole?: boolean | undefined;
  /** What the values are of. */
  readonly unit?: string | undefined;
  /** How a value is written on the axis. */
  readonly write?: ((value: number) => string) | undefined;
  /** How many rows of words stand above the data. */
  readonly rows?: number;
  /** How tall the data are at least, in em. */
  readonly tall?: number;
}

export interface Layout {
  readonly plot: Box;
  readonly y: ScaleLinear<number, number>;
  readonly up: readonly Tick[];
  readonly words: Worded;
}

export function layOut(asked: Asked, room: Room): Layout {
  const { names = [], data, unit, whole, write, rows = 0, tall = 18 } = asked;
  const { width, em } = room;
  const words = worded(names, room);
  const top = ((unit ? 2.2 : 0.7) + line * rows) * em;
  const bottom = top + Math.max(tall * em, words.height);
  const { scale: y, ticks: up } = values(data, [bottom, top], room, { whole, write });
  const right = width - (words.width ? words.width + 0.6 * em : 0.3 * em);
  return { plot: { left: marginOf(up, room), right, top, bottom }, y, up, words };
}
