import { apart, fieldsOf, type Former, type Glimpse, type Passage } from '../../board/history.ts';
import { same } from '../../board/predict.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Card, CardFields } from '../../board/types.ts';
import { fullStageName, personName, stageName } from '../board/names.ts';
import { longDay } from '../dates.ts';
import { currentLocale, t } from '../words.svelte.ts';
import { plain } from './mentions.ts';
import { entryName, longFields, unrecorded, worded } from './worded.ts';

/** The history of a card told in sentences. */

/** One thing that somebody did, and the texts before and after where they are too long for the sentence. */
export interface Told {
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
}

type Fields = { readonly [F in keyof CardFields]?: CardFields[F] | undefined };
type The = keyof typeof t.history & `the_${string}`;

/** A field within a sentence; those that have no words for it go by their name. */
function the(name: string): string {
  const words = t.history as unknown as Readonly<Record<The, (() => string) | undefined>>;
  return words[`the_${name}` as The]?.() ?? quoted(t.field[name as 'title']());
}
const quoted = (text: string) => t.history.quoted({ text });

/** What a passage tells, in the order in which a card shows its fields. */
export function tell(store: Store, passage: Passage): Told[] {
  const name = personName(store, passage.by);
  const { was, now } = passage;
  const stage = (place: Glimpse['place'], full: boolean) =>
    place ? (full ? fullStageName : stageName)(place.lane, place.stage) : t.common.unknown();
  const one = (text: string): Told[] => [{ text }];
  switch (passage.kind) {
    case 'card.added':
      return one(t.history.added({ name, stage: stage(now.place, true) }));
    case 'card.moved': {
      const far = was.place?.lane !== now.place?.lane;
      if (!far && was.place?.stage.id === now.place?.stage.id)
        return one(t.history.ordered({ name, stage: stage(now.place, false) }));
      return one(t.history.moved({ name, from: stage(was.place, far), to: stage(now.place, far) }));
    }
    case 'card.archived':
      return one(t.history.archived({ name }));
    case 'card.restored':
      return one(t.history.restored({ name, stage: stage(now.place, true) }));
    case 'card.removed':
      return one(t.history.removed({ name }));
    case 'card.changed': {
      const told = fieldsOf(passage).flatMap((field) =>
        changed(store, name, field, was.set ?? {}, now.set ?? {}),
      );
      return told.length ? told : one(t.history.nothing({ name }));
    }
    default:
      return [comment(store, name, passage)];
  }
}

function comment(store: Store, name: string, { kind, was, now }: Passage): Told {
  const author = personName(store, (was.comment ?? now.comment)?.author ?? '');
  const before = was.comment && { before: plain(was.comment.text) };
  const after = now.comment && { after: plain(now.comment.text) };
  if (kind === 'comment.added') return { text: t.history.commented({ name }), ...after };
  if (kind === 'comment.edited')
    return { text: t.history.commentEdited({ name, author }), ...before, ...after };
  return { text: t.history.commentRemoved({ name, author }), ...before };
}

/** A field, what it holds and what it held, in a few words each; empty for nothing. */
export interface Difference {
  readonly field: string;
  readonly now: string;
  readonly then: string;
}

/** How a card differs from what it was, for whoever is to put it back. */
export function differences(store: Store, card: Card, { fields }: Former): Difference[] {
  return (Object.keys(unrecorded(fields)) as (keyof CardFields)[]).map((field) => ({
    field: t.field[field](),
    now: summary(store, field, card),
    then: summary(store, field, fields),
  }));
}

/** Fields whose parts are told each by itself. */
const parts = {
  anchor: ['for_whom', 'now', 'should_be'],
  risk: ['level', 'note'],
  waiting_for: ['party', 'reason', 'since'],
} as const;

/** Fields whose parts are days, numbers and ticks. */
const dated = {
  award: ['notified_on', 'electronic', 'days'],
  contract: ['signed', 'start', 'end'],
} as const;

type Dated = Readonly<Record<string, string | number | boolean | undefined>>;

function datum(value: string | number | boolean | undefined): string {
  if (typeof value === 'string') return longDay(value, currentLocale());
  return value ? (value === true ? t.history.yes() : String(value)) : '';
}

