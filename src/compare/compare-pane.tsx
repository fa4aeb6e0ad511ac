import { useEffect, useRef, useState } from 'react';
import { messages } from '../messages.ts';
import { showFile } from '../player/show-file.ts';
import type { Entry } from '../store/entry.ts';
import type { PlayableVideo } from './two-video-clock.ts';

/** A or B. */
export type Side = 'A' | 'B';

interface ComparePaneProps {
  readonly side: Side;
  readonly entry: Entry;
  readonly muted: boolean;
  /** CSS transform of the enlarged picture; both sides have the same. */
  readonly transform: string | undefined;
  /** Told when the first frame is shown, and with null when the video goes. */
  readonly onVideo: (video: PlayableVideo | null) => void;
}

/** One of the two pictures. */
export function ComparePane({ side, entry, muted, transform, onVideo }: ComparePaneProps) {
  const video = useRef<HTMLVideoElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const [impossible, setImpossible] = useState(false);
  const { file, name } = entry;
  const still = entry.media?.still === true;

  useEffect(() => {
    const element = still ? image.current : video.current;
    if (file === null || element === null) return;
    const hide = showFile(element, file);
    let frameRequest = 0;
    if (element instanceof HTMLVideoElement) {
      // Asked for before there is data: once a frame is shown, a paused video shows no other.
      frameRequest = element.requestVideoFrameCallback((_now, { mediaTime }) => onVideo({ video: element, firstFrameS: mediaTime }));
    }
    return () => {
      if (element instanceof HTMLVideoElement) element.cancelVideoFrameCallback(frameRequest);
      onVideo(null);
      hide();
    };
  }, [file, still, onVideo]);

  const message = file === null ? messages.compare.gone : impossible ? messages.compare.cannotPlay : null;
  return (
    <figure className={`compare__pane compare__pane--${side.toLowerCase()}`}>
      {still ? (
        <img ref={image} className="compare__media" style={{ transform }} alt={messages.compare.pane(side, name)} hidden={message !== null} onError={() => setImpossible(true)} />
      ) : (
        <video
          ref={video}
          className="compare__media"
          style={{ transform }}
          aria-label={messages.compare.pane(side, name)}
          preload="auto"
          playsInline
          muted={muted}
          hidden={message !== null}
          onLoadedMetadata={({ currentTarget }) => setImpossible(currentTarget.videoWidth === 0)}
          onError={() => setImpossible(true)}
        />
      )}
      {message !== null && <p className="compare__message">{message}</p>}
      <figcaption className="compare__tag">
        <strong>{side}</strong> <span className="compare__tag-name">{name}</span>
      </figcaption>
    </figure>
  );
}
