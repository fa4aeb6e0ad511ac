import { describe, expect, test } from 'vitest';
import type { PictureReader } from '../../../workers/clip/clip-link.ts';
import { PicturePass } from '../../../workers/clip/picture-pass.ts';
import { VIEW_BYTES } from '../../../workers/views/view-size.ts';

const views = (): Uint8Array => new Uint8Array(VIEW_BYTES).fill(7);

/** A reader that gives these answers in turn. */
function reader(...answers: readonly (Float32Array | null | Error)[]): PictureReader & { readonly seen: Uint8Array[] } {
  const seen: Uint8Array[] = [];
  return {
    id: 'tiny/q8',
    seen,
    picture: (rgb) => {
      const answer = answers[seen.length] ?? null;
      seen.push(rgb);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

describe('a file on its way past CLIP', () => {
  test('shows the view of each chunk and collects the answers', async () => {
    const clip = reader(Float32Array.of(1, 0), Float32Array.of(0, 1));
    const pass = new PicturePass(clip, new AbortController().signal);
    expect(await pass.look(views())).toEqual(Float32Array.of(1, 0));
    expect(await pass.look(views())).toEqual(Float32Array.of(0, 1));
    expect(clip.seen.map((rgb) => [rgb.length, rgb[0]])).toEqual([[VIEW_BYTES, 7], [VIEW_BYTES, 7]]);
    expect(pass).toMatchObject({ id: 'tiny/q8', note: null });
    expect(pass.whole(2)).toEqual([Float32Array.of(1, 0), Float32Array.of(0, 1)]);
    expect(pass.whole(3)).toBeNull();
  });

  test('goes on without a CLIP that fails, asks no more, and says so once', async () => {
    const clip = reader(Float32Array.of(1, 0), new Error('There is too little memory for CLIP on this machine.'), Float32Array.of(1, 0));
    const pass = new PicturePass(clip, new AbortController().signal);
    expect([await pass.look(views()), await pass.look(views()), await pass.look(views())]).toEqual([Float32Array.of(1, 0), null, null]);
    expect(clip.seen).toHaveLength(2);
    expect(pass.note).toBe('CLIP looked at the first chunk only. There is too little memory for CLIP on this machine.');
    expect(pass.whole(3)).toBeNull();
  });

  test('is released when CLIP is turned off or the file is cancelled', async () => {
    const off = new PicturePass(reader(null), new AbortController().signal);
    expect(await off.look(views())).toBeNull();
    expect(off).toMatchObject({ id: null, note: 'Scored without CLIP. CLIP was turned off.' });
    const controller = new AbortController();
    const silent: PictureReader = { id: 'tiny/q8', picture: () => new Promise(() => undefined) };
    const looking = new PicturePass(silent, controller.signal).look(views());
    controller.abort();
    expect(await looking).toBeNull();
  });

  test('says nothing with CLIP off', async () => {
    const pass = new PicturePass(null, new AbortController().signal);
    expect(await pass.look(views())).toBeNull();
    expect(pass).toMatchObject({ id: null, note: null });
  });
});
