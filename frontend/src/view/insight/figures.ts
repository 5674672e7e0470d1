import type { Component } from 'svelte';
import { t } from '../words.svelte.ts';
import type { FigureName, Question } from './answers.ts';
import FlowFigure from './figure/FlowFigure.svelte';

/** A figure on the page: its anchor there, the question it answers, and how it looks. */
export interface Figure {
  readonly name: FigureName;
  readonly title: () => string;
  readonly Part: Component<{ question: Question }>;
}

/** All figures, in the order in which they are read. */
export const figures: readonly Figure[] = [
  { name: 'flow', title: () => t.chart.flow.title(), Part: FlowFigure },
];
