import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { off } from '../../board/pace/calendar.ts';
import { holidaysOf, knowsHolidays } from './holidays.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

const answer = (days: readonly { on: string; name: string }[]) =>
  vi.fn(() => Promise.resolve(Response.json({ days })));

test('the days off of a country are fetched once, and whoever shows them follows', async () => {
  const fetching = answer([{ on: '2026-05-17', name: 'constitution_day' }]);
  vi.stubGlobal('fetch', fetching);
  const shown: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => void shown.push(off(holidaysOf('NO'), '2026-05-17')));
  });
  flushSync();
  await vi.waitUntil(() => knowsHolidays('NO'));
  flushSync();
  expect(shown).toEqual(['sunday', 'constitution_day']);
  expect(off(holidaysOf('NO'), '2026-05-18')).toBe('');
  expect(fetching).toHaveBeenCalledOnce();
  stop();
});

test('without the server only weekends are off, and it is asked again', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(off(holidaysOf('DK'), '2026-12-25')).toBe('');
  expect(off(holidaysOf('DK'), '2026-12-26')).toBe('saturday');
  await Promise.resolve();
  vi.stubGlobal('fetch', answer([{ on: '2026-12-25', name: 'christmas_day' }]));
  await vi.waitUntil(() => holidaysOf('DK').size > 0);
  expect(off(holidaysOf('DK'), '2026-12-25')).toBe('christmas_day');
});
