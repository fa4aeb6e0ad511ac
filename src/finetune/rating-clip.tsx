import { useEffect, useRef } from 'react';
import { messages } from '../messages.ts';
import { showFile } from '../player/show-file.ts';

/** Time to look at a picture before rating opens. */
const STILL_MS = 3000;

interface RatingClipProps {
  readonly file: File;
  readonly still: boolean;
  /** Whether to play; a clip that is back after an undo rests. */
  readonly play: boolean;
  readonly onEnded: () => void;
  readonly onImpossible: () => void;
}

/** A clip that plays once, or a picture. It is never shown larger than it is: enlarging would change how good it looks. */
export function RatingClip({ file, still, play, onEnded, onImpossible }: RatingClipProps) {
  const video = useRef<HTMLVideoElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const told = useRef({ onEnded, onImpossible });
  useEffect(() => {
    told.current = { onEnded, onImpossible };
  });

  useEffect(() => {
    const element = still ? image.current : video.current;
    if (element === null) return;
    const hide = showFile(element, file);
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (element instanceof HTMLVideoElement) {
      if (play) element.play().catch((error: unknown) => {
        // Taking the clip away interrupts playing, which is no fault of the file.
        if (!(error instanceof DOMException && error.name === 'AbortError')) told.current.onImpossible();
      });
    } else if (play) {
      timer = setTimeout(() => told.current.onEnded(), STILL_MS);
    }
    return () => {
      clearTimeout(timer);
      hide();
    };
  }, [file, still, play]);

  return still ? (
    <img ref={image} className="rating__media" alt={messages.rating.video} onError={onImpossible} />
  ) : (
    <video
      ref={video}
      className="rating__media"
      aria-label={messages.rating.video}
      muted
      playsInline
      preload="auto"
      disablePictureInPicture
      onEnded={onEnded}
      onError={({ currentTarget }) => {
        // Without a source it is being taken down.
        if (currentTarget.hasAttribute('src')) onImpossible();
      }}
      onLoadedMetadata={({ currentTarget }) => {
        if (currentTarget.videoWidth === 0) onImpossible();
      }}
    />
  );
}
