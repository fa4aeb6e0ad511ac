import {
  ADTS, BlobSource, EncodedPacketSink, FLAC, Input, MATROSKA, MP3, MP4, MPEG_TS, OGG, QTFF, UnsupportedInputFormatError, WAVE, WEBM,
  type InputFormat, type InputVideoTrack,
} from 'mediabunny';
import { planChunks, type PlannedChunk } from '../chunk-plan.ts';
import { faultDue } from '../fault-injection.ts';
import { MediaError, type ChunkFrame, type ChunkTimes, type ChunkViews, type OpenMedia, type Showing } from '../media.ts';
import type { MediaInfo } from '../scoring-types.ts';
import { isHdrTransfer } from '../views/frame-planes.ts';
import { FrameViews } from '../views/frame-views.ts';
import { isReadError, unreadable } from './check-file.ts';
import { ChunkAssembly, runsOf, type Run } from './chunk-assembly.ts';
import { clockShare, clockTime } from './clock-time.ts';
import { codecName } from './codec-names.ts';
import { DecoderStall } from './decoder-watchdog.ts';
import { FrameFault, FrameReader } from './frame-reader.ts';
import { readPacketTimes, type PacketTimes } from './packet-times.ts';

/** The containers by the short names of {@link MediaInfo}. Playlists (HLS) are left out: reading one would use the network. */
const VIDEO_CONTAINERS: readonly (readonly [InputFormat, string])[] = [[MP4, 'mp4'], [QTFF, 'mov'], [WEBM, 'webm'], [MATROSKA, 'mkv'], [MPEG_TS, 'ts']];

/** Known only to say that a file holds sound alone. */
const SOUND_CONTAINERS: readonly InputFormat[] = [OGG, WAVE, FLAC, MP3, ADTS];

/** A header may round a duration up, and sound may start late: only a larger gap at the end means a cut. Seconds. */
const HEADER_SLACK_S = 0.5;

/** A header that promises more than a month is damaged, not cut off. Seconds. */
const LONGEST_S = 30 * 24 * 3600;

/** A file may claim to show a few frames over hours: at most this many chunks, or two a frame, are scored of it. */
const MOST_CHUNKS_OF_FEW_FRAMES = 60;

export interface VideoOptions {
  readonly chunkSeconds: number;
  readonly coverage: 'all' | number;
  /** Whether CLIP's view of each chunk is wanted. */
  readonly picture?: boolean;
}

/**
 * Opens a video file with mediabunny and plans its chunks.
 * @throws MediaError, or the signal's reason.
 */
