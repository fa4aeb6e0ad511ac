import { describe, expect, it } from 'vitest';
import { doubleNames, pageClips } from '../../../src/finetune/clips-on-page.ts';
import { trainableFiles } from '../../../src/finetune/trainable-files.ts';
import { newEntry } from '../../../src/store/entry.ts';
import type { Entry } from '../../../src/store/entry.ts';
import { ok } from '../export/sample-results.ts';

function entry(id: number, name: string, change: Partial<Entry> = {}): Entry {
  return { ...newEntry(id, name, new File([], name), null), ...change };
}

const label = (clip: string) => ({ clip, onPage: true, mos: 3, deviation: 0, count: 1 });

describe('clips on the page', () => {
  const entries = [entry(1, 'a'), entry(2, 'b', { status: 'failed' }), entry(3, 'a'), { ...entry(4, 'folder'), file: null }];

  it('are files that did not fail, the first of each name', () => {
    expect(pageClips(entries).map((clip) => clip.entry.id)).toEqual([1]);
    expect(doubleNames(entries)).toEqual(['a']);
  });
});

describe('files to train on', () => {
  it('are labelled, scored, and have kept features', () => {
    const scored = (name: string, featureKey: string | null): Entry => entry(1, name, { status: 'ok', result: { ...ok, featureKey } });
    const clips = pageClips([scored('a', 'key'), scored('b', null), entry(3, 'c')]);
    const file = clips[0]?.file;
    expect(trainableFiles([label('a'), label('b'), label('c'), label('d')], clips)).toEqual({ files: [{ name: 'a', label: 3, featureKey: 'key', file, chunkSeconds: 1 }], waiting: 3 });
  });
});
