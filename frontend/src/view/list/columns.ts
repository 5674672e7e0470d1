import { contractEnd, legalDates, nextLegalDate, slip } from '../../board/pace/face.ts';
import type { Rules } from '../../board/pace/portfolio.ts';
import type { Store } from '../../board/store.svelte.ts';
import type { Budget, Card, LaneKey } from '../../board/types.ts';
import { fullStageName, laneName, personName, stageName } from '../board/names.ts';
import { daysInStage } from '../board/telling.ts';
import { rulesOf } from '../card/rules.ts';
import { figure, longest } from '../card/sources.ts';
import { today } from '../dates.ts';
import { t } from '../words.svelte.ts';
import type { Choice, Column, Meaning } from './column.ts';
import {
  choiceColumn,
  countColumn,
  dayColumn,
  effortColumn,
  labelsColumn,
  moneyColumn,
  notNamed,
  personColumn,
  quarterColumn,
  registerColumn,
  textColumn,
  toldDay,
  toldNumber,
  wordColumn,
} from './makers.ts';
import { namedBy } from './parse.ts';

/** Every column that the list can show, in the order in which they are offered. Follows what they tell of the board. */
export function columnsOf(store: Store): readonly Column[] {
  const rules = rulesOf(store);
  return [
    ...cardColumns(store),
    ...peopleColumns(store),
    ...timeColumns(rules),
    ...moneyColumns(store),
    ...buyingColumns(rules),
    ...pilotColumns(store),
    ...recordColumns(store),
  ];
}

/** What the list shows to begin with. */
export const firstColumns: readonly string[] = [
  ...['title', 'stage', 'owner', 'unit', 'labels', 'start', 'end', 'quarter'],
  ...['risk', 'waiting_for', 'effort', 'budget'],
];

function cardColumns(store: Store): Column[] {
  const risks = () =>
    (['low', 'medium', 'high'] as const).map((value): Choice => ({ value, name: t.risk[value]() }));
  return [
    textColumn(
      { id: 'title', group: 'card', name: t.field.title, width: 22 },
      { field: 'title' },
      { required: true },
    ),
    textColumn(
      { id: 'description', group: 'card', name: t.field.description, width: 22 },
      { field: 'description' },
      { most: longest.description, long: true },
    ),
    laneColumn(),
    stageColumn(store),
    labelsColumn({ id: 'labels', group: 'card', name: t.field.labels }, store),
    choiceColumn(
      { id: 'risk', group: 'card', name: t.field.risk, width: 7 },
      { field: 'risk', part: 'level' },
      risks,
    ),
    textColumn(
      { id: 'risk_note', group: 'card', name: t.column.risk_note },
      { field: 'risk', part: 'note' },
      { most: longest.note, long: true },
    ),
    textColumn(
      { id: 'waiting_for', group: 'card', name: t.field.waiting_for, width: 11 },
      { field: 'waiting_for', part: 'party' },
    ),
    textColumn(
      { id: 'waiting_reason', group: 'card', name: t.column.waiting_reason },
      { field: 'waiting_for', part: 'reason' },
      { most: longest.note, long: true },
    ),
    dayColumn(
      { id: 'waiting_since', group: 'card', name: t.list.column.waitingSince },
      { field: 'waiting_for', part: 'since' },
    ),
    textColumn(
      { id: 'case_ref', group: 'card', name: t.field.case_ref, width: 9 },
      { field: 'case_ref' },
      { most: longest.reference },
    ),
  ];
}

const lanes: readonly LaneKey[] = ['marathon', 'sprint'];

/** The lane follows the stage: it is changed by that, or in the dialog that asks what is meant. */
function laneColumn(): Column {
  return {
    id: 'lane',
    kind: 'choice',
    group: 'card',
    name: t.filter.lane,
    width: 7,
    text: ({ lane }) => laneName(lane),
    sortKey: ({ lane }) => lanes.indexOf(lane),
  };
}

