import { t } from '../words.svelte.ts';

/** How what is needed is filled in; `elsewhere` for what takes more than a line in a sheet. */
export type Control =
  | { readonly kind: 'person' | 'day' | 'quarter' | 'money' | 'line' | 'text' | 'measures' | 'elsewhere' }
  | { readonly kind: 'choice'; readonly choices: () => readonly (readonly [value: string, name: string])[] };

const kinds: Readonly<Record<string, Exclude<Control['kind'], 'choice'>>> = {
  owner: 'person',
  sponsor: 'person',
  champion: 'person',
  who_stops: 'person',
  start: 'day',
  end: 'day',
  tender_deadline: 'day',
  baseline_end: 'day',
  in_place_on: 'day',
  'award.notified_on': 'day',
  'contract.signed': 'day',
  'contract.end': 'day',
  quarter: 'quarter',
  budget: 'money',
  estimated_value: 'money',
  maximum_value: 'money',
  cost: 'money',
  supplier: 'line',
  cpv: 'line',
  ocid: 'line',
  case_ref: 'line',
  description: 'text',
  'anchor.now': 'text',
  'anchor.should_be': 'text',
  'anchor.for_whom': 'text',
  hypothesis: 'text',
  learning_goals: 'text',
  stop_criteria: 'text',
  sites: 'text',
  purchase_basis: 'text',
  market_dialogue: 'text',
  'learning.learned': 'text',
  'measures.baseline': 'measures',
  'measures.measured': 'measures',
};

const chosen = ['procurement', 'method', 'category', 'final_status', 'outcome'] as const;

export function controlOf(need: string): Control {
  const field = chosen.find((name) => name === need);
  if (field) return { kind: 'choice', choices: () => choices(t.choice[field]) };
  return { kind: kinds[need] ?? 'elsewhere' };
}

/** The values of a choice and their names. */
export function choices(names: Readonly<Record<string, () => string>>): (readonly [string, string])[] {
  return Object.entries(names).map(([value, name]) => [value, name()] as const);
}