export async function openVideoFile(file: File, options: VideoOptions, signal?: AbortSignal): Promise<OpenMedia> {
  const input = new Input({ source: new BlobSource(file), formats: [...VIDEO_CONTAINERS.map(([format]) => format), ...SOUND_CONTAINERS] });
  try {
    const track = await videoTrack(input);
    await requireDecoder(track);
    const packets = await readPacketTimes(track, file.size, signal);
    if (packets.timestampsS.length === 0) throw await noFrames(input);
    const info = await describeTrack(input, track, packets);
    const notes = info.hdr ? ['HDR video, tone-mapped to SDR as the browser shows it.'] : [];
    const most = Math.max(MOST_CHUNKS_OF_FEW_FRAMES, 2 * info.frameCount);
    const endless = options.coverage === 'all' && info.durationS / options.chunkSeconds > most + 1;
    if (endless) notes.push(`The file shows ${info.frameCount} frames over ${clockTime(info.durationS)}: ${most} chunks spread evenly were scored.`);
    const plan = planChunks({ ...packets, ...options, ...(endless ? { coverage: most } : {}) });
    const colour = await track.getColorSpace();
    const late: string[] = [];
    const video: OpenVideo = {
      late, input, track, packets, plan, info,
      missingEndS: await missingEnd(input, packets),
      showing: {
        orientation: { rotation: info.rotation, flip: await track.getFlip() },
        declared: { matrix: colour.matrix ?? null, fullRange: colour.fullRange ?? null },
        aspect: info.rotation % 180 === 0 ? info.width / info.height : info.height / info.width,
        picture: options.picture ?? false,
      },
    };
    return {
      info,
      chunkCount: plan.length,
      notes,
      views: (viewsSignal, from = 0) => chunkViews(video, viewsSignal, from),
      frames: { ...video.showing, read: (readSignal, from = 0) => chunkFrames(video, readSignal, from) },
      late: () => Promise.resolve(late),
      close: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    signal?.throwIfAborted();
    if (error instanceof MediaError) throw error;
    if (isReadError(error)) throw unreadable(error);
    throw new MediaError('not-a-video', 'The file is damaged: its structure cannot be read.', { cause: error });
  }
}

/** What reading needs of an opened file. */
interface OpenVideo {
  readonly input: Input;
  readonly track: InputVideoTrack;
  readonly packets: PacketTimes;
  readonly plan: readonly PlannedChunk[];
  readonly info: MediaInfo;
  /** Notes that come up while frames are read. */
  readonly late: string[];
  /** Where the file should end by its header, in seconds from its first frame, if it ends well before; else null. */
  readonly missingEndS: number | null;
  readonly showing: Showing;
}

async function videoTrack(input: Input): Promise<InputVideoTrack> {
  let tracks;
  try {
    tracks = await input.getTracks();
  } catch (error) {
    if (!(error instanceof UnsupportedInputFormatError)) throw error;
    throw new MediaError('not-a-video', 'This is not a video: the file has no known video or picture format.', { cause: error });
  }
  const track = await input.getPrimaryVideoTrack();
  if (track !== null) return track;
  if (tracks.some((other) => other.isAudioTrack())) throw new MediaError('audio-only', 'The file holds sound but no picture.');
  const format = await input.getFormat();
  if (format === MP4 || format === QTFF) {
    // The index of an MP4 or MOV file may lie at its end, where a broken download or recording loses it.
    throw new MediaError('cut-off', 'The file is cut off: its index, which belongs at the end, is missing.');
  }
  throw new MediaError('no-frames', 'The file holds no video track.');
}

async function requireDecoder(track: InputVideoTrack): Promise<void> {
  if (typeof VideoDecoder === 'undefined') {
    throw new MediaError('codec', 'This browser cannot decode video files: it lacks WebCodecs.');
  }
  if (await track.canDecode()) return;
  const inside = await track.getInternalCodecId();
  const codec = codecName((await track.getCodec()) ?? (inside instanceof Uint8Array ? null : inside));
  throw new MediaError('codec', `This browser cannot decode ${codec} video.`);
}

/** A WebM file that is cut off in its first cluster has a header but not one readable frame. */
async function noFrames(input: Input): Promise<MediaError> {
  const headerEndS = await input.getDurationFromMetadata();
  return headerEndS !== null && headerEndS > 0 && headerEndS <= LONGEST_S ? cutOff(0, headerEndS) : new MediaError('no-frames', 'The video track has no frames.');
}

async function describeTrack(input: Input, track: InputVideoTrack, { timestampsS, lastEndS, bytes }: PacketTimes): Promise<MediaInfo> {
  const format = await input.getFormat();
  const first = timestampsS[0] ?? 0;
  const last = timestampsS.at(-1) ?? first;
  const durationS = lastEndS - first;
  const { transfer } = await track.getColorSpace();
  const frameCount = timestampsS.length;
  const fps = last > first ? (frameCount - 1) / (last - first) : durationS > 0 ? 1 / durationS : 0;
  return {
    durationS,
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    rotation: await track.getRotation(),
    fps,
    codec: (await track.getCodec()) ?? 'unknown',
    container: VIDEO_CONTAINERS.find(([known]) => known === format)?.[1] ?? format.name.toLowerCase(),
    hdr: isHdrTransfer(transfer),
    still: false,
    frameCount,
    kbps: durationS > 0 ? (bytes * 8) / durationS / 1000 : 0,
    firstTimestampS: first,
  };
}

/**
 * Matroska and WebM files are read on until no more comes; that they were cut shows only in the duration of the header.
 * An MP4 file lists its frames, so a cut shows in frames without data, and some have headers that are wrong by seconds.
 */
async function missingEnd(input: Input, { timestampsS, lastEndS }: PacketTimes): Promise<number | null> {
  const format = await input.getFormat();
  if (format !== MATROSKA && format !== WEBM) return null;
  const headerEndS = await input.getDurationFromMetadata();
  if (headerEndS === null || headerEndS <= lastEndS + HEADER_SLACK_S || headerEndS > LONGEST_S) return null;
  // The header counts all tracks: sound may simply go on after the picture.
  const endS = await input.computeDuration();
  return headerEndS > endS + HEADER_SLACK_S ? headerEndS - (timestampsS[0] ?? 0) : null;
}

/** A frame while its reader holds it. */
interface ReadFrame {
  readonly chunk: ChunkTimes;
  readonly run: Run;
  readonly endsChunk: boolean;
  readonly frame: VideoFrame;
  /** Frees the frame, unless it is wanted again. */
  readonly release: () => void;
}

async function* readFrames(video: OpenVideo, signal: AbortSignal, from: number): AsyncGenerator<ReadFrame, void, undefined> {
  const { packets, info } = video;
  const plan = video.plan.slice(from);
  signal.throwIfAborted();
  const reader = new FrameReader(video.track, packets.timestampsS, plan.flatMap(({ frames }) => frames), signal);
  const timeS = (frame: number) => (packets.timestampsS[frame] ?? 0) - info.firstTimestampS;
  let scoredToS = video.plan[from - 1]?.endS ?? 0;
  let previous = -1;
  try {
    for (const [position, { index, startS, endS, frames }] of plan.entries()) {
      if (faultDue('decoder-stall', index)) reader.stall();
      const chunk: ChunkTimes = { index, startS, endS, frameTimesS: frames.map(timeS), still: info.frameCount === 1 };
      const runs = runsOf(frames);
      for (const [i, run] of runs.entries()) {
        const frame =
          (await reader.frameAt(run.frame, i === 0 && index !== previous + 1)) ??
          (await lastFrame(video, reader, runs[i - 1]?.frame, scoredToS));
        const next = runs[i + 1]?.frame ?? plan[position + 1]?.frames[0];
        const release = (): void => {
          if (next !== run.frame) reader.release();
        };
        yield { chunk, run, frame, release, endsChunk: i === runs.length - 1 };
        release();
      }
      scoredToS = endS;
      previous = index;
    }
    if (video.missingEndS !== null) throw cutOff(scoredToS, video.missingEndS);
  } catch (error) {
    signal.throwIfAborted();
    throw asMediaError(error, scoredToS);
  } finally {
    if (reader.inSoftware) video.late.push('The decoder failed or stopped answering; the video was decoded in software from there on.');
    reader.close();
  }
}

async function* chunkViews(video: OpenVideo, signal: AbortSignal, from: number): AsyncGenerator<ChunkViews, void, undefined> {
  const { orientation, declared, aspect, picture } = video.showing;
  const views = new FrameViews(orientation, declared, aspect);
  let scoredToS = video.plan[from - 1]?.endS ?? 0;
  let assembly: ChunkAssembly | null = null;
  try {
    for await (const { chunk, run, frame, release, endsChunk } of readFrames(video, signal, from)) {
      assembly ??= new ChunkAssembly(chunk, picture);
      await views.ofFrame(frame, chunk.index, assembly.wanted(run));
      assembly.repeat(run);
      release();
      if (!endsChunk) continue;
      signal.throwIfAborted();
      yield assembly.finish();
      assembly = null;
      scoredToS = chunk.endS;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw asMediaError(error, scoredToS);
  }
}

async function* chunkFrames(video: OpenVideo, signal: AbortSignal, from: number): AsyncGenerator<ChunkFrame, void, undefined> {
  for await (const { chunk, run, frame, release, endsChunk } of readFrames(video, signal, from)) {
    signal.throwIfAborted();
    // A second handle on the same memory: the reader may have to show the frame once more.
    const given = frame.clone();
    release();
    yield { chunk, frame: given, firstSlot: run.firstSlot, slots: run.slots, endsChunk };
  }
}

/**
 * What to show where the track gives no more frames: some decoders leave out the last frame or two of a file, and
 * players then keep the one before on screen.
 * @param before the frame that came last, if it belongs to the same chunk.
 * @throws MediaError when the data end, too, or a whole chunk is missing.
 */
async function lastFrame({ track, packets, info, missingEndS }: OpenVideo, reader: FrameReader, before: number | undefined, scoredToS: number): Promise<VideoFrame> {
  const lastPacket = await new EncodedPacketSink(track).getPacket(packets.timestampsS.at(-1) ?? 0);
  if (lastPacket === null) throw cutOff(scoredToS, missingEndS ?? info.durationS);
  const frame = before === undefined ? null : await reader.frameAgain(before);
  if (frame === null) throw damaged(scoredToS, undefined);
  return frame;
}

function cutOff(scoredToS: number, endS: number): MediaError {
  return new MediaError('cut-off', `The file ends early: scored up to ${clockShare(scoredToS, endS)}.`);
}

function damaged(scoredToS: number, cause: unknown): MediaError {
  const sentence =
    scoredToS > 0
      ? `The video is damaged: from ${clockTime(scoredToS)} on the browser cannot decode it.`
      : 'The browser cannot decode this video: it is damaged or of a kind that the browser does not know.';
  return new MediaError('decode', sentence, { cause });
}

function stalled(scoredToS: number): MediaError {
  return new MediaError('stalled', `The browser’s decoder stops answering ${scoredToS > 0 ? `from ${clockTime(scoredToS)} on` : 'on this video'}, in software too.`);
}

function asMediaError(error: unknown, scoredToS: number): unknown {
  const cause = error instanceof FrameFault ? error.cause : error;
  if (cause instanceof DecoderStall) return stalled(scoredToS);
  if (cause instanceof MediaError) return cause;
  if (isReadError(cause)) return unreadable(cause);
  if (cause instanceof RangeError) return new MediaError('size', 'The video is too large for this browser to hold a frame of it.', { cause });
  return error instanceof FrameFault || cause instanceof DOMException ? damaged(scoredToS, cause) : error;
}
