import { isEmpty } from '../../board/board.ts';
import { isQuarter } from '../../board/pace/quarter.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Budget, Card, CardFields } from '../../board/types.ts';
import { personName } from '../board/names.ts';
import { figure, longest } from '../card/sources.ts';
import { mediumDay, today } from '../dates.ts';
import { choices } from '../gate/controls.ts';
import { quarterName, quartersFrom } from '../pace/quarters.ts';
import { currentLocale, t } from '../words.svelte.ts';
import { setting, valueOf, type Choice, type Column, type Edit, type Meaning } from './column.ts';
import { dayOf, moneyOf, namedBy, numberOf, quarterIn } from './parse.ts';

/** Columns of each kind: how a field is shown, sorted, and read from what somebody writes. */

type About = Pick<Column, 'id' | 'group' | 'name'> & { readonly width?: number };
type Place = Pick<Edit, 'field' | 'part'> & { readonly field: keyof CardFields };

const textAt = (card: Card, { field, part }: Place) =>
  (valueOf(card, field, part) as string | undefined) ?? '';

const sets = (card: Card, { field, part }: Place, value: unknown): Meaning => ({
  draft: setting(card, field, value, part),
});

/** A text of one line or, when `long`, of several. */
export function textColumn(
  about: About,
  place: Place,
  { most = longest.line, long = false, required = false } = {},
): Column {
  const text = (card: Card) => textAt(card, place);
  const parse = (written: string, card: Card): Meaning => {
    const value = long ? written.trim() : written.trim().replace(/\s*[\r\n]+\s*/g, ' ');
    if (value.length > most) return { problem: t.text.tooLong({ over: value.length - most }) };
    if (required && !value) return { problem: t.text.required() };
    return sets(card, place, value);
  };
  const edit = { ...place, written: text, parse, ...(long && { long }) };
  return { kind: 'text', width: 14, ...about, text, sortKey: (card) => text(card) || undefined, edit };
}

export function dayColumn(about: About, place: Place): Column {
  const day = (card: Card) => textAt(card, place);
  const parse = (written: string, card: Card): Meaning => {
    const value = written.trim() && dayOf(written, currentLocale(), today());
    return value === undefined ? { problem: t.list.problem.day() } : sets(card, place, value);
  };
  return {
    ...toldDay(about, day),
    edit: { ...place, written: day, parse },
  };
}

/** A day that is only told. */
export function toldDay(about: About, day: (card: Card) => string | undefined): Column {
  const text = (card: Card) => mediumDay(day(card) ?? '', currentLocale());
  return { kind: 'day', width: 9, ...about, text, sortKey: (card) => day(card) || undefined };
}

/** A number that is only told; nothing is shown for 0. */
export function toldNumber(about: About, number: (card: Card) => number | undefined, summed = true): Column {
  return {
    kind: 'number',
    width: 7,
    ...about,
    text: (card) => figure(number(card) || undefined),
    sortKey: (card) => number(card) || undefined,
    ...(summed && { amounts: (card: Card) => plain(number(card)) }),
  };
}

const plain = (amount = 0): Budget[] => (amount ? [{ amount, currency: '' }] : []);

export function effortColumn(about: About): Column {
  const parse = (written: string): Meaning => {
    const number = numberOf(written.trim() || '0', currentLocale());
    if (number === undefined || number < 0) return { problem: t.text.notNumber() };
    return { draft: { effort: Math.round(number * 10) / 10 } };
  };
  const told = toldNumber(about, ({ effort }) => effort);
  return { ...told, edit: { field: 'effort', written: told.text, parse } };
}

type MoneyName = 'budget' | 'cost' | 'estimated_value' | 'maximum_value';

export function moneyColumn(about: About, field: MoneyName, store: Store): Column {
  const text = ({ [field]: money }: Card) => (money ? `${figure(money.amount, 2)} ${money.currency}` : '');
  const parse = (written: string, card: Card): Meaning => {
    if (!written.trim()) return { draft: { [field]: undefined } };
    const money = moneyOf(written, currentLocale(), card[field]?.currency ?? usualCurrency(store, card));
    if (!money || money.amount < 0) return { problem: t.list.problem.money() };
    return { draft: { [field]: money.amount ? money : undefined } };
  };
  return {
    kind: 'money',
    width: 10,
    ...about,
    text,
    sortKey: (card) => card[field]?.amount,
    currency: (card) => card[field]?.currency,
    amounts: ({ [field]: money }) => (money ? [money] : []),
    edit: { field, written: text, parse },
  };
}

/** What the card counts in elsewhere, or the board, or where the reader is at home. */
function usualCurrency({ settings }: Store, card: Card): string {
  const { budget, estimated_value, maximum_value, cost } = card;
  const own = budget ?? estimated_value ?? maximum_value ?? cost;
  const home = { en: 'EUR', sv: 'SEK', nb: 'NOK', da: 'DKK' } as const;
  return (own?.currency ?? settings.currency) || home[currentLocale()];
}

