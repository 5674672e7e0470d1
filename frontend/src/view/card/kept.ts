import type { Refused } from '../../board/store.svelte.ts';
import type { Command, EntryLists, Wanted } from '../../board/types.ts';
import { chosenParts, plainTexts, textsIn, wholeTexts, writtenOf } from '../board/refused.ts';
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
type Entry = EntryLists[keyof EntryLists];
type Texts = Readonly<Record<string, string | undefined>>;

/** Texts of one line. */
const oneLine: readonly string[] = ['title', 'case_ref', 'supplier', 'cpv', 'ocid'];

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
    const lines = part ? part !== 'party' : !oneLine.includes(field);
    return [{ key, refused, field, mine, lines, put, ...(conflict && { theirs }) }];
  };
  const plain = plainTexts.flatMap((field) =>
    kept(field, set[field] ?? '', record[field] ?? '', (text) => work.set({ [field]: text })),
  );
  const whole = wholeTexts.flatMap((field) =>
    Object.entries((set[field] || {}) as Texts)
      .filter(([part]) => !chosenParts.includes(part))
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
    case 'entry.set':
      return entry(work, refused, command);
    default:
      return [];
  }
}

/** What was written in an entry of a list. */
function entry(
  { store, record }: CardWork,
  refused: Refused,
  { list, entry: mine }: Extract<Command, { cmd: 'entry.set' }>,
): Kept[] {
  const part = writtenOf[list];
  const texts = (entry: object | undefined) => String((entry as Texts | undefined)?.[part] ?? '');
  const entries = (record[list] ?? []) as readonly EntryLists[typeof list][];
  const now = entries.find(({ id }) => id === mine.id);
  if (now && texts(now) === texts(mine)) return [];
  const put = (text: string) =>
    store.setEntry(record.id, list, { ...mine, [part]: text } as Wanted<Entry>, now);
  const lines = ['decisions', 'check_ins', 'recognitions'].includes(list);
  return [
    {
      key: refused.request.id,
      refused,
      field: list,
      mine: texts(mine),
      lines,
      put,
      ...(now && { theirs: texts(now) }),
    },
  ];
}
