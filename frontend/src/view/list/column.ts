import type { Budget, Card, CardFields, Color, LaneKey, StageID } from '../../board/types.ts';
import type { Draft } from '../../board/verbs.ts';

/** What the list shows of a card in one column, and how that is edited. */

export type Kind = 'text' | 'number' | 'money' | 'day' | 'quarter' | 'choice' | 'person' | 'labels';

/** The parts in which the columns are offered. */
export const groups = ['card', 'people', 'belongs', 'time', 'money', 'buying', 'pilot', 'record'] as const;

export type ColumnGroup = (typeof groups)[number];

export interface Column {
  readonly id: string;
  readonly kind: Kind;
  readonly group: ColumnGroup;
  /** As it is headed, in the reader's language. */
  readonly name: () => string;
  /** How wide it is to begin with, in rem. */
  readonly width: number;
  /** By what it is sorted: numbers, and days and quarters, as they are, texts by the alphabet; undefined comes last. */
  readonly sortKey: (card: Card) => string | number | undefined;
  /**
   * What `sortKey` is an amount of. Amounts of several currencies cannot be compared: a column has them one currency
   * after the other, in the order of their codes whichever way it is sorted, and by the amount within each.
   */
  readonly currency?: (card: Card) => string | undefined;
  /** As it is shown, in the reader's language; empty for nothing. */
  readonly text: (card: Card) => string;
  /** What is summed: amounts in their currencies or units, plain numbers without one. */
  readonly amounts?: (card: Card) => readonly Budget[];
  /** How it is edited; what is only told has none. */
  readonly edit?: Edit;
}

/** What is to come of a card: fields are set, or it goes to a stage. A problem is for the reader. */
export type Meaning =
  | { readonly draft: Draft }
  | { readonly to: { readonly lane: LaneKey; readonly stage: StageID } }
  | { readonly problem: string };

/** One of the values that a cell can take. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  readonly color?: Color;
  readonly hint?: string;
}

export interface Edit {
  /** What is set, and by what others see where one is. */
  readonly field: keyof CardFields | 'stage';
  /** The part of the field, when it has several. */
  readonly part?: string;
  /** What the card has, as one would write it; a choice by its name. */
  readonly written: (card: Card) => string;
  /** What a text means for a card, typed or pasted. An empty one clears. */
  readonly parse: (text: string, card: Card) => Meaning;
  /** What can be chosen; without it the cell is written. */
  readonly choices?: (card: Card) => readonly Choice[];
  /** Which of them are chosen. */
  readonly chosen?: (card: Card) => readonly string[];
  /** What choosing one of them means: in a list of labels that it is added, or taken out again. */
  readonly choose?: (value: string, card: Card) => Meaning;
  /** Whether a text has several lines. */
  readonly long?: boolean;
}

/** The value of a field of a card, or of a part of it. */
export function valueOf(card: Card, field: keyof CardFields, part?: string): unknown {
  const value = card[field];
  return part === undefined ? value : (value as Readonly<Record<string, unknown>> | undefined)?.[part];
}

/** A draft that sets a field or one part of it; parts that become empty are left out. */
export function setting(card: Card, field: keyof CardFields, value: unknown, part?: string): Draft {
  if (part === undefined) return { [field]: value };
  const { [part]: _, ...rest } = { ...(card[field] as Readonly<Record<string, unknown>> | undefined) };
  return { [field]: value === '' || value === undefined ? rest : { ...rest, [part]: value } };
}

/**
 * The card as against which a change of a cell is sent: as it is now, but for this very part, which is as the person
 * saw it. What others did to other parts stays; what they did to this one is told.
 */
export function baseOf(card: Card, seen: Card, { field, part }: Pick<Edit, 'field' | 'part'>): Card {
  if (field === 'stage') return card;
  return { ...card, ...setting(card, field, valueOf(seen, field, part), part) };
}
