import type { Card } from '../../board/types.ts';
import { toast } from '../toasts.svelte.ts';
import { currentLocale, t } from '../words.svelte.ts';
import type { CardWork, Field } from './context.ts';
import type { TextSource } from './text-draft.svelte.ts';

/** Limits of what people write; the server's own. */
export const longest = {
  title: 300,
  description: 20_000,
  note: 2_000,
  comment: 8_000,
  item: 500,
  line: 300,
  reference: 120,
  unit: 40,
};

/** Fields that are one text. */
export type TextName =
  | 'title'
  | 'description'
  | 'case_ref'
  | 'hypothesis'
  | 'learning_goals'
  | 'stop_criteria'
  | 'sites'
  | 'purchase_basis'
  | 'market_dialogue'
  | 'supplier'
  | 'cpv'
  | 'ocid';

/** A text that is a field of its own. */
export function textOf(work: CardWork, field: TextName, keep = false): TextSource {
  return {
    now: () => work.record[field] ?? '',
    save: (text, base) => work.set({ [field]: text.trim() }, { ...work.record, [field]: base }),
    ...(keep && { keep: `${work.card.id}.${field}` }),
  };
}

type Whole = 'anchor' | 'risk' | 'waiting_for' | 'learning';
type Part<F extends Whole> = string & keyof NonNullable<Card[F]>;

/**
 * A text that is part of a field. What others did to the other parts stays; only when this very part is not what the
 * writer saw is the old whole given as the base, and the server tells of the conflict.
 */
export function partOf<F extends Whole>(work: CardWork, field: F, part: Part<F>): TextSource {
  const whole = () => (work.record[field] ?? {}) as Readonly<Record<string, string>>;
  return {
    now: () => whole()[part] ?? '',
    save(text, base) {
      const old = { ...work.record, [field]: { ...whole(), [part]: base } };
      return work.set({ [field]: { ...whole(), [part]: text.trim() } }, old);
    },
    keep: `${work.card.id}.${field}.${part}`,
  };
}

/** Sets one part of a field that is chosen, not written. */
export function setPart<F extends Whole>(work: CardWork, field: F, part: Part<F>, value: string): void {
  work.set({ [field]: { ...work.record[field], [part]: value } });
}

/** Sets one part of an award or a contract; an empty value clears it. */
export function setDatum<F extends 'award' | 'contract'>(
  work: CardWork,
  field: F,
  part: keyof NonNullable<Card[F]>,
  value: string | number | boolean,
): void {
  const parts = Object.entries({ ...work.record[field], [part]: value });
  work.set({ [field]: Object.fromEntries(parts.filter(([, value]) => value)) });
}

/** A number as people of any of the languages write it. Undefined for what is none; empty is 0. */
export function numberIn(text: string): number | undefined {
  const number = signedIn(text.trim() || '0');
  return number !== undefined && number >= 0 ? number : undefined;
}

/** As `numberIn`, below zero too; nothing written is no number. */
export function signedIn(text: string): number | undefined {
  const plain = text
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(',', '.')
    .replace('\u2212', '-');
  const number = plain === '' ? NaN : Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the reader writes it; empty for none. */
export function figure(number: number | undefined, digits = 3): string {
  if (number === undefined) return '';
  const key = `${currentLocale()} ${digits}`;
  let format = formats.get(key);
  if (!format)
    formats.set(key, (format = new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: digits })));
  return format.format(number);
}

/** Sets a field to the number that was written, or says that it is none. */
export function setNumber(text: string, set: (number: number) => void): boolean {
  const number = numberIn(text);
  if (number === undefined) toast({ text: t.text.notNumber() });
  else set(number);
  return number !== undefined;
}

export type { Field };
