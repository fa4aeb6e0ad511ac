import { useEffect, useRef, useState } from 'react';
import type { Entry } from '../store/entry.ts';
import type { FrameThumbnails } from './frame-thumbnails.ts';

/** Thumbnails of a file, opened when one is first wanted. */
export type ThumbnailSource = () => Promise<FrameThumbnails | null>;

/** Opens the thumbnails of a video once they are asked for, and closes them with the component or with another file. */
export function useThumbnails({ file, media }: Pick<Entry, 'file' | 'media'>): ThumbnailSource {
  const opened = useRef<Promise<FrameThumbnails> | null>(null);
  const firstTimestampS = media?.firstTimestampS ?? null;
  useEffect(
    () => () => {
      void opened.current?.then((thumbnails) => thumbnails.dispose());
      opened.current = null;
    },
    [file, firstTimestampS],
  );
  return () => {
    if (file === null || firstTimestampS === null) return Promise.resolve(null);
    // The decoder's code is only loaded for those who hover.
    opened.current ??= import('./frame-thumbnails.ts').then(({ FrameThumbnails: Thumbnails }) => new Thumbnails(file, firstTimestampS));
    return opened.current;
  };
}

interface HoverThumbnailProps {
  readonly source: ThumbnailSource;
  readonly timeS: number;
}

/** The frame at the hovered moment; the one before stays until it is there. */
export function HoverThumbnail({ source, timeS }: HoverThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shownS, setShownS] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    void source().then(async (thumbnails) => {
      const picture = (await thumbnails?.at(timeS)) ?? null;
      const target = canvas.current;
      if (!wanted || picture === null || target === null) return;
      target.width = picture.width;
      target.height = picture.height;
      target.getContext('2d')?.drawImage(picture, 0, 0);
      setShownS(timeS);
    });
    return () => {
      wanted = false;
    };
    // The source is the same file as long as this is shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [timeS]);
  return <canvas ref={canvas} className="curve__thumbnail" hidden={shownS === null} data-time={shownS ?? undefined} />;
}
