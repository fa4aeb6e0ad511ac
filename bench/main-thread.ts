import type { CDPSession, Page } from 'playwright-core';

/** What the main thread of a page did over a while. */
export interface MainThread {
  readonly seconds: number;
  /** Tasks in order of time, ms by the clock; others may have had the processor in between. */
  readonly tasksMs: readonly number[];
  /** The processor's time in the same tasks, ms; empty where the browser does not tell it. */
  readonly cpuMs: readonly number[];
  /** Processor time of scripts, ms. */
  readonly scriptMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN);
}

async function traced(session: CDPSession, work: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => void session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] } });
  await work();
  await session.send('Tracing.end');
  await complete;
  return events;
}

/** Watches the main thread of a page while `work` goes on. */
export async function watchMainThread(page: Page, work: () => Promise<void>): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  try {
    // Time of the thread, so that what else runs on the machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await scriptMs(session);
    const began = performance.now();
    let seconds = 0;
    let after = 0;
    const events = await traced(session, async () => {
      await work();
      seconds = (performance.now() - began) / 1000;
      after = await scriptMs(session);
    });
    const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`));
    const tasks = events.filter(({ name, ph, pid, tid }) => ph === 'X' && mains.has(`${pid}/${tid}`) && (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'));
    // A spare renderer has a main thread too; ours did the most.
    const busy = new Map<number, number>();
    for (const { pid, dur = 0 } of tasks) busy.set(pid, (busy.get(pid) ?? 0) + dur);
    const ours = [...busy].sort((a, b) => b[1] - a[1])[0]?.[0];
    const own = tasks.filter(({ pid }) => pid === ours);
    return {
      seconds,
      tasksMs: own.map(({ dur = 0 }) => dur / 1000),
      cpuMs: own.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000])),
      scriptMs: after - before,
    };
  } finally {
    await session.detach();
  }
}
