import { t } from './words.svelte.ts';

/** Why the server said no, in the reader's language; `message` stands in for a code the page does not know. */
export function refusalText(code: string, message = ''): string {
  const known = (t.refused as unknown as Readonly<Record<string, (() => string) | undefined>>)[code];
  return known?.() ?? (message || t.refused.other());
}
