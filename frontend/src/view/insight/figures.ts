import type { Component } from 'svelte';
import { t } from '../words.svelte.ts';
import type { FigureName, Question } from './answers.ts';
import AgeingFigure from './figure/AgeingFigure.svelte';
import BalanceFigure from './figure/BalanceFigure.svelte';
import BenefitsFigure from './figure/BenefitsFigure.svelte';
import CarriedFigure from './figure/CarriedFigure.svelte';
import FlowFigure from './figure/FlowFigure.svelte';
import ForecastFigure from './figure/ForecastFigure.svelte';
import OnTimeFigure from './figure/OnTimeFigure.svelte';
import RecognitionFigure from './figure/RecognitionFigure.svelte';
import SlipFigure from './figure/SlipFigure.svelte';
import StagesFigure from './figure/StagesFigure.svelte';
import ThroughputFigure from './figure/ThroughputFigure.svelte';
import TimesFigure from './figure/TimesFigure.svelte';
import { title as throughputTitle } from './figure/throughput.ts';

/** A figure on the page: its anchor there, the question it answers, and how it looks. */
export interface Figure {
  readonly name: FigureName;
  readonly title: (question: Question) => string;
  readonly Part: Component<{ question: Question }>;
}

/** All figures, in the order in which they are read. */
export const figures: readonly Figure[] = [
  { name: 'flow', title: () => t.chart.flow.title(), Part: FlowFigure },
  { name: 'ageing', title: () => t.chart.ageing.title(), Part: AgeingFigure },
  { name: 'on-time', title: () => t.chart.onTime.title(), Part: OnTimeFigure },
  { name: 'carried', title: () => t.insight.carried.title(), Part: CarriedFigure },
  { name: 'throughput', title: throughputTitle, Part: ThroughputFigure },
  { name: 'forecast', title: () => t.insight.forecast.title(), Part: ForecastFigure },
  { name: 'times', title: () => t.chart.times.title(), Part: TimesFigure },
  { name: 'stages', title: () => t.chart.stages.title(), Part: StagesFigure },
  { name: 'slip', title: () => t.insight.slip.title(), Part: SlipFigure },
  { name: 'balance', title: () => t.insight.balance.title(), Part: BalanceFigure },
  { name: 'benefits', title: () => t.insight.benefits.title(), Part: BenefitsFigure },
  { name: 'recognition', title: () => t.insight.recognition.title(), Part: RecognitionFigure },
];
