import { expect, test } from 'vitest';
import { placeOf } from './router.svelte.ts';

test.each([
  ['/', { page: 'boards' }],
  ['/import', { page: 'import' }],
  ['/b/nordvik', { page: 'board', board: 'nordvik' }],
  ['/b/nordvik/', { page: 'board', board: 'nordvik' }],
  ['/b/nordvik/settings', { page: 'board', board: 'nordvik', over: 'settings' }],
  ['/b/nordvik/archive', { page: 'board', board: 'nordvik', over: 'archive' }],
  ['/b/nordvik/c/x-1', { page: 'board', board: 'nordvik', card: 'x-1' }],
  ['/b/nordvik/decisions', { page: 'board', board: 'nordvik', view: 'decisions' }],
  ['/b/nordvik/decisions/c/x-1', { page: 'board', board: 'nordvik', view: 'decisions', card: 'x-1' }],
  ['/b/Nordvik', { page: 'nowhere' }],
  ['/b/nordvik/c/', { page: 'nowhere' }],
  ['/b/nordvik/other', { page: 'nowhere' }],
  ['/something', { page: 'nowhere' }],
])('%s leads to %j', (path, place) => {
  expect(placeOf(path)).toEqual(place);
});
