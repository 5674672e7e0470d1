import type { Refused } from '../../board/store.svelte.ts';
import type { Command, EntryLists } from '../../board/types.ts';
import { refusalText } from '../refusals.ts';
import { toast } from '../toasts.svelte.ts';
import { t } from '../words.svelte.ts';
import type { Desk } from './desk.svelte.ts';

/** Says why something was not done, and what can be done about it. */
export function tell({ store, ways }: Desk, refused: Refused): void {
  const { request, refusal } = refused;
  const reason = refusalText(refusal.code, refusal.message);
  const card = 'card' in request.command ? request.command.card : undefined;
  if (card && textsIn(request.command).length) {
    const show = { label: t.common.show(), run: () => ways.openCard(card) };
    const open = document.querySelector(`dialog[data-open-card="${card}"]`) !== null;
    if (!open) toast({ text: t.toast.refused({ reason }), tone: 'trouble', action: show });
    return;
  }
  store.dismiss(request.id);
  const quiet = refusal.code === 'nothing_to_undo' || refusal.code === 'nothing_to_redo';
  if (quiet) toast({ text: reason });
  else
    toast({
      text: t.toast.refused({ reason }),
      tone: 'trouble',
      ...(passing(refusal.code) && { action: again(store, request.command) }),
    });
}

/** Reasons that may be gone in a moment. */
const passing = (code: string) => code === 'unavailable' || code === 'too_many' || code === 'unknown_outcome';

function again(store: Desk['store'], command: Command): { label: string; run: () => void } {
  return { label: t.common.retry(), run: () => store.do(command) };
}

/** One text that a person wrote, and the field it was for. */
export interface Written {
  readonly field: string;
  readonly text: string;
}

/** Fields that are one text. */
export const plainTexts = [
  ...(['title', 'description', 'case_ref', 'hypothesis', 'learning_goals', 'stop_criteria'] as const),
  ...(['sites', 'purchase_basis', 'market_dialogue', 'supplier', 'cpv', 'ocid'] as const),
] as const;

/** Fields whose parts are texts, but for those that are chosen. */
export const wholeTexts = ['anchor', 'risk', 'waiting_for', 'learning'] as const;
export const chosenParts: readonly string[] = ['level', 'since', 'result'];

/** What of an entry of a list is written in words. */
export const writtenOf: { readonly [L in keyof EntryLists]: string & keyof EntryLists[L] } = {
  attachments: 'name',
  benefits: 'measure',
  notices: 'url',
  options: 'name',
  measures: 'name',
  prior_involvement: 'text',
  decisions: 'text',
  check_ins: 'evidence',
  recognitions: 'text',
};

/** The texts of a command that would hurt to lose. */
export function textsIn(command: Command): Written[] {
  switch (command.cmd) {
    case 'comment.add':
    case 'comment.edit':
      return [{ field: 'comments', text: command.text }];
    case 'item.add':
    case 'item.change':
      return command.text ? [{ field: 'checklist', text: command.text }] : [];
    case 'card.add':
      return [{ field: 'title', text: command.title }, ...fieldsIn(command.set ?? {})];
    case 'card.change':
      return fieldsIn(command.set ?? {});
    case 'entry.set': {
      const part = writtenOf[command.list] as keyof typeof command.entry;
      const text = String(command.entry[part] ?? '');
      const was = command.was && String(command.was[part as keyof typeof command.was] ?? '');
      return text && text !== was ? [{ field: command.list, text }] : [];
    }
    case 'batch':
      return command.commands.flatMap(textsIn);
    default:
      return [];
  }
}

function fieldsIn(set: Extract<Command, { cmd: 'card.change' }>['set'] & object): Written[] {
  const plain = plainTexts.map((field) => ({ field, text: set[field] ?? '' }));
  const whole = (field: (typeof wholeTexts)[number]) => {
    const parts = Object.entries(set[field] || {}).filter(([part]) => !chosenParts.includes(part));
    return {
      field,
      text: parts
        .map(([, text]) => text)
        .filter(Boolean)
        .join('\n\n'),
    };
  };
  return [...plain, ...wholeTexts.map(whole)].filter(({ text }) => text);
}
