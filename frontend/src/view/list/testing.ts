import type { Column } from './column.ts';

/** Columns to test with, which need no board. */

export const column = (more: Partial<Column> & Pick<Column, 'id' | 'sortKey'>): Column => ({
  kind: 'text',
  group: 'card',
  width: 8,
  name: () => more.id,
  text: (card) => String(more.sortKey(card) ?? ''),
  ...more,
});

export const title = column({ id: 'title', sortKey: ({ title }) => title });

export const budget = column({
  id: 'budget',
  kind: 'money',
  sortKey: ({ budget }) => budget?.amount,
  currency: ({ budget }) => budget?.currency,
  amounts: ({ budget }) => (budget ? [budget] : []),
});
