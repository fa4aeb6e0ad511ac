import { parseArgs } from 'node:util';

/** The sections in the order in which they run. */
export const SECTION_NAMES = ['nets', 'onnx', 'operators', 'kernels', 'pipeline', 'startup', 'page', 'growth', 'finetune', 'length', 'memory'] as const;

export type SectionName = (typeof SECTION_NAMES)[number];

export const BENCH_USAGE = `npm run bench -- [--only ${SECTION_NAMES.join(',')}] [--quick] [--no-build]`;

export interface BenchArguments {
  readonly sections: readonly SectionName[];
  /** Fewer repetitions, fewer clips, ten minutes of video instead of an hour. */
  readonly quick: boolean;
  /** Whether the page is built anew. */
  readonly build: boolean;
}

/** @throws Error with one sentence for an argument that is not known. */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false } },
  });
  const wanted = values.only?.split(',') ?? SECTION_NAMES;
  for (const name of wanted) {
    if (!SECTION_NAMES.some((known) => known === name)) throw new Error(`--only takes ${SECTION_NAMES.join(', ')}, not ${name}.`);
  }
  return { sections: SECTION_NAMES.filter((name) => wanted.includes(name)), quick: values.quick, build: !values['no-build'] };
}
