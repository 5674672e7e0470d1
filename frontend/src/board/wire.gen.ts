// Written by tools/types from server/kanban; go generate ./frontend renews it.
/* eslint-disable */
// prettier-ignore
export interface Wire {
  Color: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'pink';
  PairKind: 'informs' | 'derisks' | 'graduates_to' | 'blocked_by' | 'replaces' | 'renewal_of' | 'restart_of' | 'call_off_of' | 'planned_by';
  Lane: { readonly key: string; readonly stages: readonly Wire['Stage'][] };
  Stage: { readonly id: string; readonly key: string; readonly name: string; readonly custom?: boolean; readonly limit?: number };
  Label: { readonly id: string; readonly name: string; readonly color: string; readonly removed?: boolean };
  Unit: { readonly id: string; readonly name: string; readonly removed?: boolean };
  Cluster: { readonly id: string; readonly name: string; readonly removed?: boolean };
  Card: { readonly id: string; readonly lane: string; readonly stage: string; readonly rank: string; readonly title?: string; readonly description?: string; readonly owner?: string; readonly sponsor?: string; readonly champion?: string; readonly unit?: string; readonly cluster?: string; readonly labels?: readonly string[]; readonly anchor?: Wire['Anchor']; readonly start?: string; readonly end?: string; readonly risk?: Wire['Risk']; readonly waiting_for?: Wire['WaitingFor']; readonly effort?: number; readonly budget?: Wire['Money']; readonly case_ref?: string; readonly followers?: readonly string[]; readonly checklist?: readonly Wire['Item'][]; readonly attachments?: readonly Wire['Attachment'][]; readonly benefits?: readonly Wire['Benefit'][]; readonly pairs?: readonly Wire['Pair'][]; readonly comments?: readonly Wire['Comment'][]; readonly since: string; readonly created_at: string; readonly created_by: string; readonly changed_at: string; readonly changed_by: string };
  Fields: { readonly title?: string; readonly description?: string; readonly owner?: string; readonly sponsor?: string; readonly champion?: string; readonly unit?: string; readonly cluster?: string; readonly labels?: readonly string[]; readonly anchor?: Wire['Anchor']; readonly start?: string; readonly end?: string; readonly risk?: Wire['Risk']; readonly waiting_for?: Wire['WaitingFor']; readonly effort?: number; readonly budget?: Wire['Money']; readonly case_ref?: string; readonly followers?: readonly string[]; readonly checklist?: readonly Wire['Item'][]; readonly attachments?: readonly Wire['Attachment'][]; readonly benefits?: readonly Wire['Benefit'][]; readonly pairs?: readonly Wire['Pair'][] };
  Anchor: { readonly now?: string; readonly should_be?: string; readonly for_whom?: string };
  Risk: { readonly level?: string; readonly note?: string };
  WaitingFor: { readonly party?: string; readonly reason?: string; readonly since?: string };
  Money: { readonly amount: number; readonly currency: string };
  Item: { readonly id: string; readonly text: string; readonly done?: boolean };
  Comment: { readonly id: string; readonly author: string; readonly written_at: string; readonly text: string; readonly edited_at?: string };
  Attachment: { readonly id: string; readonly name: string; readonly url: string };
  Benefit: { readonly id: string; readonly kind: string; readonly owner?: string; readonly measure: string; readonly baseline?: number; readonly target?: number; readonly due?: string };
  Pair: { readonly kind: string; readonly card: string };
  events: {
    'board.changed': { readonly set: { readonly name?: string; readonly archived?: boolean } };
    'board.created': { readonly board: string; readonly name: string; readonly lanes: readonly Wire['Lane'][]; readonly labels?: readonly Wire['Label'][]; readonly units?: readonly Wire['Unit'][]; readonly clusters?: readonly Wire['Cluster'][] };
    'card.added': { readonly card: string; readonly lane: string; readonly stage: string; readonly rank: string; readonly since: string; readonly set: Partial<Wire['Fields']>; readonly archived?: boolean; readonly comments?: readonly Wire['Comment'][]; readonly created_at?: string; readonly created_by?: string; readonly changed_at?: string; readonly changed_by?: string };
    'card.archived': { readonly card: string };
    'card.changed': { readonly card: string; readonly set: Partial<Wire['Fields']> };
    'card.moved': { readonly card: string; readonly lane: string; readonly stage: string; readonly rank: string; readonly since: string };
    'card.removed': { readonly card: string };
    'card.restored': { readonly card: string; readonly lane: string; readonly stage: string; readonly rank: string; readonly since: string };
    'cards.ranked': { readonly lane: string; readonly stage: string; readonly ranks: Readonly<Record<string, string>> };
    'cluster.set': { readonly cluster: string; readonly name: string; readonly removed?: boolean };
    'comment.added': { readonly card: string; readonly comment: string; readonly author: string; readonly written_at: string; readonly text: string; readonly edited_at?: string };
    'comment.edited': { readonly card: string; readonly comment: string; readonly text: string; readonly edited_at?: string };
    'comment.removed': { readonly card: string; readonly comment: string };
    'label.set': { readonly label: string; readonly name: string; readonly color: string; readonly removed?: boolean };
    'stage.added': { readonly lane: string; readonly stage: string; readonly key: string; readonly name: string; readonly custom?: boolean; readonly limit?: number; readonly order: readonly string[] };
    'stage.changed': { readonly lane: string; readonly stage: string; readonly set: { readonly name?: string; readonly custom?: boolean; readonly limit?: number } };
    'stage.removed': { readonly lane: string; readonly stage: string };
    'stages.ordered': { readonly lane: string; readonly order: readonly string[] };
    'unit.set': { readonly unit: string; readonly name: string; readonly removed?: boolean };
  };
  commands: {
    'batch': { readonly commands: readonly unknown[] };
    'board.archive': {  };
    'board.rename': { readonly name: string };
    'board.restore': {  };
    'card.add': { readonly card: string; readonly lane: string; readonly stage: string; readonly before: string; readonly after: string; readonly title: string; readonly set: Partial<Wire['Fields']> };
    'card.archive': { readonly card: string };
    'card.change': { readonly card: string; readonly set: Partial<Wire['Fields']>; readonly was: Partial<Wire['Fields']>; readonly add: Partial<Wire['Fields']>; readonly remove: Partial<Wire['Fields']> };
    'card.move': { readonly card: string; readonly lane: string; readonly stage: string; readonly before: string; readonly after: string };
    'card.restore': { readonly card: string };
    'cluster.add': { readonly cluster: string; readonly name: string };
    'cluster.change': { readonly cluster: string; readonly name: string };
    'cluster.remove': { readonly cluster: string };
    'comment.add': { readonly card: string; readonly comment: string; readonly text: string };
    'comment.edit': { readonly card: string; readonly comment: string; readonly text: string; readonly was: string };
    'comment.remove': { readonly card: string; readonly comment: string };
    'item.add': { readonly card: string; readonly item: string; readonly text: string; readonly before: string };
    'item.change': { readonly card: string; readonly item: string; readonly text: string; readonly was: string; readonly done: boolean };
    'item.move': { readonly card: string; readonly item: string; readonly before: string };
    'item.remove': { readonly card: string; readonly item: string };
    'label.add': { readonly label: string; readonly name: string; readonly color: string };
    'label.change': { readonly label: string; readonly name: string; readonly color: string };
    'label.remove': { readonly label: string };
    'redo': { readonly step: number };
    'stage.add': { readonly lane: string; readonly stage: string; readonly key: string; readonly name: string; readonly before: string; readonly limit: number };
    'stage.limit': { readonly lane: string; readonly stage: string; readonly limit: number };
    'stage.move': { readonly lane: string; readonly stage: string; readonly before: string };
    'stage.remove': { readonly lane: string; readonly stage: string };
    'stage.rename': { readonly lane: string; readonly stage: string; readonly name: string };
    'undo': { readonly step: number };
    'unit.add': { readonly unit: string; readonly name: string };
    'unit.change': { readonly unit: string; readonly name: string };
    'unit.remove': { readonly unit: string };
  };
}
