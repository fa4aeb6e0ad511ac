import { useMemo } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { messages } from '../messages.ts';
import { usePlayhead } from '../store/stores.tsx';
import { fragmentPlaces } from './fragment-places.ts';
import { chunkAt } from './saliency-timeline.ts';

interface FragmentGridProps {
  readonly chunks: readonly ChunkScore[];
  readonly width: number;
  readonly height: number;
}

/** The squares that the model saw in full resolution, of the chunk on the screen. */
export function FragmentGrid({ chunks, width, height }: FragmentGridProps) {
  // Rendered once a chunk, not once a frame.
  const index = usePlayhead(({ timeS }) => chunkAt(chunks, timeS)?.index ?? null);
  const places = useMemo(() => (index === null ? [] : fragmentPlaces(index, width, height)), [index, width, height]);
  return (
    <svg className="player__overlay fragment-grid" viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={messages.overlay.fragmentsLabel} data-chunk={index ?? undefined}>
      {places.map((place, i) => (
        <g key={i}>
          <rect className="fragment-grid__edge" {...place} />
          <rect className="fragment-grid__square" {...place} />
        </g>
      ))}
    </svg>
  );
}
