import { expect, test } from 'vitest';
import { openPageSession } from '../../cli/page-session.ts';
import { scoreOnPage } from '../../cli/score-on-page.ts';
import { scoresCsv } from '../../src/export/scores-csv.ts';
import type { ScoringSettings } from '../../workers/scoring-types.ts';
import { mediaPath, type MediaName } from '../fixtures/media-path.ts';

const SETTINGS: ScoringSettings = { backend: 'wasm', chunkSeconds: 1, coverage: 'all' };

test('a worker that crashes in the middle of a batch of 20 on the command line: 20 rows with the scores of a quiet run', { timeout: 400_000 }, async () => {
  const names: readonly MediaName[] = [...new Array<MediaName>(9).fill('tiny.mp4'), 'h264.mp4', ...new Array<MediaName>(10).fill('short.mp4')];
  const files = names.map((name) => ({ label: name, path: mediaPath(name), fault: null }));
  const session = await openPageSession('wasm');
  try {
    const csv = async (): Promise<{ text: string; notes: string[] }> => {
      const results = await scoreOnPage(session, files, { settings: SETTINGS, model: null, maps: false }, () => undefined);
      return { text: scoresCsv(results.map((result, i) => ({ file: names[i] ?? '', result }))), notes: results.flatMap((result) => [...result.notes]) };
    };
    await session.page.evaluate(async () => {
      await window.foveaDriver?.prepare('wasm');
      // Only the tenth file has a second chunk: its worker dies there.
      const channel = new BroadcastChannel('fovea-faults');
      channel.postMessage({ fault: 'worker-crash', atChunk: 1 });
      await new Promise((resolve) => void setTimeout(resolve, 200));
      channel.close();
    });
    const disturbed = await csv();
    expect(disturbed.notes).toEqual([expect.stringMatching(/^The scoring worker stopped at 0:0\d; a new one went on from there\.$/)]);
    // A fresh page has kept nothing of the first run.
    await session.reopen();
    const quiet = await csv();
    expect(quiet.notes).toEqual([]);
    expect(disturbed.text).toBe(quiet.text);
    const rows = disturbed.text.trim().split('\n').slice(1);
    expect(rows).toHaveLength(20);
    // The command's exit status is 0 when every row is ok.
    for (const row of rows) expect(row).toMatch(/^[\w.-]+,ok,[1-5]\.\d{4},/);
  } finally {
    await session.close();
  }
});
