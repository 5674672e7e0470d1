import type { Store } from '../../board/store.svelte.ts';
import { isQuarter } from '../../board/pace/quarter.ts';
import type {
  Award,
  CardFields,
  Carry,
  CheckIn,
  Contract,
  Notice,
  Replan,
  Verdict,
} from '../../board/types.ts';
import { personName } from '../board/names.ts';
import { longDay } from '../dates.ts';
import { gateName } from '../gate/names.ts';
import { quarterName } from '../pace/quarters.ts';
import { currentLocale, t } from '../words.svelte.ts';

/** What is bought, what is tried and what is on record, in a few words for the history of a card. */

/** Fields that commands of their own write: `card.change` sets none of them, and nobody puts them back. */
const recorded: ReadonlySet<string> = new Set<keyof CardFields>([
  ...(['replans', 'carried', 'extended', 'decisions', 'passes', 'check_ins'] as const),
  ...(['recognitions', 'votes', 'merged_into'] as const),
]);

/** The fields of `fields` that are not on record. */
export function unrecorded<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !recorded.has(field))) as Fields;
}

/** Texts of several lines. */
export const longFields: ReadonlySet<string> = new Set<keyof CardFields>([
  ...(['market_dialogue', 'hypothesis', 'learning_goals', 'stop_criteria'] as const),
  ...(['sites', 'purchase_basis', 'learning'] as const),
]);

/** The value of a field; empty when it has none. */
export function worded(store: Store, field: string, value: unknown): string {
  if (value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.map((entry) => entryName(store, field, entry)).join(', ');
  if (field === 'award') return wordedAward(value as Award);
  if (field === 'contract') return wordedContract(value as Contract);
  if (typeof value === 'object' && value !== null) return wordedParts(value as Record<string, unknown>);
  const text = String(value);
  if (field === 'who_stops') return personName(store, text);
  if (field === 'merged_into') return store.card(text)?.record.title ?? t.common.unknown();
  const choices = t.choice as unknown as Readonly<
    Record<string, Readonly<Record<string, (() => string) | undefined>> | undefined>
  >;
  return choices[field]?.[text]?.() ?? plainly(text);
}

function plainly(text: string): string {
  if (isQuarter(text)) return quarterName(text);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? longDay(text, currentLocale()) : text;
}

function wordedAward({ notified_on, electronic, days }: Award): string {
  const parts = [
    notified_on && plainly(notified_on),
    electronic && t.procurement.electronic(),
    days && `${t.procurement.statedDays()}: ${days}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function wordedContract(contract: Contract): string {
  const parts = (['signed', 'start', 'end'] as const).flatMap((part) => {
    const day = contract[part];
    return day ? [`${t.procurement[part]()} ${plainly(day)}`] : [];
  });
  return parts.join(' · ');
}

function wordedParts(value: Record<string, unknown>): string {
  const number = new Intl.NumberFormat(currentLocale());
  const { amount, currency } = value;
  if (typeof amount === 'number') return amount ? `${number.format(amount)} ${String(currency)}` : '';
  const { result, ...rest } = value;
  const shown = Object.values(rest).flatMap((part) => {
    if (typeof part === 'number') return part ? [number.format(part)] : [];
    return typeof part === 'string' && part ? [plainly(part)] : [];
  });
  const told = typeof result === 'string' && result ? [t.choice.result[result as 'unclear']()] : [];
  return [...told, ...shown].join(' · ');
}

/** What an entry of a list is called. */
export function entryName(store: Store, field: string, entry: unknown): string {
  switch (field) {
    case 'votes':
      return personName(store, entry as string);
    case 'notices':
      return t.choice.notice[(entry as Notice).kind]();
    case 'decisions': {
      const { gate, outcome } = entry as Verdict;
      const known = store.gates.find(({ id }) => id === gate);
      return [t.choice.verdict[outcome](), known && gateName(known)].filter(Boolean).join(' – ');
    }
    case 'recognitions':
      return t.choice.recognition[(entry as { kind: 'pace' }).kind]();
    case 'check_ins':
      return t.checkin.named({ quarter: quarterName((entry as CheckIn).quarter) });
    case 'replans':
    case 'carried':
    case 'extended': {
      const { from, to } = entry as Replan | Carry;
      return `${plainly(from ?? '')} → ${plainly(to ?? '')}`.trim();
    }
    default: {
      const { name, text, reason } = entry as { name?: string; text?: string; reason?: string };
      return t.history.quoted({ text: name ?? text ?? reason ?? '' });
    }
  }
}
