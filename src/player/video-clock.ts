import type { PlayheadStore } from '../store/playhead-store.ts';

/**
 * Ties a video element to the playhead: the playhead follows the frame on the screen, and seeks go to the video.
 * Results count from the first frame; the element may count from somewhere else, so the first frame's time is taken off.
 * @returns a function that unties them.
 */
export function followVideo(video: HTMLVideoElement, playhead: PlayheadStore): () => void {
  const stop = new AbortController();
  let firstFrameS: number | null = null;
  let frameRequest = 0;
  let animation = 0;

  const show = (mediaTimeS: number): void => {
    firstFrameS ??= mediaTimeS;
    playhead.setState({ timeS: Math.max(0, mediaTimeS - firstFrameS) });
  };
  const onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
    show(mediaTime);
    frameRequest = video.requestVideoFrameCallback(onFrame);
  };
  const onAnimation = (): void => {
    show(video.currentTime);
    animation = requestAnimationFrame(onAnimation);
  };
  const { seek: seekBefore } = playhead.getState();

  // Firefox before 132 has no frame callback.
  if ('requestVideoFrameCallback' in video) frameRequest = video.requestVideoFrameCallback(onFrame);
  else animation = requestAnimationFrame(onAnimation);

  const on = (type: keyof HTMLVideoElementEventMap, handle: () => void): void => video.addEventListener(type, handle, { signal: stop.signal });
  on('play', () => playhead.setState({ playing: true }));
  on('pause', () => playhead.setState({ playing: false }));

  playhead.setState({
    seek(timeS) {
      const { durationS } = playhead.getState();
      const target = Math.min(Math.max(0, timeS), durationS > 0 ? durationS : timeS);
      // Shown at once, so that scrubbing feels direct; the frame's own time follows.
      playhead.setState({ timeS: target });
      video.currentTime = target + (firstFrameS ?? 0);
    },
  });

  return () => {
    stop.abort();
    if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(frameRequest);
    cancelAnimationFrame(animation);
    playhead.setState({ seek: seekBefore, playing: false });
  };
}
