import type { Store } from '../../board/store.svelte.ts';
import { laneName, personName, stageName } from '../board/names.ts';
import { quarterName } from '../pace/quarters.ts';
import { currentLocale, t } from '../words.svelte.ts';
import type { Entry } from './register.ts';

/** The register as a table for spreadsheets: a head, and a row for each benefit. */
export function table(store: Store, entries: readonly Entry[]): string[][] {
  const head = [
    t.register.card(),
    t.register.part.lanes(),
    t.register.part.stages(),
    t.field.unit(),
    t.benefit.kind(),
    t.benefit.measure(),
    t.register.measuredIn(),
    t.benefit.baseline(),
    t.benefit.target(),
    t.benefit.owner(),
    t.benefit.due(),
    t.checkin.quarter(),
    t.register.latest(),
    t.checkin.evidence(),
  ];
  return [head, ...entries.map((entry) => row(store, entry))];
}

function row(store: Store, { card, benefit, owner, latest }: Entry): string[] {
  const stage = store.stage(card.lane, card.stage);
  const check = card.check_ins?.findLast(
    (one) => one.benefit === benefit.id && one.quarter === latest?.quarter && one.value === latest.value,
  );
  return [
    card.title,
    laneName(card.lane),
    stage ? stageName(card.lane, stage.record) : card.stage,
    store.units.find(({ id }) => id === card.unit)?.name ?? '',
    t.benefit[benefit.kind](),
    benefit.measure,
    benefit.unit ?? '',
    plain(benefit.baseline),
    plain(benefit.target),
    owner && personName(store, owner),
    benefit.due ?? '',
    latest ? quarterName(latest.quarter) : '',
    plain(latest?.value),
    check?.evidence ?? '',
  ];
}

/** A number as spreadsheets of the reader's language read it: no groups, and a minus of the keyboard's. */
export function plain(value: number | undefined, locale = currentLocale()): string {
  if (value === undefined) return '';
  const format = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 });
  return format.format(value).replace('\u2212', '-');
}
