const edge = 48;
const fastest = 16;

/** How far to scroll in this frame: nothing in the middle, faster the nearer to an edge. */
export function edgeSpeed(at: number, low: number, high: number): number {
  const reach = Math.min(edge, (high - low) / 4);
  if (at < low + reach) return -Math.min(fastest, (low + reach - at) / 3);
  if (at > high - reach) return Math.min(fastest, (at - high + reach) / 3);
  return 0;
}

/** What can be scrolled under a point: the list of cards down, the row of stages across. */
export function scrollers(x: number, y: number): { element: HTMLElement; down: boolean; across: boolean }[] {
  const under = document.elementFromPoint(x, y);
  const list = under?.closest('[data-stage]')?.querySelector<HTMLElement>('[data-list]');
  const row = under?.closest<HTMLElement>('[data-row]');
  return [
    ...(list ? [{ element: list, down: true, across: false }] : []),
    ...(row ? [{ element: row, down: false, across: true }] : []),
  ];
}
