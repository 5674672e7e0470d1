import type { Component } from 'svelte';

/** The ways to look at a board other than as a board, each with an address of its own and fetched when asked for. */
const views = {
  monday: () => import('../view/pace/MondayView.svelte'),
  timeline: () => import('../view/timeline/TimelineView.svelte'),
  list: () => import('../view/list/ListView.svelte'),
  insights: () => import('../view/insight/InsightsView.svelte'),
  quarter: () => import('../view/pace/QuarterView.svelte'),
  learning: () => import('../view/pace/LearningView.svelte'),
  decisions: () => import('../view/gate/DecisionLog.svelte'),
  pairs: () => import('../view/pairs/PairsView.svelte'),
  balance: () => import('../view/balance/BalanceView.svelte'),
  benefits: () => import('../view/benefits/BenefitsView.svelte'),
  recognition: () => import('../view/honour/RecognitionView.svelte'),
  ideas: () => import('../view/ideas/IdeasView.svelte'),
} satisfies Record<string, () => Promise<{ default: Component }>>;

export type ViewName = keyof typeof views;

export const viewNames = Object.keys(views) as ViewName[];

export const loadView = (name: ViewName): Promise<{ default: Component }> => views[name]();

/** The key that opens a view after G, as T in G T. */
export const viewKeys: Readonly<Record<string, ViewName>> = {
  o: 'monday',
  t: 'timeline',
  l: 'list',
  i: 'insights',
  q: 'quarter',
  d: 'decisions',
  w: 'balance',
};
