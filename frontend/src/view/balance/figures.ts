import type { Budget } from '../../board/types.ts';
import { currentLocale } from '../words.svelte.ts';

/** Figures as people read them. */

export const figure = (n: number): string =>
  new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 1 }).format(n);

/** Sums in their currencies; a dash for none. */
export const sums = (money: readonly Budget[]): string =>
  money.map(({ amount, currency }) => `${figure(amount)} ${currency}`).join(', ') || '–';
