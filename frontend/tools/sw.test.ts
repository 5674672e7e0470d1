import { Script } from 'node:vm';
import type { Rollup } from 'vite';
import { expect, test } from 'vitest';
import { shellOf, workerOf } from './sw.ts';

function bundle(files: Readonly<Record<string, string>>): Rollup.OutputBundle {
  return Object.fromEntries(
    Object.entries(files).map(([fileName, source]) => [fileName, { type: 'asset', fileName, source }]),
  ) as unknown as Rollup.OutputBundle;
}

const built = {
  'index.html': '<p>',
  'assets/index-a1.js': 'run()',
  'assets/x.js.map': '{}',
  'icon.svg': '<svg/>',
};

test('the worker knows every file of its build', () => {
  expect(shellOf(bundle(built)).files).toEqual(['/assets/index-a1.js', '/icon.svg']);
});

test('another page is another version, and nothing else is', () => {
  const { version } = shellOf(bundle(built));
  expect(shellOf(bundle(Object.fromEntries(Object.entries(built).reverse()))).version).toBe(version);
  expect(shellOf(bundle({ ...built, 'assets/x.js.map': '{"a":1}' })).version).toBe(version);
  expect(shellOf(bundle({ ...built, 'index.html': '<b>' })).version).not.toBe(version);
});

test('the worker is a script that keeps away from the API', () => {
  const heard: Record<string, (event: object) => void> = {};
  const answered: string[] = [];
  const context = {
    location: { origin: 'https://takt.example' },
    URL,
    setTimeout: () => 0,
    Response: { error: () => undefined },
    caches: { match: async () => undefined },
    fetch: async () => ({ status: 200 }),
    addEventListener: (name: string, listener: (event: object) => void) => (heard[name] = listener),
  };
  new Script(workerOf(shellOf(bundle(built)))).runInNewContext(context);
  const ask = (url: string, mode = 'navigate', method = 'GET') =>
    heard['fetch']!({ request: { url, mode, method }, respondWith: () => answered.push(url) });
  const at = (path: string) => `https://takt.example${path}`;
  ask(at('/b/nordvik'));
  ask(at('/assets/index-a1.js'), 'no-cors');
  for (const path of ['/api/boards', '/api/boards/nordvik/export', '/metrics', '/healthz']) ask(at(path));
  ask(at('/api/people'), 'cors');
  ask(at('/'), 'cors');
  ask('https://elsewhere.example/', 'navigate');
  ask(at('/b/nordvik'), 'navigate', 'POST');
  expect(answered).toEqual([at('/b/nordvik'), at('/assets/index-a1.js')]);
});
