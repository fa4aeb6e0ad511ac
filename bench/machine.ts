import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Where figures come from; load above the number of cores means that they are worth little but as ratios. */
export interface Machine {
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly chromium: string;
  readonly date: string;
}

export function describeMachine(chromium: string): Machine {
  return {
    system: `${type()} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    chromium,
    date: new Date().toISOString(),
  };
}

/** Mean number of processes that wanted to run in the last minute; 0 on Windows. */
export function load(): number {
  return loadavg()[0] ?? 0;
}