function stageColumn(store: Store): Column {
  const stages = (own: LaneKey) =>
    store.lanes
      .toSorted((a, b) => Number(b.key === own) - Number(a.key === own))
      .flatMap(({ key, stages }) => stages.map(({ record }) => ({ lane: key, record })));
  const value = (lane: LaneKey, stage: string) => `${lane}/${stage}`;
  const text = ({ lane, stage }: Card) => {
    const record = store.stage(lane, stage)?.record;
    return record ? stageName(lane, record) : stage;
  };
  const choose = (chosen: string): Meaning => {
    const [lane, stage = ''] = chosen.split('/');
    return { to: { lane: lane as LaneKey, stage } };
  };
  const parse = (written: string, card: Card): Meaning => {
    const all = stages(card.lane);
    const named = (name: typeof stageName) =>
      all.map(({ lane, record }) => ({ lane, value: value(lane, record.id), name: name(lane, record) }));
    const own = namedBy(
      written,
      named(stageName).filter(({ lane }) => lane === card.lane),
    );
    const any =
      typeof own === 'string' ? namedBy(written, [...named(fullStageName), ...named(stageName)]) : own;
    return typeof any === 'string' ? notNamed(any, written) : choose(any.value);
  };
  const place = ({ lane, stage }: Card) =>
    lanes.indexOf(lane) * 1000 + (store.lane(lane)?.stages.findIndex(({ id }) => id === stage) ?? 0);
  return {
    id: 'stage',
    kind: 'choice',
    group: 'card',
    name: t.field.stage,
    width: 13,
    text,
    sortKey: place,
    edit: {
      field: 'stage',
      written: text,
      parse,
      choices: (card) =>
        stages(card.lane).map(({ lane, record }) => ({
          value: value(lane, record.id),
          name: stageName(lane, record),
          hint: laneName(lane),
        })),
      chosen: ({ lane, stage }) => [value(lane, stage)],
      choose,
    },
  };
}

function peopleColumns(store: Store): Column[] {
  const people = (['owner', 'sponsor', 'champion'] as const).map((field) =>
    personColumn({ id: field, group: 'people', name: t.field[field], width: 11 }, field, store),
  );
  const registers = (['unit', 'cluster'] as const).map((field) =>
    registerColumn({ id: field, group: 'belongs', name: t.field[field], width: 11 }, field, store),
  );
  const anchors = (['for_whom', 'now', 'should_be'] as const).map((part) =>
    textColumn(
      { id: `anchor_${part}`, group: 'belongs', name: t.column[`anchor_${part}`] },
      { field: 'anchor', part },
      { most: longest.note, long: true },
    ),
  );
  return [...people, ...registers, ...anchors];
}

function timeColumns(rules: Rules): Column[] {
  return [
    ...(['start', 'end', 'baseline_end'] as const).map((field) =>
      dayColumn({ id: field, group: 'time', name: t.field[field] }, { field }),
    ),
    toldNumber({ id: 'slip', group: 'time', name: t.list.column.slip }, slip, false),
    quarterColumn({ id: 'quarter', group: 'time', name: t.field.quarter }),
    dayColumn({ id: 'in_place_on', group: 'time', name: t.field.in_place_on }, { field: 'in_place_on' }),
    toldNumber({ id: 'in_stage', group: 'time', name: t.list.column.inStage }, daysInStage, false),
    toldDay(
      { id: 'next_date', group: 'time', name: t.list.column.nextDate },
      (card) => nextLegalDate(rules, card, today())?.on,
    ),
  ];
}

function moneyColumns(store: Store): Column[] {
  return [
    effortColumn({ id: 'effort', group: 'money', name: t.effort.label }),
    ...(['budget', 'cost', 'estimated_value', 'maximum_value'] as const).map((field) =>
      moneyColumn({ id: field, group: 'money', name: t.field[field] }, field, store),
    ),
    benefitsColumn(),
  ];
}

