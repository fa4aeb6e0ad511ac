import { afterEach, expect, test, vi } from 'vitest';
import { overlayVideo } from '../../../src/export/overlay-video.ts';
import { messages } from '../../../src/messages.ts';
import { mediaFile } from '../media/fetch-media.ts';

const maps = { blocks: [], largestCell: 0 };
const overlay = { kind: 'saliency', colours: 'inferno', opacity: 0.7 } as const;

afterEach(() => vi.unstubAllGlobals());

test('a browser without an encoder gets one sentence', async () => {
  // mediabunny asks once for each size: no other test has this one.
  vi.stubGlobal('VideoEncoder', undefined);
  const request = { file: await mediaFile('tiny.mp4'), firstTimestampS: 0, chunks: [], maps, overlay };
  await expect(overlayVideo(request, () => undefined, new AbortController().signal)).rejects.toThrow(messages.exports.noEncoder);
});

test('a late start, odd sides and a turned picture come out upright, even and from 0', async () => {
  for (const [name, width, height, firstTimestampS] of [['offset.mkv', 320, 180, 5], ['odd-size.webm', 640, 360, 0], ['rotated-90.mp4', 180, 320, 0]] as const) {
    const { bytes, type } = await overlayVideo({ file: await mediaFile(name), firstTimestampS, chunks: [], maps, overlay }, () => undefined, new AbortController().signal);
    const video = document.createElement('video');
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    video.src = url;
    await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
    expect([video.videoWidth, video.videoHeight]).toEqual([width, height]);
    expect(video.duration).toBeLessThan(2.2);
    video.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
});
