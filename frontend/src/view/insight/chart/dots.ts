import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import type { CardID } from '../../../board/types.ts';
import type { Paint } from './drawing.ts';

/** Points that stand for something by itself, such as a card, told apart by their shapes too. */

/** How a dot looks. */
export interface Look {
  readonly shape: keyof typeof shapes;
  readonly paint: Paint;
}

export interface Dot extends Look {
  readonly value: number;
  readonly text: string;
  readonly card?: CardID;
}

/** A dot that has its place. */
export interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly path: string;
  readonly paint: Paint;
}

const shapes = {
  circle: symbolCircle,
  diamond: symbolDiamond,
  square: symbolSquare,
  triangle: symbolTriangle,
};

/** The size of a dot, in em. */
const size = 0.62;

export const drawn = ({ shape, paint }: Look, x: number, y: number, em: number): Drawn => ({
  x,
  y,
  path: symbol(shapes[shape], (size * em) ** 2)() ?? '',
  paint,
});

/** How far dots of a row are moved from its middle, that they do not lie on each other; `room` to either side at most. */
export function asides(places: readonly number[], room: number, em: number): number[] {
  const near = 0.8 * em;
  const done: { place: number; aside: number }[] = [];
  return places.map((place) => {
    const free = (aside: number) =>
      done.every((other) => Math.hypot(other.place - place, other.aside - aside) >= near);
    let aside = 0;
    for (let away = 0; away <= room; away += near / 3)
      if (free((aside = away)) || free((aside = -away))) break;
    done.push({ place, aside });
    return aside;
  });
}
