import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import { MediaError } from '../media.ts';

/** What the packets of a track say without being decoded. */
export interface PacketTimes {
  /** Presentation times in seconds, ascending, of the frames that players show. */
  readonly timestampsS: readonly number[];
  /** When the last frame stops being shown. */
  readonly lastEndS: number;
  readonly bytes: number;
}

/** How often a long scan looks whether it is still wanted. Packets. */
const CHECK_EVERY = 512;

/**
 * Walks over all packets of a track without reading their data (MPEG-TS has no index: there the file is read once).
 * @param fileBytes size of the file: a sample table may claim billions of frames in a few kilobytes.
 * @throws MediaError for more frames than bytes; the signal's reason when it fires.
 */
export async function readPacketTimes(track: InputVideoTrack, fileBytes: number, signal: AbortSignal | undefined): Promise<PacketTimes> {
  const sink = new EncodedPacketSink(track);
  const options = { metadataOnly: true } as const;
  const times: number[] = [];
  let bytes = 0;
  let lastEndS = -Infinity;
  for (let packet = await sink.getFirstPacket(options); packet !== null; packet = await sink.getNextPacket(packet, options)) {
    times.push(packet.timestamp);
    if (times.length > fileBytes) throw new MediaError('not-a-video', 'The file is damaged: it lists more frames than it has bytes.');
    bytes += packet.byteLength;
    lastEndS = Math.max(lastEndS, packet.timestamp + packet.duration);
    if (times.length % CHECK_EVERY === 0) signal?.throwIfAborted();
  }
  // Packets come in the order of decoding.
  times.sort((a, b) => a - b);
  const shown = times.slice(hiddenCount(times, lastEndS));
  const first = shown[0] ?? 0;
  const last = shown.at(-1) ?? 0;
  // Some containers give the last frame no duration: it then gets the mean one.
  if (lastEndS <= last) lastEndS = shown.length > 1 ? last + (last - first) / (shown.length - 1) : last;
  return { timestampsS: shown, lastEndS, bytes };
}

/** An edit list moves what it cuts off below 0: such frames are decoded, as others build on them, but never shown. */
function hiddenCount(times: readonly number[], lastEndS: number): number {
  if (lastEndS <= 0) return 0;
  let hidden = 0;
  while ((times[hidden + 1] ?? lastEndS) <= 0) hidden += 1;
  return hidden;
}
