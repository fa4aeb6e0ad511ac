import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { useStores } from '../store/stores.tsx';
import { loopStep } from './chunk-loop.ts';

/** Keeps the video in the looped chunk of the playhead, if there is one. */
export function useChunkLoop(video: RefObject<HTMLVideoElement | null>, chunks: readonly ChunkScore[]): void {
  const { playhead } = useStores();
  useEffect(
    () =>
      playhead.subscribe(({ timeS, playing, loop, seek }, before) => {
        if (loop === null || timeS === before.timeS) return;
        const step = loopStep(loop, timeS, playing, chunks);
        if (step.kind === 'again') seek(loop.startS);
        else if (step.kind === 'other') playhead.setState({ loop: step.span });
      }),
    [playhead, chunks],
  );
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    // The last chunk ends with the video, which stops by itself.
    const onEnded = (): void => {
      const { loop, seek } = playhead.getState();
      if (loop === null) return;
      seek(loop.startS);
      element.play().catch(() => undefined);
    };
    element.addEventListener('ended', onEnded);
    return () => element.removeEventListener('ended', onEnded);
  }, [video, playhead]);
  useEffect(() => () => playhead.setState({ loop: null }), [playhead]);
}
