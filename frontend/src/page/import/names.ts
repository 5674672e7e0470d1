import type { LaneKey } from '../../board/types.ts';
import { standardName } from '../../view/board/names.ts';
import { t } from '../../view/words.svelte.ts';
import type { Note, Target } from './plan.ts';

/** A stage's name in the reader's language, unless people gave it their own. */
export function targetName({ lane, key, name }: Target): string {
  return (key && standardName(lane, key)) || name;
}

/** The name of the stage a sample goes to. */
export function placeName(targets: readonly Target[], lane: LaneKey, stage: string): string {
  const target = targets.find((other) => other.lane === lane && other.stage === stage);
  return target ? targetName(target) : stage;
}

/** A note in the reader's language; one the page does not know in the server's words. */
export function noteText({ code, text }: Note): string {
  const [kind = '', name = ''] = code.split(/:(.*)/s);
  const known = t.note as unknown as Readonly<
    Record<string, ((args: { name: string }) => string) | undefined>
  >;
  const unnamed = kind === 'not_a_date' && !name;
  return (!unnamed && known[kind]?.({ name })) || text;
}

const problems = {
  empty: 'codeEmpty',
  too_large: 'codeTooLarge',
  kind: 'codeKind',
  syntax: 'codeSyntax',
  encoding: 'codeEncoding',
  value: 'codeValue',
  row: 'codeRow',
  no_title: 'codeNoTitle',
  nothing: 'codeNothing',
  option: 'codeOption',
  unknown_field: 'codeUnknownField',
  refused: 'codeRefused',
} as const;

/** Why a file cannot be imported, in one sentence; empty for a reason the page does not know. */
export function problemText(code: string): string {
  const key = problems[code as keyof typeof problems] as (typeof problems)[keyof typeof problems] | undefined;
  return key ? t.import[key]() : '';
}

/** Every field a column can go to, in the order people look for them. */
export const columnFields = [
  ...['title', 'description', 'list', 'lane', 'owner', 'sponsor', 'champion', 'followers', 'unit', 'cluster'],
  ...['labels', 'start', 'end', 'risk', 'risk_note', 'waiting_for', 'waiting_reason', 'effort', 'budget'],
  ...['currency', 'case_ref', 'anchor_now', 'anchor_should_be', 'anchor_for_whom', 'checklist', 'comment'],
  ...[
    'quarter',
    'hypothesis',
    'learning_goals',
    'stop_criteria',
    'who_stops',
    'sites',
    'purchase_basis',
    'cost',
  ],
  ...[
    'in_place_on',
    'outcome',
    'procurement',
    'method',
    'category',
    'cpv',
    'estimated_value',
    'maximum_value',
  ],
  ...[
    'market_dialogue',
    'tender_deadline',
    'award_notified_on',
    'supplier',
    'contract_signed',
    'contract_start',
  ],
  ...['contract_end', 'ocid', 'baseline_end', 'final_status', 'link', 'archived', 'created', 'note', 'drop'],
];

export function columnName(field: string): string {
  const columns = t.column as unknown as Readonly<Record<string, (() => string) | undefined>>;
  const fields = t.field as unknown as Readonly<Record<string, (() => string) | undefined>>;
  return (columns[field] ?? fields[field])?.() ?? field;
}