type Parts = Readonly<Record<string, string | undefined>>;

function changed(store: Store, name: string, field: keyof CardFields, was: Fields, now: Fields): Told[] {
  switch (field) {
    case 'anchor':
    case 'risk':
    case 'waiting_for': {
      const [a, b] = [was[field] ?? {}, now[field] ?? {}] as [Parts, Parts];
      return parts[field].flatMap((part) => partly(name, part, a[part] ?? '', b[part] ?? ''));
    }
    case 'award':
    case 'contract': {
      const [a, b] = [was[field] ?? {}, now[field] ?? {}] as [Dated, Dated];
      return dated[field].flatMap((part) =>
        plainly(name, `${field}_${part}`, datum(a[part]), datum(b[part])),
      );
    }
    case 'description':
      return long(name, field, was.description ?? '', now.description ?? '');
    case 'checklist':
      return checklist(name, was, now);
    case 'labels':
    case 'followers':
    case 'pairs':
    case 'attachments':
    case 'benefits':
      return members(name, field, listed(store, field, was), listed(store, field, now));
    default:
      if (longFields.has(field))
        return long(name, field, worded(store, field, was[field]), worded(store, field, now[field]));
      if (Array.isArray(was[field] ?? now[field]))
        return members(name, field, entries(store, field, was), entries(store, field, now));
      return plainly(name, field, spoken(store, field, was), spoken(store, field, now));
  }
}

function entries(store: Store, field: keyof CardFields, fields: Fields): Members {
  const list = (fields[field] ?? []) as readonly unknown[];
  const id = (entry: unknown) => (entry as { id?: string }).id ?? JSON.stringify(entry);
  return new Map(list.map((entry) => [id(entry), { name: entryName(store, field, entry), whole: entry }]));
}

function partly(name: string, part: string, was: string, now: string): Told[] {
  if (part === 'level') {
    const level = (value: string) => (value ? t.risk[value as 'low']() : '');
    return plainly(name, part, level(was), level(now));
  }
  if (part === 'since')
    return plainly(name, part, longDay(was, currentLocale()), longDay(now, currentLocale()));
  return part === 'party' ? plainly(name, part, was, now) : long(name, part, was, now);
}

function plainly(name: string, what: string, from: string, to: string): Told[] {
  if (from === to) return [];
  const field = the(what);
  if (!from) return [{ text: t.history.set({ name, field, to }) }];
  return [
    { text: to ? t.history.changed({ name, field, from, to }) : t.history.cleared({ name, field, from }) },
  ];
}

/** A text of several lines: both are shown, as far as they differ. */
function long(name: string, what: string, was: string, now: string): Told[] {
  if (was === now) return [];
  const field = the(what);
  if (!was) return [{ text: t.history.wrote({ name, field }), after: plain(now) }];
  if (!now) return [{ text: t.history.emptied({ name, field }), before: plain(was) }];
  const [before, after] = apart(plain(was), plain(now));
  return [{ text: t.history.rewrote({ name, field }), before, after }];
}

/** The value of a field in words; empty when it has none. */
function spoken(store: Store, field: keyof CardFields, fields: Fields): string {
  const locale = currentLocale();
  switch (field) {
    case 'owner':
    case 'sponsor':
    case 'champion':
      return fields[field] ? personName(store, fields[field]) : '';
    case 'start':
    case 'end':
      return longDay(fields[field] ?? '', locale);
    case 'unit':
    case 'cluster':
      return fields[field] ? called(field === 'unit' ? store.units : store.clusters, fields[field]) : '';
    case 'effort':
      return fields.effort ? new Intl.NumberFormat(locale).format(fields.effort) : '';
    case 'budget': {
      const { amount, currency } = fields.budget ?? {};
      return amount ? `${new Intl.NumberFormat(locale).format(amount)} ${currency}` : '';
    }
    case 'title':
    case 'case_ref':
      return fields[field] ? quoted(fields[field]) : '';
    default:
      return worded(store, field, fields[field]);
  }
}

const called = (list: readonly { id: string; name: string }[], id: string) =>
  list.find((entry) => entry.id === id)?.name ?? t.common.unknown();

