import type { BenchBrowser } from './browser.ts';
import type { Measurement } from './measurement.ts';

/** What a section gets to measure with. */
export interface BenchContext {
  readonly chromium: BenchBrowser;
  readonly quick: boolean;
  /** Says on the terminal what is being measured. */
  readonly say: (what: string) => void;
}

/** One topic of the bench. */
export type Section = (context: BenchContext) => Promise<Measurement[]>;
