import { readFileSync } from 'node:fs';
import type { Command } from '../src/board/types.ts';
import { expect, type Person } from './fixtures.ts';
import type { Takt } from './takt.ts';

/** Texts that have broken other programs; see `testdata/README.md`. */
export const naughty = (
  JSON.parse(readFileSync(new URL('testdata/naughty.json', import.meta.url), 'utf8')) as { strings: string[] }
).strings;

/** Names and titles in scripts that run the other way, in emoji, and in words without an end. */
export const foreign = [
  'مشروع البوابة الرقمية للمواطنين في بلدية الشمال',
  'פורטל דיגיטלי לתושבים (2027) – שלב א׳',
  '👩‍👩‍👧‍👦 Familieportalen 🏳️‍🌈 🇳🇴🇸🇪🇩🇰',
  'デジタル窓口の調達',
  'Menneskerettighetsorganisasjonssekretariatsmedarbeiderkoordineringsportalen',
];

/** Makes as many cards as asked for, in turn in each of the places, in few requests. */
export async function fill(
  takt: Takt,
  board: string,
  count: number,
  places: readonly string[],
): Promise<void> {
  for (let from = 0; from < count; from += 200) {
    const commands = Array.from({ length: Math.min(200, count - from) }, (_, i): Command => {
      const [lane, stage] = places[(from + i) % places.length]!.split('/') as ['marathon' | 'sprint', string];
      return { cmd: 'card.add', title: `Initiative ${from + i + 1}`, lane, stage };
    });
    await takt.ask(board, { cmd: 'batch', commands });
  }
}

/** Expects that nothing is wider than the screen, nor any card or dialog than its own box. */
export async function fits({ page }: Person): Promise<void> {
  const wide = await page.evaluate(() => {
    const boxes = document.querySelectorAll('html, [data-card], dialog[open], dialog[open] .body, main > *');
    return [...boxes]
      .filter((box) => box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1)
      .filter((box) => !/auto|scroll|clip/.test(getComputedStyle(box).overflowX))
      .map((box) => `${box.tagName} ${box.className}: ${box.scrollWidth} in ${box.clientWidth}`);
  });
  expect(wide).toEqual([]);
}
