import type { Budget } from '../../board/types.ts';
import { currentLocale } from '../words.svelte.ts';

/** Figures as people read them. */

export function figure(n: number): string {
  const locale = currentLocale();
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })));
  return format.format(n);
}

/** To make one takes longer than to use it a hundred times. */
const formats = new Map<string, Intl.NumberFormat>();

/** Sums in their currencies; a dash for none. */
export const sums = (money: readonly Budget[]): string =>
  money.map(({ amount, currency }) => `${figure(amount)} ${currency}`).join(', ') || '–';
