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

/** What can be scrolled under the pointer: the list of cards down, the row of stages across. */
export function scrollers(under: Element | null): { element: HTMLElement; down: boolean; across: boolean }[] {
  const list = under?.closest('[data-stage]')?.querySelector<HTMLElement>('[data-list]');
  const row = under?.closest<HTMLElement>('[data-row]');
  return [
    ...(list ? [{ element: list, down: true, across: false }] : []),
    ...(row ? [{ element: row, down: row.dataset['row'] === 'rows', across: true }] : []),
  ];
}
