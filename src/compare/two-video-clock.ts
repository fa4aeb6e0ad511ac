import type { PlayheadStore } from '../store/playhead-store.ts';

/** Beyond this a follower jumps; below, it runs a little faster or slower, which the eye does not see. */
const JUMP_S = 0.3;
/** Nearer than this is as good as the same moment. */
const CLOSE_S = 0.012;
const MOST_PACE = 0.1;

/** What can be done to both videos together. */
export interface TwoVideoClock {
  readonly toggle: () => void;
  readonly setSpeed: (speed: number) => void;
  /** Unties the videos. */
  readonly stop: () => void;
}

/** A video that shows its first frame. */
export interface PlayableVideo {
  readonly video: HTMLVideoElement;
  /** The element's time of its first frame; results count from there. */
  readonly firstFrameS: number;
}

function positionS({ video, firstFrameS }: PlayableVideo): number {
  return video.currentTime - firstFrameS;
}

/**
 * Runs videos on one clock, that of the first: the playhead follows the frame that it shows, seeks go to all, and the others are kept at its
 * side while it plays. When it pauses, all stand on its frame.
 * @param videos the longest one first, so that the clock does not stop before the others have ended.
 */
export function followTogether(videos: readonly PlayableVideo[], playhead: PlayheadStore): TwoVideoClock {
  const stop = new AbortController();
  const [leader, ...others] = videos;
  let frameRequest = 0;
  const { seek: seekBefore } = playhead.getState();
  let speed = 1;

  function moveTo(track: PlayableVideo, timeS: number): void {
    const target = timeS + track.firstFrameS;
    track.video.currentTime = Number.isFinite(track.video.duration) ? Math.min(target, track.video.duration) : target;
  }

  function keepBeside(track: PlayableVideo, timeS: number): void {
    if (track.video.seeking || track.video.ended) return;
    const aheadS = positionS(track) - timeS;
    if (Math.abs(aheadS) > JUMP_S) moveTo(track, timeS);
    track.video.playbackRate = Math.abs(aheadS) < CLOSE_S ? speed : speed * (1 - Math.min(MOST_PACE, Math.max(-MOST_PACE, aheadS)));
  }

  if (leader !== undefined) {
    const { video, firstFrameS } = leader;
    const onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      playhead.setState({ timeS: Math.max(0, mediaTime - firstFrameS) });
      if (!video.paused) for (const other of others) keepBeside(other, positionS(leader));
      frameRequest = video.requestVideoFrameCallback(onFrame);
    };
    frameRequest = video.requestVideoFrameCallback(onFrame);
    const on = (type: keyof HTMLVideoElementEventMap, handle: () => void): void => video.addEventListener(type, handle, { signal: stop.signal });
    on('play', () => {
      playhead.setState({ playing: true });
      for (const track of others) {
        moveTo(track, positionS(leader));
        track.video.play().catch(() => undefined);
      }
    });
    on('pause', () => {
      playhead.setState({ playing: false });
      for (const track of others) {
        track.video.pause();
        track.video.playbackRate = speed;
        moveTo(track, positionS(leader));
      }
    });
    playhead.setState({
      seek(timeS) {
        const target = Math.min(Math.max(0, timeS), playhead.getState().durationS);
        playhead.setState({ timeS: target });
        for (const track of videos) moveTo(track, target);
      },
    });
  }

  return {
    toggle() {
      if (leader === undefined) return;
      if (leader.video.paused) leader.video.play().catch(() => undefined);
      else leader.video.pause();
    },
    setSpeed(next) {
      speed = next;
      for (const { video } of videos) video.playbackRate = next;
    },
    stop() {
      stop.abort();
      leader?.video.cancelVideoFrameCallback(frameRequest);
      for (const { video } of videos) video.pause();
      playhead.setState({ seek: seekBefore, playing: false });
    },
  };
}

/**
 * The moment to seek to for a step of whole frames: half a frame behind a frame's start, so that rounding cannot show its neighbour.
 * @param timeS where the playhead stands, on a frame's start or inside it.
 * @param fps frames per second of the faster video, so that no frame of either is skipped.
 */
export function steppedTimeS(timeS: number, count: number, fps: number): number {
  // A thousandth of a frame: times are rounded on their way.
  const frame = Math.floor(timeS * fps + 1e-3);
  return (Math.max(0, frame + count) + 0.5) / fps;
}
