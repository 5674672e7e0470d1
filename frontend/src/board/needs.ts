import { isEmpty, type Board } from './board.ts';
import type { Card, CardFields, Gate, GateID, LaneKey, Stage, StageID, Verdict } from './types.ts';

/** What a card lacks for a place: names of fields, and gates that nobody has approved. Rules advise. */
export interface Lacking {
  readonly needs: readonly string[];
  readonly gates: readonly GateID[];
}

/** What of a board says what cards should have. */
export type Rules = Pick<Board, 'lane' | 'gates'>;

/** What a card should have to enter a stage, by lane and the stage's key. */
const stageNeeds: Readonly<Record<LaneKey, Readonly<Record<string, readonly string[]>>>> = {
  sprint: {
    proposed: ['anchor.now', 'anchor.for_whom'],
    ready: ['owner', 'hypothesis', 'measures.baseline', 'stop_criteria', 'who_stops', 'quarter'],
    evaluation: ['measures.measured'],
    decided: ['outcome', 'learning.learned'],
  },
  marathon: { closed: ['final_status'] },
};

/**
 * What a card lacks for moving to a place: what the stages and gates between ask for, and the gates that are
 * undecided. Going back asks for nothing. The server says the same (`kanban.Board.Lacks`).
 */
export function lacks(
  board: Rules,
  card: Card,
  to: { readonly lane: LaneKey; readonly stage: StageID },
): Lacking {
  const stages = board.lane(to.lane)?.stages ?? [];
  const place = (id: StageID) => stages.findIndex((stage) => stage.id === id);
  const from = card.lane === to.lane ? place(card.stage) : -1;
  const entered = stages.slice(from + 1, place(to.stage) + 1).filter((stage) => !skips(card, to.lane, stage));
  const gates = entered.flatMap((stage) => gatesAt(board, to.lane, stage.id));
  const needs = entered.flatMap((stage) => [
    ...(stageNeeds[to.lane][stage.key] ?? []),
    ...gatesAt(board, to.lane, stage.id).flatMap((gate) => gate.needs ?? []),
  ]);
  return {
    needs: [...new Set(needs)].filter((need) => !has(card, need)),
    gates: gates.filter((gate) => !opens(verdictAt(card, gate.id))).map((gate) => gate.id),
  };
}

export const lacksNothing = ({ needs, gates }: Lacking) => needs.length === 0 && gates.length === 0;

function gatesAt({ gates }: Rules, lane: LaneKey, stage: StageID): readonly Gate[] {
  return gates.filter((gate) => !gate.removed && gate.lane === lane && gate.stage === stage);
}

/** There is no tender where nothing is bought. */
function skips(card: Card, lane: LaneKey, stage: Stage): boolean {
  const bought = ['tender', 'evaluation', 'standstill'].includes(stage.key);
  return lane === 'marathon' && bought && card.procurement === 'not_required';
}

/** The latest verdict on a card at a gate. */
export function verdictAt(card: Card, gate: GateID): Verdict | undefined {
  const there = (card.decisions ?? []).filter((verdict) => verdict.gate === gate);
  return there.reduce<Verdict | undefined>(
    (latest, next) => (latest && Date.parse(latest.at) > Date.parse(next.at) ? latest : next),
    undefined,
  );
}

export const opens = (verdict: Verdict | undefined) =>
  verdict?.outcome === 'approved' || verdict?.outcome === 'approved_with_conditions';

/** Whether what a need names is filled in: a field, a part of one, or that part of every measure. */
function has(card: Card, need: string): boolean {
  const [field, part] = need.split('.') as [keyof CardFields, string | undefined];
  const value = card[field];
  if (part === undefined) return !isEmpty(value);
  if (field !== 'measures') return !isEmpty((value as Record<string, unknown> | undefined)?.[part]);
  const measures = card.measures ?? [];
  return measures.length > 0 && measures.every((measure) => part in measure);
}
