import type { Card } from '../../board/types.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
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
};

/** A text that is a field of its own. */
export function textOf(
  work: CardWork,
  field: 'title' | 'description' | 'case_ref',
  keep = false,
): TextSource {
  return {
    now: () => work.record[field] ?? '',
    save: (text, base) => work.set({ [field]: text.trim() }, { ...work.record, [field]: base }),
    ...(keep && { keep: `${work.card.id}.${field}` }),
  };
}

type Whole = 'anchor' | 'risk' | 'waiting_for';
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

/** A number as people of any of the languages write it. Undefined for what is none; empty is 0. */
export function numberIn(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace(',', '.');
  const number = plain === '' ? 0 : Number(plain);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** Sets a field to the number that was written, or says that it is none. */
export function setNumber(text: string, set: (number: number) => void): boolean {
  const number = numberIn(text);
  if (number === undefined) toast({ text: t.text.notNumber() });
  else set(number);
  return number !== undefined;
}

export type { Field };
