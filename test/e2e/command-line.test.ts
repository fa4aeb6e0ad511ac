import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { decode } from 'fast-png';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHUNKS_COLUMNS } from '../../src/export/chunks-csv.ts';
import { SCORES_COLUMNS } from '../../src/export/scores-csv.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { allDone, builtPage, pick, ready, saved } from './open-page.ts';
import { runCommand, type CommandRun } from './run-command.ts';

const command = (name: 'score' | 'finetune', ...args: readonly string[]): Promise<CommandRun> => runCommand(name, args);

const rowsOf = (text: string): Record<string, string>[] => Papa.parse<Record<string, string>>(text.trim(), { header: true }).data;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run score', () => {
  const inputs = [mediaPath('h264.mp4'), mediaPath('vp9.webm'), mediaPath('text.mp4'), mediaPath('still.png'), '/no/such/file.mp4', mediaPath('truncated.mp4')] as const;
  let first: CommandRun;
  const out = (name: string): string => join(folder, name);

  beforeAll(async () => {
    first = await command('score', ...inputs, '--csv', out('a.csv'), '--chunks', out('c.csv'), '--json', out('s.json'), '--maps', out('maps'));
  });

  it('writes a row per file, in order, with the contract’s columns, and exits with 1 because some failed', async () => {
    expect(first.status).toBe(1);
    const text = await readFile(out('a.csv'), 'utf8');
    expect(text.split('\n')[0]).toBe(SCORES_COLUMNS.join(','));
    const rows = rowsOf(text);
    expect(rows.map(({ file }) => file)).toEqual(inputs);
    expect(rows.map(({ status }) => status)).toEqual(['ok', 'ok', 'failed', 'ok', 'failed', 'failed']);
    expect(rows.map(({ error }) => error)).toEqual([
      '', '', 'This is not a video: the file has no known video or picture format.', '', 'There is no such file.', expect.stringMatching(/^The file ends early: scored up to /),
    ]);
    for (const row of rows.filter(({ status }) => status === 'ok')) {
      const [mos, low, high] = [Number(row['mos']), Number(row['mos_low']), Number(row['mos_high'])];
      expect(mos).toBeGreaterThanOrEqual(1);
      expect(mos).toBeLessThanOrEqual(5);
      expect(low).toBeLessThan(mos);
      expect(high).toBeGreaterThan(mos);
    }
    // What was scored of a cut file is kept.
    expect(Number(rows[5]?.['chunks'])).toBeGreaterThan(0);
    expect(Number(rows[5]?.['mos'])).toBeGreaterThanOrEqual(1);
    expect(first.stderr).toContain('There is no such file.');
  });

  it('writes chunks that cover the video, and a map for each', async () => {
    const text = await readFile(out('c.csv'), 'utf8');
    expect(text.startsWith(CHUNKS_COLUMNS.join(','))).toBe(true);
    const rows = rowsOf(text).filter(({ file }) => file === inputs[0]);
    const scores = rowsOf(await readFile(out('a.csv'), 'utf8'));
    expect(rows.length).toBe(Number(scores[0]?.['chunks']));
    expect(Number(rows[0]?.['start_s'])).toBe(0);
    expect(rows.at(-1)?.['end_s']).toBe(scores[0]?.['duration_s']);
    const maps = (await readdir(out('maps'))).filter((name) => name.startsWith('h264-'));
    expect(maps.length).toBe(rows.length);
    const map = decode(await readFile(join(out('maps'), maps[0] ?? '')));
    expect([map.channels, map.depth, Math.max(...map.data)]).toEqual([1, 8, 255]);
    const json: unknown = JSON.parse(await readFile(out('s.json'), 'utf8'));
    expect(json).toMatchObject({ format: 1, files: [{ file: inputs[0], status: 'ok', maps: expect.arrayContaining(['h264-0.png']) as unknown }, {}, {}, {}, {}, {}] });
  });

  it('writes the same bytes the second time', async () => {
    await command('score', ...inputs, '--csv', out('a2.csv'), '--chunks', out('c2.csv'), '--quiet');
    expect(await readFile(out('a2.csv'), 'utf8')).toBe(await readFile(out('a.csv'), 'utf8'));
    expect(await readFile(out('c2.csv'), 'utf8')).toBe(await readFile(out('c.csv'), 'utf8'));
  });

  it('exits with 0 when all went well and prints the table without --csv', async () => {
    const { status, stdout } = await command('score', mediaPath('h264.mp4'), '--quiet');
    expect(status).toBe(0);
    expect(rowsOf(stdout)).toHaveLength(1);
  });

  it('exits with 2 and the usage for wrong words', async () => {
    const { status, stderr } = await command('score', '--backend', 'cuda', 'x.mp4');
    expect(status).toBe(2);
    expect(stderr).toContain('npm run score --');
  });

  it('refuses a damaged model with its sentence', async () => {
    await writeFile(out('bad.fovea'), 'nothing');
    const { status, stderr } = await command('score', mediaPath('h264.mp4'), '--model', out('bad.fovea'));
    expect(status).toBe(1);
    expect(stderr.trim()).toBe('This is not a Fovea model file.');
  });
});

