import type { Budget, Card } from '../../board/types.ts';
import type { Sheet, SheetRow } from '../files/sheet.ts';
import type { Column } from './column.ts';
import type { Row, Shape, Sums } from './shape.ts';

type Value = SheetRow['cells'][number];

/** A column of the file: a column of amounts becomes one for each currency or unit. */
interface Out {
  readonly name: string;
  readonly kind: Sheet['columns'][number]['kind'];
  readonly of: (card: Card) => Value;
  readonly sum: (sums: Sums) => Value;
}

const none = () => null;

/** What is shown, as a table of texts, numbers and dates; `total` heads the sums of all below it, if there are any. */
export function sheetOf(
  { columns, rows }: Shape,
  sums: Sums,
  {
    title,
    total,
    named,
  }: { title: string; total: string; named: (group: Row & { kind: 'group' }) => string },
): Sheet {
  const cards = rows.flatMap((row) => (row.kind === 'card' ? [row.card] : []));
  const parts = columns.flatMap((column) => outs(column, cards, [sums, ...rows.flatMap(sumsOfGroup)]));
  const summed = (name: string, sums: Sums): Value[] => [name, ...parts.slice(1).map(({ sum }) => sum(sums))];
  const grouped = rows.some(({ kind }) => kind === 'group');
  const table = rows.map((row): SheetRow => {
    if (row.kind === 'group') return { cells: summed(named(row), row.sums), group: true };
    return { cells: parts.map(({ of }) => of(row.card)), ...(grouped && { level: 1 }) };
  });
  return {
    title,
    columns: parts.map(({ name, kind }) => ({ name, kind })),
    rows: sums.size ? [...table, { cells: summed(total, sums), group: true }] : table,
  };
}

const sumsOfGroup = (row: Row): Sums[] => (row.kind === 'group' ? [row.sums] : []);

function outs(column: Column, cards: readonly Card[], sums: readonly Sums[]): Out[] {
  const { id, kind, name, text, sortKey, amounts } = column;
  if (kind === 'day')
    return [{ name: name(), kind: 'date', of: (card) => String(sortKey(card) ?? '') || null, sum: none }];
  if (kind === 'number' && !amounts)
    return [{ name: name(), kind: 'number', of: (card) => numberOf(sortKey(card)), sum: none }];
  if (!amounts) return [{ name: name(), kind: 'text', of: (card) => text(card) || null, sum: none }];
  const all = [...cards.flatMap((card) => amounts(card)), ...sums.flatMap((one) => one.get(id) ?? [])];
  const units = [...new Set(all.map(({ currency }) => currency))];
  return (units.length ? units : ['']).map((unit) => ({
    name: unit ? `${name()} (${unit})` : name(),
    kind: 'number',
    of: (card) => amountIn(unit, amounts(card)),
    sum: (sums) => amountIn(unit, sums.get(id) ?? []),
  }));
}

const numberOf = (key: string | number | undefined): Value => (typeof key === 'number' ? key : null);

function amountIn(unit: string, amounts: readonly Budget[]): Value {
  const own = amounts.filter(({ currency }) => currency === unit);
  return own.length ? Math.round(own.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100 : null;
}
