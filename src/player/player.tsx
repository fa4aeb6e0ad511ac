import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import './player.css';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { ReopenFile } from '../projects/reopen-file.tsx';
import type { Entry } from '../store/entry.ts';
import { useStores, useView } from '../store/stores.tsx';
import { FragmentGrid } from './fragment-grid.tsx';
import { OverlayCanvas } from './overlay-canvas.tsx';
import { OverlayControls } from './overlay-controls.tsx';
import { listenToPlayerKeys } from './player-keys.ts';
import type { PlayerActions } from './player-keys.ts';
import { zoomTransform } from './picture-zoom.ts';
import { chunkAt } from './saliency-timeline.ts';
import { showFile } from './show-file.ts';
import { Transport } from './transport.tsx';
import { useChunkLoop } from './use-chunk-loop.ts';
import { usePictureZoom } from './use-picture-zoom.ts';
import { usePixelated } from './use-pixelated.ts';
import { followVideo } from './video-clock.ts';
import { ZoomControls } from './zoom-controls.tsx';

/** Whether the browser shows the file: a video or a picture, not yet known, or not at all. */
type Showing = 'opening' | 'shown' | 'impossible';

interface Shape {
  readonly width: number;
  readonly height: number;
}

const FALLBACK_FPS = 25;

function looksLikeStill(entry: Entry): boolean {
  return entry.media?.still ?? entry.file?.type.startsWith('image/') ?? false;
}

/** The file's picture with a map over it, and the controls to move in time. */
export function Player({ entry }: { readonly entry: Entry }) {
  const { playhead } = useStores();
  const video = useRef<HTMLVideoElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const boxAt = useCallback(() => box.current, []);
  const stepped = useRef<{ readonly soughtS: number; readonly frameS: number } | null>(null);
  const [showing, setShowing] = useState<Showing>('opening');
  const [natural, setNatural] = useState<Shape | null>(null);
  const { file, media, chunks, maps } = entry;
  const still = looksLikeStill(entry);
  const fps = media !== null && media.fps > 0 ? media.fps : FALLBACK_FPS;

  useEffect(() => {
    playhead.setState({ timeS: 0, playing: false });
  }, [playhead]);

  const durationS = media?.durationS ?? 0;
  useEffect(() => {
    if (durationS > 0) playhead.setState({ durationS });
    return () => playhead.setState({ durationS: 0 });
  }, [durationS, playhead]);

  useEffect(() => {
    const element = still ? image.current : video.current;
    if (file === null || element === null) return;
    const hide = showFile(element, file);
    const unfollow = element instanceof HTMLVideoElement ? followVideo(element, playhead) : () => undefined;
    return () => {
      unfollow();
      hide();
    };
  }, [file, still, playhead]);

  const actions = useMemo<PlayerActions>(
    () => ({
      toggle: () => {
        const element = video.current;
        if (element === null) return;
        if (element.paused) element.play().catch(() => undefined);
        else element.pause();
      },
      stepFrames: (count) => {
        video.current?.pause();
        const { timeS, seek } = playhead.getState();
        // Until the frame of the step before is on the screen, the playhead stands where that step sought, inside the frame.
        const shownS = stepped.current?.soughtS === timeS ? stepped.current.frameS : timeS;
        const frameS = Math.max(0, shownS + count / fps);
        // Half a frame further than the frame's start, so that rounding cannot show its neighbour.
        seek(frameS + 0.5 / fps);
        stepped.current = { soughtS: playhead.getState().timeS, frameS };
      },
      setSpeed: (speed) => {
        if (video.current !== null) video.current.playbackRate = speed;
      },
      setMuted: (muted) => {
        if (video.current !== null) video.current.muted = muted;
      },
      toggleLoop: () => {
        const { loop, timeS } = playhead.getState();
        const chunk = loop === null ? chunkAt(chunks, timeS) : null;
        playhead.setState({ loop: chunk === null ? null : { startS: chunk.startS, endS: chunk.endS } });
      },
    }),
    [fps, playhead, chunks],
  );

  const { zoom, actions: zoomActions } = usePictureZoom(frame, boxAt);
  useEffect(() => listenToPlayerKeys(still ? null : actions, zoomActions, playhead), [actions, zoomActions, playhead, still]);
  useChunkLoop(video, chunks);
  const fragments = useView((view) => view.fragments);

  usePixelated(zoom, box, (natural ?? media)?.width ?? 0);
  const shape = media ?? natural ?? { width: 16, height: 9 };
  const canPlay = !still && showing !== 'impossible';
  const nothing = showing === 'impossible' && (media === null || still);

  return (
    <section className="panel player" aria-label={messages.player.heading}>
      <div className={zoom.scale > 1 ? 'stage stage--zoomed player__stage' : 'stage player__stage'} ref={frame} style={{ ['--ratio' as string]: shape.width / shape.height }}>
        <div className="player__picture" ref={box}>
          <div className="player__zoomed" style={{ transform: zoom.scale > 1 ? zoomTransform(zoom) : undefined }}>
            {still ? (
              <img
                ref={image}
                className="player__media"
                alt={messages.player.picture(entry.name)}
                hidden={showing === 'impossible'}
                onLoad={({ currentTarget }) => {
                  setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight });
                  setShowing('shown');
                }}
                onError={() => setShowing('impossible')}
              />
            ) : (
              <video
                ref={video}
                className="player__media"
                aria-label={messages.player.video(entry.name)}
                preload="auto"
                playsInline
                hidden={showing === 'impossible'}
                onClick={actions.toggle}
                onLoadedMetadata={({ currentTarget }) => {
                  // A file with sound alone opens, but there is nothing to see.
                  if (currentTarget.videoWidth === 0) {
                    setShowing('impossible');
                    return;
                  }
                  setNatural({ width: currentTarget.videoWidth, height: currentTarget.videoHeight });
                  setShowing('shown');
                  if (playhead.getState().durationS === 0 && Number.isFinite(currentTarget.duration)) playhead.setState({ durationS: currentTarget.duration });
                }}
                onError={() => setShowing('impossible')}
              />
            )}
            {chunks.length > 0 && <OverlayCanvas chunks={chunks} maps={maps} />}
            {chunks.length > 0 && fragments && <FragmentGrid chunks={chunks} width={shape.width} height={shape.height} />}
          </div>
        </div>
        {!nothing && <ZoomControls zoom={zoom} actions={zoomActions} />}
        {file === null && entry.result !== null && <ReopenFile entry={entry} />}
        {showing === 'impossible' && (
          <p className={nothing ? 'player__message player__message--alone' : 'player__message'}>
            <Icon name="warning" />
            {nothing ? messages.player.cannotShow : messages.player.cannotPlay}
          </p>
        )}
      </div>
      {!still && !nothing && <Transport stage={frame} playable={canPlay} actions={actions} />}
      {chunks.length > 0 && <OverlayControls />}
    </section>
  );
}