export function quarterColumn(about: About): Column {
  const parse = (written: string): Meaning => {
    const quarter = written.trim() && quarterIn(written);
    return quarter === undefined ? { problem: t.list.problem.quarter() } : { draft: { quarter } };
  };
  const text = ({ quarter }: Card) => (isQuarter(quarter) ? quarterName(quarter) : '');
  const offered = ({ quarter }: Card) =>
    [...new Set([...(quarter ? [quarter] : []), ...quartersFrom(today(), 8)])].sort();
  return {
    kind: 'quarter',
    width: 7,
    ...about,
    text,
    sortKey: ({ quarter }) => quarter,
    edit: {
      field: 'quarter',
      written: text,
      parse,
      choices: (card) => offered(card).map((value) => ({ value, name: quarterName(value) })),
      chosen: ({ quarter }) => (quarter ? [quarter] : []),
      choose: (quarter) => ({ draft: { quarter } }),
    },
  };
}

/** One of a few values, each with a name; sorted in their order unless `byName`. */
export function choiceColumn(
  about: About,
  place: Place,
  choices: (card: Card) => readonly Choice[],
  { nameOf, byName = false }: { readonly nameOf?: (value: string) => string; readonly byName?: boolean } = {},
): Column {
  const text = (card: Card) => {
    const value = textAt(card, place);
    return (
      value && (nameOf?.(value) ?? choices(card).find((choice) => choice.value === value)?.name ?? value)
    );
  };
  const order = (card: Card) => choices(card).findIndex(({ value }) => value === textAt(card, place));
  const choose = (value: string, card: Card) => sets(card, place, value);
  const parse = (written: string, card: Card): Meaning => {
    const found = written.trim() ? namedBy(written, choices(card)) : { value: '' };
    return typeof found === 'string' ? notNamed(found, written) : choose(found.value, card);
  };
  return {
    kind: 'choice',
    width: 10,
    ...about,
    text,
    sortKey: (card) => (textAt(card, place) ? (byName ? text(card) : order(card)) : undefined),
    edit: {
      ...place,
      written: text,
      parse,
      choices,
      chosen: (card) => [textAt(card, place)].filter(Boolean),
      choose,
    },
  };
}

/** What is said of a name that nothing has, or several. */
export const notNamed = (found: 'none' | 'several', written: string): Meaning => ({
  problem: t.list.problem[found]({ text: written.trim() }),
});

/** A choice whose values the page has names for. */
export function wordColumn(
  about: Omit<About, 'name'>,
  field: 'procurement' | 'method' | 'category' | 'final_status' | 'outcome',
): Column {
  const all = () => choices(t.choice[field]).map(([value, name]): Choice => ({ value, name }));
  return choiceColumn({ ...about, name: t.field[field] }, { field }, all);
}

export function personColumn(
  about: About,
  field: 'owner' | 'sponsor' | 'champion' | 'who_stops',
  store: Store,
): Column {
  const known = () =>
    Object.entries(store.people)
      .filter(([value, name]) => name && value !== 'guest')
      .map(([value, name]): Choice => ({ value, name }))
      .sort((a, b) => a.name.localeCompare(b.name));
  const nameOf = (person: string) => personName(store, person);
  return { ...choiceColumn(about, { field }, known, { nameOf, byName: true }), kind: 'person' };
}

export function registerColumn(about: About, field: 'unit' | 'cluster', store: Store): Column {
  const entries = () => (field === 'unit' ? store.units : store.clusters);
  const nameOf = (id: string) => entries().find((entry) => entry.id === id)?.name ?? id;
  const offered = ({ [field]: own }: Card) =>
    entries()
      .filter(({ id, removed }) => !removed || id === own)
      .map(({ id, name }): Choice => ({ value: id, name }));
  return choiceColumn(about, { field }, offered, { nameOf, byName: true });
}

/** The labels of a card: written with commas between them. */
export function labelsColumn(about: About, store: Store): Column {
  const mine = ({ labels = [] }: Card) => labels.flatMap((id) => store.labels.find((l) => l.id === id) ?? []);
  const text = (card: Card) =>
    mine(card)
      .map(({ name }) => name)
      .join(', ');
  const offered = ({ labels = [] }: Card) =>
    store.labels
      .filter(({ id, removed }) => !removed || labels.includes(id))
      .map(({ id, name, color }): Choice => ({ value: id, name, color }));
  const parse = (written: string, card: Card): Meaning => {
    const found: string[] = [];
    for (const name of written.split(/[,;\n]/).filter((name) => name.trim())) {
      const label = namedBy(name, offered(card));
      if (typeof label === 'string') return notNamed(label, name);
      found.push(label.value);
    }
    return { draft: { labels: [...new Set(found)] } };
  };
  const choose = (label: string, { labels = [] }: Card): Meaning => ({
    draft: { labels: labels.includes(label) ? labels.filter((id) => id !== label) : [...labels, label] },
  });
  return {
    kind: 'labels',
    width: 12,
    ...about,
    text,
    sortKey: (card) => text(card) || undefined,
    edit: {
      field: 'labels',
      written: text,
      parse,
      choices: offered,
      chosen: ({ labels = [] }) => labels,
      choose,
    },
  };
}

/** How many entries a list of the card has. */
export const countColumn = (about: About, field: keyof CardFields): Column =>
  toldNumber(about, ({ [field]: list }) => (isEmpty(list) ? 0 : (list as readonly unknown[]).length));