/** What the benefits of a card are to come to, each unit by itself. */
function benefitsColumn(): Column {
  const planned = ({ benefits = [] }: Card): Budget[] =>
    benefits.flatMap(({ baseline = 0, target, unit = '' }) =>
      target === undefined ? [] : [{ amount: Math.abs(target - baseline), currency: unit }],
    );
  return {
    id: 'benefits',
    kind: 'money',
    group: 'money',
    name: t.list.column.benefits,
    width: 11,
    text: (card) =>
      planned(card)
        .map(({ amount, currency }) => `${figure(amount, 2)} ${currency}`.trim())
        .join(', '),
    sortKey: (card) => card.benefits?.length,
    amounts: planned,
  };
}

function buyingColumns(rules: Rules): Column[] {
  const about = (id: string) => ({ id, group: 'buying' as const });
  const standstillEnd = (card: Card) =>
    legalDates(rules, card).find(({ kind }) => kind === 'standstill_end')?.on;
  return [
    ...(['procurement', 'method', 'category'] as const).map((field) => wordColumn(about(field), field)),
    textColumn(
      { ...about('cpv'), name: t.field.cpv, width: 8 },
      { field: 'cpv' },
      { most: longest.reference },
    ),
    dayColumn({ ...about('tender_deadline'), name: t.field.tender_deadline }, { field: 'tender_deadline' }),
    dayColumn(
      { ...about('award_notified_on'), name: t.column.award_notified_on },
      { field: 'award', part: 'notified_on' },
    ),
    toldDay({ ...about('standstill_end'), name: t.list.column.standstillEnd }, standstillEnd),
    ...(['signed', 'start', 'end'] as const).map((part) =>
      dayColumn(
        { ...about(`contract_${part}`), name: t.column[`contract_${part}`] },
        { field: 'contract', part },
      ),
    ),
    toldDay({ ...about('contract_prolonged'), name: t.list.column.contractProlonged }, contractEnd),
    textColumn({ ...about('supplier'), name: t.field.supplier, width: 10 }, { field: 'supplier' }),
    textColumn({ ...about('ocid'), name: t.field.ocid }, { field: 'ocid' }, { most: longest.reference }),
    wordColumn(about('final_status'), 'final_status'),
  ];
}

function pilotColumns(store: Store): Column[] {
  const about = (id: string) => ({ id, group: 'pilot' as const });
  const texts = ['hypothesis', 'learning_goals', 'stop_criteria', 'sites', 'purchase_basis'] as const;
  return [
    ...texts.map((field) =>
      textColumn({ ...about(field), name: t.field[field] }, { field }, { most: longest.note, long: true }),
    ),
    personColumn({ ...about('who_stops'), name: t.field.who_stops, width: 11 }, 'who_stops', store),
    wordColumn(about('outcome'), 'outcome'),
    textColumn(
      { ...about('learned'), name: t.pilot.learned },
      { field: 'learning', part: 'learned' },
      { most: longest.comment, long: true },
    ),
    countColumn({ ...about('carried'), name: t.field.carried }, 'carried'),
  ];
}

/** Of which there is said how many there are. */
const counted = [
  'votes',
  'recognitions',
  'comments',
  'followers',
  'attachments',
  'decisions',
  'pairs',
] as const;

function recordColumns(store: Store): Column[] {
  const about = (id: string) => ({ id, group: 'record' as const });
  const person = (id: 'created_by' | 'changed_by', name: () => string): Column => {
    const text = (card: Card) => personName(store, card[id]);
    return { ...about(id), kind: 'person', name, width: 11, text, sortKey: text };
  };
  return [
    ...counted.map((field) =>
      toldNumber({ ...about(field), name: t.field[field] }, ({ [field]: list }) => list?.length),
    ),
    toldNumber(
      { ...about('checklist'), name: t.list.column.openItems },
      ({ checklist }) => checklist?.filter(({ done }) => !done).length,
    ),
    toldDay({ ...about('created_at'), name: t.list.column.createdAt }, ({ created_at }) =>
      created_at.slice(0, 10),
    ),
    person('created_by', t.list.column.createdBy),
    toldDay({ ...about('changed_at'), name: t.list.column.changedAt }, ({ changed_at }) =>
      changed_at.slice(0, 10),
    ),
    person('changed_by', t.list.column.changedBy),
  ];
}
