import { SingleBar } from 'cli-progress';

/** A bar on a terminal; nothing otherwise. */
export interface ProgressBar {
  /** @param share 0–1. @param label what is being done. */
  update(share: number, label: string): void;
  stop(): void;
}

/** @param shown false for `--quiet`. */
export function progressBar(shown: boolean): ProgressBar {
  if (!shown || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: '{bar} {percentage}% · {label} · {eta_formatted} left', hideCursor: true, stream: process.stderr });
  bar.start(1000, 0, { label: '' });
  return { update: (share, label) => bar.update(Math.round(share * 1000), { label }), stop: () => bar.stop() };
}