describe('npm run finetune', () => {
  const clips = ['tiny.mp4', 'short.mp4', 'bt601.mp4'] as const;
  const at = (...names: string[]): string => join(folder, 'taste', ...names);

  beforeAll(async () => {
    await mkdir(at('clips'), { recursive: true });
    for (const name of clips) await copyFile(mediaPath(name), at('clips', name));
    await writeFile(at('labels.csv'), ['file,mos', 'clips/tiny.mp4,4', 'clips/short.mp4,4.5', 'clips/bt601.mp4,5', 'clips/gone.mp4,3', 'clips/tiny.mp4,7'].join('\n'));
  });

  it('trains on files beside the CSV, down to the encoder where a backend is named, and the models score', async () => {
    const [head, deep] = await Promise.all([
      command('finetune', '--labels', at('labels.csv'), '--out', at('head.fovea'), '--folds', '3'),
      command('finetune', '--labels', at('labels.csv'), '--out', at('deep.fovea'), '--folds', '3', '--deep', '--backend', 'wasm'),
    ]);
    for (const { status, stdout, stderr } of [head, deep]) {
      // A label without its file is a failed file; the rest is used.
      expect(status).toBe(1);
      expect(stderr).toContain('clips/gone.mp4: There is no such file.');
      expect(stderr).toContain('7 is outside 1–5');
      expect(stdout).toMatch(/^3 labelled videos, 3-fold cross-validation/);
      expect(stdout).toMatch(/^RMSE {2,}\d\.\d{3} \(/m);
      expect(stdout).toContain('With fewer than 8 labels nothing can be said about unseen clips.');
    }
    const scored = await Promise.all(['head', 'deep'].map((name) => command('score', at('clips', 'tiny.mp4'), '--model', at(`${name}.fovea`), '--quiet')));
    expect(scored.map(({ status }) => status)).toEqual([0, 0]);
    expect(scored.map(({ stdout }) => rowsOf(stdout)[0]?.['model'])).toEqual(['head 1', 'deep 1']);
  });

  it('refuses the encoder without a graphics card before anything is scored', async () => {
    const { status, stdout, stderr } = await command('finetune', '--labels', at('labels.csv'), '--out', at('none.fovea'), '--deep');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The encoder can only be trained on a graphics card: .+\.$/m);
    expect(await readdir(at())).not.toContain('none.fovea');
  });
});

describe('the page and the command line', () => {
  const page = builtPage();
  it('give the same scores', async () => {
    const opened = await page.open();
    await ready(opened.page);
    await pick(opened.page, 'h264.mp4', 'vp9.webm');
    await allDone(opened.page, 2);
    const fromPage = rowsOf(await saved(opened.page, 'scores.csv'));
    const { stdout } = await command('score', mediaPath('h264.mp4'), mediaPath('vp9.webm'), '--quiet');
    const fromCommand = rowsOf(stdout).map((row) => ({ ...row, file: basename(row['file'] ?? '') }));
    expect(fromPage).toEqual(fromCommand);
  });
});
