import type { Body, CardFields, Gate, GateOutcome } from '../../board/types.ts';
import { t } from '../words.svelte.ts';

/** What gates, and what they ask for, are called in the reader's language. */

/** A standard gate has a name in every language, unless people gave it their own. */
export function gateName(gate: Gate): string {
  const standard = gate.custom ? undefined : t.gate.name[gate.key as keyof typeof t.gate.name];
  return standard?.() ?? gate.name;
}

/** A field, or a part of one, that a gate or a stage asks for. */
export function needName(need: string): string {
  const part = t.gate.need[need.replace('.', '_') as keyof typeof t.gate.need];
  return part?.() ?? t.field[need as keyof CardFields]?.() ?? need;
}

export const bodyName = (bodies: readonly Body[], id: string | undefined) =>
  bodies.find((body) => body.id === id)?.name ?? '';

export const outcomeName = (outcome: GateOutcome) => t.choice.verdict[outcome]();

export const outcomes: readonly GateOutcome[] = [
  'approved',
  'approved_with_conditions',
  'returned',
  'deferred',
  'stopped',
];
