import type { Measure } from './drawing.ts';

let context: CanvasRenderingContext2D | null | undefined;

/** Measures texts in the type of the page at a size, a little too wide rather than too narrow. */
export function measureIn(em: number): Measure {
  context ??= document.createElement('canvas').getContext('2d');
  const { fontFamily } = getComputedStyle(document.body);
  const font = `550 ${em}px ${fontFamily}`;
  return (text) => {
    if (!context) return text.length * em * 0.6;
    context.font = font;
    return context.measureText(text).width * 1.03;
  };
}
