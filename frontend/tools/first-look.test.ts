import { expect, test } from 'vitest';
import { chunkName } from './first-look.ts';

test('what the entry imports is one chunk, and what is asked for later is not in it', () => {
  const imports: Readonly<Record<string, string[]>> = { main: ['page', 'words'], page: ['words', 'card'] };
  const graph = { getModuleInfo: (id: string) => ({ importedIds: imports[id] ?? [] }) };
  const name = chunkName('main');
  expect(['main', 'page', 'card', 'words', 'dialog'].map((id) => name(id, graph))).toEqual([
    'index',
    'index',
    'index',
    'index',
    null,
  ]);
});
