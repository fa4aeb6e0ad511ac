import { formatBytes } from '../format/bytes.ts';
import { formatTime } from '../format/duration.ts';
import { messages } from '../messages.ts';
import type { Entry } from '../store/entry.ts';

/** The file itself: length, picture, rate, format. */
export function FileFacts({ entry }: { readonly entry: Entry }) {
  const { media, file } = entry;
  if (media === null) return null;
  const facts: readonly (readonly [string, string])[] = [
    ...(media.still ? [] : [[messages.score.duration, formatTime(media.durationS, media.durationS < 60)] as const]),
    [messages.score.picture, `${media.width} × ${media.height}${media.hdr ? ` ${messages.score.hdr}` : ''}`],
    ...(media.fps > 0 ? [[messages.score.rate, messages.score.fps(String(Number(media.fps.toFixed(2))))] as const] : []),
    [messages.score.codec, media.container === media.codec ? media.codec : `${media.codec} in ${media.container}`],
    [messages.score.bitRate, [...(media.kbps > 0 ? [messages.score.kbps(media.kbps)] : []), formatBytes(file?.size ?? 0)].join(', ')],
  ];
  return (
    <dl className="score-panel__part facts" aria-label={messages.score.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
