import { expect, test } from '../fixtures.ts';

const languages = [
  ['svenska', 'sv', 'Maraton: Behov'],
  ['norsk', 'nb', 'Maraton: Behov'],
  ['dansk', 'da', 'Maraton: Behov'],
  ['english', 'en', 'Marathon: Need'],
] as const;

test('the language is another one at once, and after a reload', async ({ takt, visit }) => {
  const board = await takt.board('Spoken', { 'marathon/need': ['Telephony'] });
  const ann = await visit(takt, board, 'Ann');
  await ann.sees('Marathon: Need', ['Telephony']);
  await ann.chooseForBoard(/^Find and do/);
  for (const [name, lang, need] of languages) {
    await ann.page.getByRole('combobox').fill(name);
    await ann.press(ann.page.getByRole('option').first());
    await expect(ann.page.locator('html')).toHaveAttribute('lang', lang);
    await ann.sees(need, ['Telephony']);
    await ann.page.reload();
    await ann.sees(need, ['Telephony']);
    await expect(ann.page.locator('html')).toHaveAttribute('lang', lang);
    await ann.page.keyboard.press('Control+k');
  }
});
