import { createContext, tick } from 'svelte';
import type { FigureName } from './answers.ts';

/** What waits to be drawn before it can be printed. */
interface Waiting {
  readonly here: () => Promise<void>;
}

/** Printing charts, which are otherwise asked for only when somebody comes near them. */
export class Paper {
  /** Whether all charts are wanted, wherever the reader is. */
  all: boolean = $state(false);
  /** The chart that is printed without the others. */
  alone: FigureName | undefined = $state();
  #charts: readonly Waiting[] = [];

  /** Takes a chart among those that are printed; gives the way to take it out. */
  add(chart: Waiting): () => void {
    this.#charts = [...this.#charts, chart];
    return () => (this.#charts = this.#charts.filter((other) => other !== chart));
  }

  /** Opens the browser's print dialog once everything is there. */
  async print(alone?: FigureName): Promise<void> {
    this.alone = alone;
    this.all = !alone;
    await tick();
    await Promise.all(this.#charts.map((chart) => chart.here()));
    await tick();
    print();
    this.alone = undefined;
    this.all = false;
  }
}

export const [usePaper, setPaper] = createContext<Paper>();
