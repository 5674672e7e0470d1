import type { Budget } from '../../board/types.ts';
import { figure } from '../card/sources.ts';

/** A sum as it is read: each currency and unit by itself, for what is not alike cannot be added. */
export const sumText = (sums: readonly Budget[] = []): string =>
  sums.map(({ amount, currency }) => `${figure(amount, 2)} ${currency}`.trim()).join(' + ');
