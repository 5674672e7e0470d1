import type { Page } from '@playwright/test';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time in microseconds: what a busy machine does not change much. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const categories = ['toplevel', 'devtools.timeline', '__metadata'];

/** Milliseconds of processor time that a page's main thread spends while something is done. */
export async function mainThread(page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()!;
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const traceConfig = { includedCategories: categories };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await work();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return busiest(events) / 1000;
}

/** Microseconds of the main thread that did most: the page's; those of idle processes are traced too. */
function busiest(events: readonly TraceEvent[]): number {
  const thread = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const main = new Set<string>();
  const spent = new Map<string, number>();
  for (const event of events) {
    const { ph, name, tdur = 0, args } = event;
    if (ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain') main.add(thread(event));
    if (ph === 'X' && name === 'ThreadControllerImpl::RunTask')
      spent.set(thread(event), (spent.get(thread(event)) ?? 0) + tdur);
  }
  return Math.max(0, ...[...spent].filter(([id]) => main.has(id)).map(([, time]) => time));
}
