import { expectTypeOf, test } from 'vitest';
import type {
  Anchor,
  Attachment,
  Award,
  Benefit,
  Body,
  Budget,
  Card,
  CardFields,
  Carry,
  Change,
  CheckIn,
  ChecklistItem,
  Cluster,
  Color,
  Command,
  Comment,
  Condition,
  Contract,
  Gate,
  Label,
  Lane,
  Learning,
  Measure,
  Meeting,
  Notice,
  Option,
  Pair,
  PairKind,
  Pass,
  PriorInvolvement,
  Recognition,
  Replan,
  Risk,
  Settings,
  SharedView,
  Stage,
  Unit,
  Verdict,
  WaitingFor,
} from './types.ts';
import type { Wire } from './wire.gen.ts';

// These tests hold the page's types to the server's, which wire.gen.ts gives. The compiler runs them.

type Optional<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** Two records that have the same members, of which the same may be absent, with values the server takes. */
interface Held<Ours, Theirs> {
  fits: Ours extends Theirs ? true : Ours;
  lacks: Exclude<keyof Theirs, keyof Ours>;
  invents: Exclude<keyof Ours, keyof Theirs>;
  optional: Optional<Ours>;
}

interface Same<Theirs> {
  fits: true;
  lacks: never;
  invents: never;
  optional: Optional<Theirs>;
}

test('records', () => {
  expectTypeOf<Held<Lane, Wire['Lane']>>().toEqualTypeOf<Same<Wire['Lane']>>();
  expectTypeOf<Held<Stage, Wire['Stage']>>().toEqualTypeOf<Same<Wire['Stage']>>();
  expectTypeOf<Held<Label, Wire['Label']>>().toEqualTypeOf<Same<Wire['Label']>>();
  expectTypeOf<Held<Unit, Wire['Unit']>>().toEqualTypeOf<Same<Wire['Unit']>>();
  expectTypeOf<Held<Cluster, Wire['Cluster']>>().toEqualTypeOf<Same<Wire['Cluster']>>();
  expectTypeOf<Held<Anchor, Wire['Anchor']>>().toEqualTypeOf<Same<Wire['Anchor']>>();
  expectTypeOf<Held<Risk, Wire['Risk']>>().toEqualTypeOf<Same<Wire['Risk']>>();
  expectTypeOf<Held<WaitingFor, Wire['WaitingFor']>>().toEqualTypeOf<Same<Wire['WaitingFor']>>();
  expectTypeOf<Held<Budget, Wire['Money']>>().toEqualTypeOf<Same<Wire['Money']>>();
  expectTypeOf<Held<ChecklistItem, Wire['Item']>>().toEqualTypeOf<Same<Wire['Item']>>();
  expectTypeOf<Held<Comment, Wire['Comment']>>().toEqualTypeOf<Same<Wire['Comment']>>();
  expectTypeOf<Held<Attachment, Wire['Attachment']>>().toEqualTypeOf<Same<Wire['Attachment']>>();
  expectTypeOf<Held<Benefit, Wire['Benefit']>>().toEqualTypeOf<Same<Wire['Benefit']>>();
  expectTypeOf<Held<Pair, Wire['Pair']>>().toEqualTypeOf<Same<Wire['Pair']>>();
  expectTypeOf<Held<PriorInvolvement, Wire['PriorInvolvement']>>().toEqualTypeOf<
    Same<Wire['PriorInvolvement']>
  >();
  expectTypeOf<Held<Notice, Wire['Notice']>>().toEqualTypeOf<Same<Wire['Notice']>>();
  expectTypeOf<Held<Award, Wire['Award']>>().toEqualTypeOf<Same<Wire['Award']>>();
  expectTypeOf<Held<Contract, Wire['Contract']>>().toEqualTypeOf<Same<Wire['Contract']>>();
  expectTypeOf<Held<Option, Wire['Option']>>().toEqualTypeOf<Same<Wire['Option']>>();
  expectTypeOf<Held<Replan, Wire['Replan']>>().toEqualTypeOf<Same<Wire['Replan']>>();
  expectTypeOf<Held<Measure, Wire['Measure']>>().toEqualTypeOf<Same<Wire['Measure']>>();
  expectTypeOf<Held<Learning, Wire['Learning']>>().toEqualTypeOf<Same<Wire['Learning']>>();
  expectTypeOf<Held<Carry, Wire['Carry']>>().toEqualTypeOf<Same<Wire['Carry']>>();
  expectTypeOf<Held<Verdict, Wire['Verdict']>>().toEqualTypeOf<Same<Wire['Verdict']>>();
  expectTypeOf<Held<Condition, Wire['Condition']>>().toEqualTypeOf<Same<Wire['Condition']>>();
  expectTypeOf<Held<Pass, Wire['Pass']>>().toEqualTypeOf<Same<Wire['Pass']>>();
  expectTypeOf<Held<CheckIn, Wire['CheckIn']>>().toEqualTypeOf<Same<Wire['CheckIn']>>();
  expectTypeOf<Held<Recognition, Wire['Recognition']>>().toEqualTypeOf<Same<Wire['Recognition']>>();
  expectTypeOf<Held<Gate, Wire['Gate']>>().toEqualTypeOf<Same<Wire['Gate']>>();
  expectTypeOf<Held<Body, Wire['Body']>>().toEqualTypeOf<Same<Wire['Body']>>();
  expectTypeOf<Held<Meeting, Wire['Meeting']>>().toEqualTypeOf<Same<Wire['Meeting']>>();
  expectTypeOf<Held<SharedView, Wire['View']>>().toEqualTypeOf<Same<Wire['View']>>();
  expectTypeOf<Held<Settings, Wire['Settings']>>().toEqualTypeOf<Same<Wire['Settings']>>();
  expectTypeOf<Color>().toEqualTypeOf<Wire['Color']>();
  expectTypeOf<PairKind>().toEqualTypeOf<Wire['PairKind']>();
});

test('a card, which always has a title', () => {
  type Titled<T> = Omit<T, 'title'> & { readonly title: string };
  expectTypeOf<Held<Card, Wire['Card']>>().toEqualTypeOf<Same<Titled<Wire['Card']>>>();
  expectTypeOf<Held<CardFields, Wire['Fields']>>().toEqualTypeOf<Same<Titled<Wire['Fields']>>>();
});

type Events = Wire['events'];
type EventOf<K> = Omit<Extract<Change, { kind: K }>, 'kind'>;

test('events', () => {
  expectTypeOf<Change['kind']>().toEqualTypeOf<keyof Events>();
  expectTypeOf<{ [K in keyof Events]: Held<EventOf<K>, Events[K]> }>().toEqualTypeOf<{
    [K in keyof Events]: Same<Events[K]>;
  }>();
});

type Commands = Wire['commands'];
type CommandOf<K> = Omit<Extract<Command, { cmd: K }>, 'cmd'>;

test('commands, of which the server does not say what may be left out', () => {
  expectTypeOf<Command['cmd']>().toEqualTypeOf<keyof Commands>();
  expectTypeOf<{
    [K in keyof Commands]: Omit<Held<CommandOf<K>, Partial<Commands[K]>>, 'optional'>;
  }>().toEqualTypeOf<{
    [K in keyof Commands]: Omit<Same<Commands[K]>, 'optional'>;
  }>();
});
