import type { LaneKey } from '../../board/types.ts';

/** What a gate can ask for, those of its lane first. The server takes any field of a card. */

const common = [
  'owner',
  'sponsor',
  'champion',
  'unit',
  'anchor.now',
  'anchor.should_be',
  'anchor.for_whom',
  'description',
  'start',
  'end',
  'risk',
  'effort',
  'budget',
  'benefits',
  'case_ref',
];

const ofLane: Readonly<Record<LaneKey, readonly string[]>> = {
  marathon: [
    'procurement',
    'method',
    'category',
    'cpv',
    'estimated_value',
    'maximum_value',
    'market_dialogue',
    'notices',
    'tender_deadline',
    'supplier',
    'award.notified_on',
    'contract.signed',
    'contract.end',
    'baseline_end',
  ],
  sprint: [
    'quarter',
    'hypothesis',
    'learning_goals',
    'measures.baseline',
    'stop_criteria',
    'who_stops',
    'sites',
    'purchase_basis',
    'cost',
    'measures.measured',
    'learning.learned',
    'outcome',
  ],
};

/** Everything a gate of the lane can ask for, and what it asks for already. */
export const offeredNeeds = (lane: LaneKey, asked: readonly string[]): string[] => [
  ...new Set([...common, ...ofLane[lane], ...asked]),
];
