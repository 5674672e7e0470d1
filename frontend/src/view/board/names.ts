import type { Store } from '../../board/store.svelte.ts';
import type { LaneKey, Stage } from '../../board/types.ts';
import { t, type Messages } from '../words.svelte.ts';

/** What things on a board are called in the reader's language. */

/** A standard stage has a name in every language, unless people gave it their own. */
export function stageName(lane: LaneKey, stage: Stage): string {
  return (!stage.custom && standardName(lane, stage.key)) || stage.name;
}

/** The name of a standard stage; undefined for a key that is not one. */
export function standardName(lane: LaneKey, key: string): string | undefined {
  return messageOf(t.stage, lane, key);
}

/** What belongs in a stage, for one that is still empty. */
export function teaching(lane: LaneKey, key: string): string {
  return messageOf(t.teach, lane, key) ?? t.teach.custom();
}

function messageOf(
  group: Messages['stage'] | Messages['teach'],
  lane: LaneKey,
  key: string,
): string | undefined {
  if (!standardStages[lane].includes(key)) return undefined;
  const name = lane === 'sprint' && key === 'evaluation' ? 'sprintEvaluation' : key;
  return (group as unknown as Record<string, () => string>)[name]?.();
}

/** The keys of the standard stages, from left to right. */
export const standardStages: Readonly<Record<LaneKey, readonly string[]>> = {
  marathon: [
    'need',
    'concept',
    'preparation',
    'tender',
    'evaluation',
    'standstill',
    'implementation',
    'benefits',
    'closed',
  ],
  sprint: ['proposed', 'ready', 'setup', 'running', 'evaluation', 'decided'],
};

export const laneName = (lane: LaneKey) => t.lane[lane]();

/** A stage with its lane, for when both may be meant. */
export const fullStageName = (lane: LaneKey, stage: Stage) =>
  t.stage.withLane({ lane: laneName(lane), stage: stageName(lane, stage) });

/** What a person is called; never empty. */
export function personName(store: Store, person: string): string {
  return store.nameOf(person) || (person === 'guest' ? t.common.guest() : t.common.unknown());
}

/** Two letters for a person's mark: of the first and the last name. */
export function initials(name: string): string {
  const parts = name
    .trim()
    .split(/[\s.]+/)
    .filter(Boolean);
  const first = parts[0] ?? '?';
  const last = parts.length > 1 ? parts.at(-1)! : '';
  return ([...first][0]! + ([...last][0] ?? '')).toLocaleUpperCase();
}
