import type { Refused } from '../../board/store.svelte.ts';
import type { Command } from '../../board/types.ts';
import { textsIn } from '../board/refused.ts';
import type { CardWork, Field } from './context.ts';

/** A text that the server did not take, and what can become of it. */
export interface Kept {
  readonly key: string;
  /** The refusal it belongs to; once every text of it is decided about, it is forgotten. */
  readonly refused: Refused;
  readonly field: Field | 'comments';
  readonly mine: string;
  /** What the board says instead; undefined when it has no other text. */
  readonly theirs?: string;
  /** Whether the text may have several lines. */
  readonly lines: boolean;
  /** Puts a text in its place after all. */
  readonly put: (text: string) => void;
}

type Change = Extract<Command, { cmd: 'card.change' }>;
type Texts = Readonly<Record<string, string | undefined>>;

const wholes = ['anchor', 'risk', 'waiting_for'] as const;
const plains = ['title', 'description', 'case_ref'] as const;
/** Parts that are chosen, not written. */
const chosen = ['level', 'since'];

/** The texts of a card that wait for a decision. */
export function keptFor(work: CardWork): Kept[] {
  return work.store.refused.flatMap((refused) => {
    const { command } = refused.request;
    if (!('card' in command) || command.card !== work.card.id || !textsIn(command).length) return [];
    return command.cmd === 'card.change' ? fields(work, refused, command) : parts(work, refused, command);
  });
}

/** Fields of the card, and the parts of those that have parts. What is the same by now needs no decision. */
function fields(work: CardWork, refused: Refused, { set = {} }: Change): Kept[] {
  const { record } = work;
  const conflict = refused.refusal.code === 'conflict';
  const kept = (
    field: Field,
    mine: string,
    theirs: string,
    put: (text: string) => void,
    part = '',
  ): Kept[] => {
    if (!mine || mine === theirs) return [];
    const key = `${refused.request.id} ${field} ${part}`;
    const lines = field === 'description' || (part !== '' && part !== 'party');
    return [{ key, refused, field, mine, lines, put, ...(conflict && { theirs }) }];
  };
  const plain = plains.flatMap((field) =>
    kept(field, set[field] ?? '', record[field] ?? '', (text) => work.set({ [field]: text })),
  );
  const whole = wholes.flatMap((field) =>
    Object.entries((set[field] || {}) as Texts)
      .filter(([part]) => !chosen.includes(part))
      .flatMap(([part, mine = '']) => {
        const now = (record[field] ?? {}) as Texts;
        const put = (text: string) => work.set({ [field]: { ...work.record[field], [part]: text } });
        return kept(field, mine, now[part] ?? '', put, part);
      }),
  );
  return [...plain, ...whole];
}

/** Lines of the checklist, and comments. */
function parts(work: CardWork, refused: Refused, command: Command): Kept[] {
  const { store, record } = work;
  const key = refused.request.id;
  switch (command.cmd) {
    case 'comment.add':
    case 'comment.edit': {
      const now = 'comment' in command && record.comments?.find((c) => c.id === command.comment);
      const edits = command.cmd === 'comment.edit' && now;
      const put = (text: string) =>
        edits ? store.editComment(record.id, edits.id, text) : store.comment(record.id, text);
      return [
        {
          key,
          refused,
          field: 'comments',
          mine: command.text,
          lines: true,
          put,
          ...(edits && { theirs: edits.text }),
        },
      ];
    }
    case 'item.add':
    case 'item.change': {
      const now = command.cmd === 'item.change' && record.checklist?.find((item) => item.id === command.item);
      const put = (text: string) =>
        now ? store.changeItem(record.id, now.id, { text }) : store.addItem(record.id, text);
      return [
        {
          key,
          refused,
          field: 'checklist',
          mine: command.text ?? '',
          lines: false,
          put,
          ...(now && { theirs: now.text }),
        },
      ];
    }
    default:
      return [];
  }
}
