import { newID } from '../../board/ids.ts';
import type { BodyID, Day, Gate, GateOutcome, PersonID, Verdict, Wanted } from '../../board/types.ts';
import { today } from '../dates.ts';

/** A decision as a form holds it. */
export interface VerdictDraft {
  readonly outcome: GateOutcome;
  readonly body: BodyID | '';
  readonly on: Day | '';
  readonly caseRef: string;
  readonly text: string;
  /** One condition a line. */
  readonly conditions: string;
}

/** What is likely to be decided at a gate: that the card may go on, today. */
export function likely(gate: Gate): VerdictDraft {
  return { outcome: 'approved', body: gate.body ?? '', on: today(), caseRef: '', text: '', conditions: '' };
}

export function draftOf(verdict: Verdict): VerdictDraft {
  return {
    outcome: verdict.outcome,
    body: verdict.body ?? '',
    on: verdict.on ?? '',
    caseRef: verdict.case_ref ?? '',
    text: verdict.text ?? '',
    conditions: (verdict.conditions ?? []).map(({ text }) => text).join('\n'),
  };
}

/** The decision on the wire. Conditions that read as before keep their ticks. */
export function verdictOf(gate: string, draft: VerdictDraft, before?: Verdict): Wanted<Verdict> {
  const { outcome, body, on, caseRef, text } = draft;
  const lines = draft.conditions
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const conditions = lines.map(
    (text) => before?.conditions?.find((old) => old.text === text) ?? { id: newID(), text },
  );
  return {
    ...(before && { id: before.id }),
    gate,
    outcome,
    ...(body && { body }),
    ...(on && { on }),
    ...(caseRef.trim() && { case_ref: caseRef.trim() }),
    ...(text.trim() && { text: text.trim() }),
    ...(conditions.length && { conditions }),
  };
}

/** The decision as it would stand on the card if it were recorded now. */
export function asRecorded(verdict: Wanted<Verdict>, by: PersonID): Verdict {
  return { id: verdict.gate, ...verdict, by, at: new Date().toISOString() };
}
