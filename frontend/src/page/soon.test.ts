import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';

const page = import.meta.dirname;
const view = resolve(page, '../view');

/** The modules that a file fetches when they are wanted. */
function fetchedBy(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/(?<!typeof )\bimport\('([^']+)'\)/g);
  return [...imports].map(([, module]) => resolve(dirname(file), module!));
}

/** What makes a file for a program of another kind asks the server for it. */
const needsTheLine = resolve(page, 'sheet.ts');

test('whatever a board fetches when it is wanted is fetched ahead where the page is not kept', () => {
  const ahead = new Set(['soon.ts', 'views.ts'].flatMap((name) => fetchedBy(resolve(page, name))));
  const files = readdirSync(view, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => resolve(view, name));
  const wanted = [...files, resolve(page, 'BoardPage.svelte')].flatMap(fetchedBy);
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter((module) => !ahead.has(module) && module !== needsTheLine)).toEqual([]);
});
