const edge = 48;
const fastest = 16;

/** How far to scroll in this frame: nothing in the middle, faster the nearer to an edge. */
export function edgeSpeed(at: number, low: number, high: number): number {
  const reach = Math.min(edge, (high - low) / 4);
  if (at < low + reach) return -Math.min(fastest, (low + reach - at) / 3);
  if (at > high - reach) return Math.min(fastest, (at - high + reach) / 3);
  return 0;
}

/** As much of a step as there is left to scroll. */
export function room(at: number, end: number, step: number): number {
  return step < 0 ? Math.max(step, -at) : Math.min(step, Math.max(0, end - at));
}

/** What scrolls when the pointer comes to its edges, and which ways. */
export interface Scroller {
  readonly element: HTMLElement;
  readonly down: boolean;
  readonly across: boolean;
}

/** How far something scrolls in this frame for a pointer at one of its edges; undefined when it does not. */
export function scrollOf({ element, down, across }: Scroller, { x, y }: { x: number; y: number }) {
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
  const dy = down
    ? room(element.scrollTop, element.scrollHeight - element.clientHeight, edgeSpeed(y, box.top, box.bottom))
    : 0;
  const dx = across
    ? room(element.scrollLeft, element.scrollWidth - element.clientWidth, edgeSpeed(x, left, right))
    : 0;
  return dx || dy ? { element, dx, dy } : undefined;
}

/** What can be scrolled under the pointer: the list of cards down, the row of stages across. */
export function scrollers(under: Element | null): Scroller[] {
  const list = under?.closest('[data-stage]')?.querySelector<HTMLElement>('[data-list]');
  const row = under?.closest<HTMLElement>('[data-row]');
  return [
    ...(list ? [{ element: list, down: true, across: false }] : []),
    ...(row ? [{ element: row, down: row.dataset['row'] === 'rows', across: true }] : []),
  ];
}
