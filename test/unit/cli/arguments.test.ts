import { describe, expect, it } from 'vitest';
import { parseFinetuneArguments } from '../../../cli/finetune-arguments.ts';
import { parseScoreArguments } from '../../../cli/score-arguments.ts';
import { UsageError } from '../../../cli/usage-error.ts';

describe('arguments of npm run score', () => {
  it('reads everything', () => {
    const args = parseScoreArguments([
      'a.mp4', 'folder', '--csv', 's.csv', '--chunks', 'c.csv', '--json', 's.json', '--maps', 'maps', '--model', 'my.fovea', '--backend', 'wasm', '--chunk', '0.5', '--coverage', '12', '--quiet',
    ]);
    expect(args).toEqual({
      inputs: ['a.mp4', 'folder'], csv: 's.csv', chunks: 'c.csv', json: 's.json', maps: 'maps', model: 'my.fovea',
      settings: { backend: 'wasm', chunkSeconds: 0.5, coverage: 12 }, quiet: true,
    });
  });
  it('has defaults', () => {
    expect(parseScoreArguments(['a.mp4']).settings).toEqual({ backend: 'auto', chunkSeconds: 1, coverage: 'all' });
  });
  it.each([
    [[]], [['a.mp4', '--backend', 'cuda']], [['a.mp4', '--chunk', '9']], [['a.mp4', '--chunk', 'x']], [['a.mp4', '--coverage', '0']], [['a.mp4', '--coverage', '1.5']], [['a.mp4', '--nonsense']],
  ])('refuses %j', (args) => {
    expect(() => parseScoreArguments(args)).toThrow(UsageError);
  });
});

describe('arguments of npm run finetune', () => {
  it('reads everything', () => {
    expect(parseFinetuneArguments(['--labels', 'l.csv', '--out', 'm.fovea', '--folds', '3', '--seed', '9', '--deep', '--backend', 'webgpu'])).toEqual({ labels: 'l.csv', out: 'm.fovea', folds: 3, seed: 9, deep: true, backend: 'webgpu' });
    expect(parseFinetuneArguments(['--labels', 'l.csv', '--out', 'm.fovea'])).toMatchObject({ folds: 5, seed: 1, deep: false, backend: 'auto' });
  });
  it.each([[['--out', 'm.fovea']], [['--labels', 'l.csv']], [['--labels', 'l', '--out', 'm', '--folds', '1']], [['--labels', 'l', '--out', 'm', '--seed', '-1']], [['--labels', 'l', '--out', 'm', '--backend', 'cuda']]])('refuses %j', (args) => {
    expect(() => parseFinetuneArguments(args)).toThrow(UsageError);
  });
});
