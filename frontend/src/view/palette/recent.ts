import { recall, remember } from '../memory.ts';

/** What was chosen in the palette lately in this browser, latest first. */

const most = 20;

export const recent = (): readonly string[] =>
  recall('palette')?.split(' ').filter(Boolean).map(decodeURIComponent) ?? [];

export function chosen(id: string): void {
  const ids = [id, ...recent().filter((other) => other !== id)].slice(0, most);
  remember('palette', ids.map(encodeURIComponent).join(' '));
}
