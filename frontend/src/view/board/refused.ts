import type { Refused } from '../../board/store.svelte.ts';
import type { Command } from '../../board/types.ts';
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

const plainTexts = ['title', 'description', 'case_ref'] as const;

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
    case 'batch':
      return command.commands.flatMap(textsIn);
    default:
      return [];
  }
}

function fieldsIn(set: Extract<Command, { cmd: 'card.change' }>['set'] & object): Written[] {
  const plain = plainTexts.map((field) => ({ field, text: set[field] ?? '' }));
  const whole = (field: 'anchor' | 'risk' | 'waiting_for') => {
    const parts = Object.entries(set[field] || {}).filter(([part]) => part !== 'level' && part !== 'since');
    return {
      field,
      text: parts
        .map(([, text]) => text)
        .filter(Boolean)
        .join('\n\n'),
    };
  };
  return [...plain, whole('anchor'), whole('risk'), whole('waiting_for')].filter(({ text }) => text);
}
