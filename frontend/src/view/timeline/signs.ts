import type { Shape } from './marks.ts';

/** The forms of the signs on a timeline, around a point. Each has one of its own beside its colour. */

type Point = readonly [x: number, y: number];

/** Lines from point to point, the last joined to the first or not; or a circle. A sign of size 1 reaches 1 from its middle. */
type Form = { readonly closed: readonly Point[] } | { readonly open: readonly Point[] } | 'circle';

const diamond = (reach: number): Form => ({
  closed: [
    [0, -reach],
    [reach, 0],
    [0, reach],
    [-reach, 0],
  ],
});

const open = (...points: readonly Point[]): Form => ({ open: points });

const forms: Readonly<Record<Shape, readonly Form[]>> = {
  law: [diamond(1.15)],
  option: [diamond(1.1)],
  contract: [
    {
      closed: [
        [-0.95, -0.95],
        [0.95, -0.95],
        [0.95, 0.95],
        [-0.95, 0.95],
      ],
    },
  ],
  passed: [open([-0.95, 0.05], [-0.3, 0.75], [0.95, -0.75])],
  returned: [open([-0.75, -0.75], [0.75, 0.75]), open([0.75, -0.75], [-0.75, 0.75])],
  awaited: ['circle', open([0, -0.55], [0, 0.05], [0.4, 0.3])],
  notice: [open([-0.75, 1], [-0.75, -1], [0.9, -0.45], [-0.75, 0.15])],
  in_place: ['circle'],
};

/** The path of a sign around a point, so many pixels large. */
export function signPath(shape: Shape, x: number, y: number, size: number): string {
  return forms[shape].map((form) => path(form, x, y, size)).join('');
}

function path(form: Form, x: number, y: number, size: number): string {
  if (form === 'circle') return circle(x, y, size);
  const closed = 'closed' in form;
  const points = closed ? form.closed : form.open;
  const at = points.map(([dx, dy]) => `${n(x + dx * size)} ${n(y + dy * size)}`).join('L');
  return `M${at}${closed ? 'Z' : ''}`;
}

/** The path of a circle. */
export const circle = (x: number, y: number, radius: number): string =>
  `M${n(x - radius)} ${n(y)}a${n(radius)} ${n(radius)} 0 1 0 ${n(2 * radius)} 0a${n(radius)} ${n(radius)} 0 1 0 ${n(-2 * radius)} 0Z`;

const n = (value: number) => Math.round(value * 100) / 100;
