import type { Card } from '../../board/types.ts';
import { plain } from '../benefits/table.ts';
import { harmless } from '../files/save.ts';
import { currentLocale, type Locale } from '../words.svelte.ts';
import type { Column } from './column.ts';

/** Cells on their way to spreadsheets and from them: lines of texts. */
export type Cells = readonly (readonly string[])[];

/** What cards show in columns, as spreadsheets and the list itself read it again. */
export function cellsOf(columns: readonly Column[], cards: readonly Card[], locale = currentLocale()): Cells {
  const writers = columns.map((column) => writerOf(column, cards, locale));
  return cards.map((card) => writers.map((write) => write(card)));
}

/** Numbers are plain, days those of the standard; an amount has its currency where the column has several. */
function writerOf(column: Column, cards: readonly Card[], locale: Locale): (card: Card) => string {
  const { kind, text, edit, sortKey, amounts } = column;
  const written = edit?.written ?? text;
  if (kind === 'day') return (card) => String(sortKey(card) ?? '');
  if (kind === 'number') return (card) => plainly(sortKey(card), locale);
  if (kind !== 'money' || !amounts) return written;
  const currencies = new Set(cards.flatMap((card) => amounts(card).map(({ currency }) => currency)));
  return (card) => {
    const [only, another] = amounts(card);
    if (!only || another) return written(card);
    const amount = plain(only.amount, locale);
    return currencies.size > 1 ? `${amount} ${only.currency}` : amount;
  };
}

const plainly = (value: string | number | undefined, locale: Locale) =>
  typeof value === 'number' ? plain(value, locale) : (value ?? '');

/** Lines with tabs between their cells, as spreadsheets exchange them. No text becomes a formula there. */
export const tabbed = (cells: Cells): string => lines(cells, (text) => quoted(harmless(text)), '\t', '\r\n');

const quoted = (text: string) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The same as a table, for what takes that rather: documents, and spreadsheets that keep texts texts. */
export const marked = (cells: Cells): string =>
  `<table>${lines(cells, (text) => `<td style="mso-number-format:'\\@'">${escaped(harmless(text))}</td>`, '', '', '<tr>', '</tr>')}</table>`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

function lines(
  cells: Cells,
  cell: (text: string) => string,
  between: string,
  next: string,
  before = '',
  after = '',
): string {
  return cells.map((line) => before + line.map(cell).join(between) + after).join(next);
}

/** The cells of a text that was copied in a spreadsheet, or here. All lines are made equally long. */
export function cellsIn(text: string): Cells {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(token)) {
    rows.at(-1)!.push(unharmed(quoted?.replaceAll('""', '"') ?? bare ?? ''));
    if (end && end !== '\t') rows.push([]);
    if (!end) break;
  }
  while (rows.length > 1 && rows.at(-1)!.every((cell) => !cell)) rows.pop();
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
}

/** A cell, in quotes or not, and what ends it: a tab, an end of a line, or nothing at the end of all. */
const token = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/g;

/** Without the apostrophe that kept a text from being a formula. */
const unharmed = (text: string) => text.replace(/^'(?=[=+\-@\t\r])/, '');