function summary(store: Store, field: keyof CardFields, fields: Fields): string {
  switch (field) {
    case 'anchor':
    case 'risk':
    case 'waiting_for': {
      const whole = (fields[field] ?? {}) as Parts;
      const shown = (part: string) =>
        part === 'level' && whole[part] ? t.risk[whole[part] as 'low']() : whole[part];
      return shortened(parts[field].map(shown).filter(Boolean).join(' · '));
    }
    case 'description':
      return shortened(plain(fields.description ?? ''));
    case 'checklist':
      return shortened(
        (fields.checklist ?? []).map(({ text, done }) => (done ? `✓ ${text}` : text)).join(', '),
      );
    case 'labels':
    case 'followers':
    case 'pairs':
    case 'attachments':
    case 'benefits':
      return shortened([...listed(store, field, fields).values()].map(({ name }) => name).join(', '));
    default:
      return shortened(spoken(store, field, fields));
  }
}

function shortened(text: string): string {
  const most = 240;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Members of a list by id, each with its name and all there is to it. */
type Members = ReadonlyMap<string, { readonly name: string; readonly whole: unknown }>;

function listed(
  store: Store,
  field: 'labels' | 'followers' | 'pairs' | 'attachments' | 'benefits',
  fields: Fields,
) {
  const named = (id: string, name: string, whole: unknown = id) => [id, { name, whole }] as const;
  const members = {
    labels: () => (fields.labels ?? []).map((id) => named(id, quoted(called(store.labels, id)))),
    followers: () => (fields.followers ?? []).map((id) => named(id, personName(store, id))),
    pairs: () =>
      (fields.pairs ?? []).map(({ kind, card }) => {
        const title = store.card(card)?.record.title;
        return named(`${kind} ${card}`, `${t.pair[kind]()} ${title ? quoted(title) : t.pair.gone()}`);
      }),
    attachments: () =>
      (fields.attachments ?? []).map((link) => named(link.id, quoted(link.name || link.url), link)),
    benefits: () =>
      (fields.benefits ?? []).map((benefit) =>
        named(benefit.id, quoted(benefit.measure || t.benefit[benefit.kind]()), benefit),
      ),
  };
  return new Map(members[field]()) as Members;
}

function members(name: string, what: string, was: Members, now: Members): Told[] {
  const field = the(what);
  const names = (list: readonly { readonly name: string }[]) =>
    new Intl.ListFormat(currentLocale()).format(list.map((member) => member.name));
  const fresh = [...now].filter(([id]) => !was.has(id)).map(([, member]) => member);
  const gone = [...was].filter(([id]) => !now.has(id)).map(([, member]) => member);
  const other = [...now]
    .filter(([id, { whole }]) => was.has(id) && !same(was.get(id)!.whole, whole))
    .map(([, member]) => member);
  return [
    ...(fresh.length ? [{ text: t.history.included({ name, what: names(fresh), field }) }] : []),
    ...(gone.length ? [{ text: t.history.excluded({ name, what: names(gone), field }) }] : []),
    ...(other.length ? [{ text: t.history.altered({ name, what: names(other), field }) }] : []),
  ];
}

function checklist(name: string, was: Fields, now: Fields): Told[] {
  const before = new Map((was.checklist ?? []).map((item) => [item.id, item]));
  const items = (fields: Fields): Members =>
    new Map((fields.checklist ?? []).map(({ id, text }) => [id, { name: quoted(text), whole: id }]));
  const told = members(name, 'checklist', items(was), items(now));
  for (const { id, text, done } of now.checklist ?? []) {
    const old = before.get(id);
    if (!old) continue;
    if (old.text !== text)
      told.push({
        text: t.history.altered({ name, what: quoted(old.text), field: the('checklist') }),
        after: text,
      });
    if (!old.done && done) told.push({ text: t.history.ticked({ name, what: quoted(text) }) });
    if (old.done && !done) told.push({ text: t.history.unticked({ name, what: quoted(text) }) });
  }
  return told.length ? told : [{ text: t.history.arranged({ name, field: the('checklist') }) }];
}
