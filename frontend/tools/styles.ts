/**
 * Lets a part of the page that did not come, because the line was lost, be fetched again with its styles. Vite's helper
 * takes a style it has once asked for as there, come or not, and shows the part without (vitejs/vite#13405).
 */
import type { Plugin } from 'vite';

/** What the helper does when a style fails, and what it does instead: it forgets that it asked. */
const changes = [
  [/\(err\)\s*=>\s*\{\s*seen\[href\] = void 0;/, '(err) => { delete seen[href];'],
  [/if \(e\.type === "error"\) rej\(/, 'if (e.type === "error") link.remove(), rej('],
] as const;

/** Vite's helper, mended. Throws when it is not the one that is known here. */
export function mended(helper: string): string {
  return changes.reduce((code, [from, to]) => {
    if (!from.test(code))
      throw new Error(`Vite's preload helper has changed: look whether ${from} is needed`);
    return code.replace(from, to);
  }, helper);
}

/** The plugin that mends the helper. */
export function styles(): Plugin {
  return {
    name: 'takt:styles',
    transform: { filter: { id: /^\0vite\/preload-helper\.js$/ }, handler: mended },
  };
}
