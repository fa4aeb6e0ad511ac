import { EncodedPacketSink, VideoSampleSink, type InputVideoTrack, type VideoSample } from 'mediabunny';
import { DecoderStall, STALL_MS, withWatchdog } from './decoder-watchdog.ts';
import { HeldFrame } from './open-frames.ts';

/** Timestamps of packets and of their frames agree to less than this. Seconds. */
const SAME_S = 0.0005;

/** After a fault this many wanted frames are taken from the decoder before one is worked on: browsers have some ten to lend. */
const RESCUED = 8;

interface TimedFrame {
  readonly held: HeldFrame;
  readonly timestampS: number;
}

/** The decoder or the demuxer failed at some frame. */
export class FrameFault extends Error {
  override readonly name = 'FrameFault';
}

/**
 * Gives the wanted frames of a track in order of time, decoding each stretch once, and holds one frame at a time.
 *
 * mediabunny's sink is used, not a bare `VideoDecoder`, for the many browser bugs that it works around (frames lost or
 * out of order in Chromium's H.264 and Safari, broken HEVC key frames). On a fault it throws away what it has decoded
 * ahead, so how far a damaged file got would be a matter of speed; then the stretch is decoded once more and its wanted
 * frames are taken as they come, so that the same file gives the same chunks every time.
 *
 * A decoder that fails or stops answering is first replaced by one in software: hardware decoders are taken back by the browser when a tab is hidden
 * for long, lose their state with the GPU process, and hang on streams that others decode.
 */
export class FrameReader {
  readonly #track: InputVideoTrack;
  readonly #timestampsS: readonly number[];
  /** Ascending. */
  readonly #wanted: readonly number[];
  readonly #signal: AbortSignal;
  #samples: AsyncGenerator<VideoSample, void, unknown> | null = null;
  #held: HeldFrame | null = null;
  #heldS = -Infinity;
  #rescued: TimedFrame[] = [];
  /** Once set, the decoder is known to fail somewhere ahead. */
  #fault: unknown = null;
  #software = false;
  #stallMs = STALL_MS;
  /** How many waits for a frame a test wants to be in vain. */
  #silences = 0;

  constructor(track: InputVideoTrack, timestampsS: readonly number[], wanted: readonly number[], signal: AbortSignal) {
    this.#track = track;
    this.#timestampsS = timestampsS;
    this.#wanted = wanted;
    this.#signal = signal;
    signal.addEventListener('abort', this.#stop);
  }

  /**
   * The frame that is on screen from the given timestamp on; the next one where the decoder left it out. It stays open
   * until {@link release} or the next call.
   * @param index into the timestamps; never lower than before.
   * @param jump start decoding at the nearest key frame instead of going through what lies between.
   * @returns null when the track ends before it.
   * @throws FrameFault when the decoder fails before it; the signal's reason.
   */
  async frameAt(index: number, jump: boolean): Promise<VideoFrame | null> {
    const timestampS = this.#timestampsS[index];
    if (timestampS === undefined) throw new RangeError('There is no such frame.');
    if (this.#held !== null && this.#heldS >= timestampS - SAME_S) return this.#held.frame;
    this.release();
    if (jump && this.#fault === null && (await this.#keyFrameLiesBetween(timestampS))) await this.#restart(timestampS);
    const found = this.#fault === null ? await this.#decode(timestampS) : await this.#takeRescued(timestampS);
    if (found === null) return null;
    this.#held = found.held;
    this.#heldS = found.timestampS;
    return found.held.frame;
  }

  /** Decodes a frame once more that {@link frameAt} gave before. */
  async frameAgain(index: number): Promise<VideoFrame | null> {
    this.release();
    this.#heldS = -Infinity;
    await this.#restart(this.#timestampsS[index] ?? 0);
    return this.frameAt(index, false);
  }

  /** Whether the decoder was replaced by one in software, and that one went on without a fault. */
  get inSoftware(): boolean {
    return this.#software && this.#fault === null;
  }

  /** Has the decoder fall silent, for tests: the watchdog then wakes after a second. */
  stall(times = 1): void {
    this.#silences = times;
    this.#stallMs = 1000;
  }

  /** Closes the frame that {@link frameAt} gave last. */
  release(): void {
    this.#held?.close();
    this.#held = null;
  }

  /** Frees decoder and frames. */
  close(): void {
    this.#signal.removeEventListener('abort', this.#stop);
    this.#stop();
    this.release();
    for (const { held } of this.#rescued.splice(0)) held.close();
  }

  /** A sink that waits for a frame is woken by its `return()`. */
  readonly #stop = (): void => {
    void this.#samples?.return();
    this.#samples = null;
  };

  async #decode(timestampS: number): Promise<TimedFrame | null> {
    for (;;) {
      this.#samples ??= this.#open(timestampS);
      try {
        for (;;) {
          const sample = await this.#pull(this.#samples);
          if (sample === null) return null;
          if (sample.timestamp >= timestampS - SAME_S) return timedFrame(sample);
          sample.close();
        }
      } catch (error) {
        this.#signal.throwIfAborted();
        this.#stop();
        if (!this.#software && (await this.#softwareServes())) {
          this.#software = true;
          continue;
        }
        this.#fault = error;
        // Decoding the stretch once more would only mean waiting once more.
        if (error instanceof DecoderStall) throw new FrameFault('The decoder stalled.', { cause: error });
        return this.#takeRescued(timestampS);
      }
    }
  }

  /** HEVC is often there in hardware alone. */
  async #softwareServes(): Promise<boolean> {
    const config = await this.#track.getDecoderConfig();
    if (config === null) return false;
    const { supported } = await VideoDecoder.isConfigSupported({ ...config, hardwareAcceleration: 'prefer-software' });
    return supported === true;
  }

  #open(timestampS: number): AsyncGenerator<VideoSample, void, unknown> {
    return new VideoSampleSink(this.#track, this.#software ? { hardwareAcceleration: 'prefer-software' } : {}).samples(timestampS);
  }

  async #takeRescued(timestampS: number): Promise<TimedFrame> {
    if (this.#rescued.length === 0) await this.#rescue(timestampS);
    const rescued = this.#rescued.shift();
    if (rescued === undefined) throw new FrameFault('The decoder failed.', { cause: this.#fault });
    return rescued;
  }

  /** Takes wanted frames as soon as the decoder has them, before its fault can sweep them away. */
  async #rescue(fromS: number): Promise<void> {
    await this.#restart(fromS);
    const samples = this.#samples;
    if (samples === null) return;
    const wantedS = this.#wanted.map((index) => this.#timestampsS[index] ?? Infinity);
    let next = wantedS.findIndex((timeS) => timeS >= fromS - SAME_S);
    try {
      while (next >= 0 && next < wantedS.length && this.#rescued.length < RESCUED) {
        const sample = await this.#pull(samples);
        if (sample === null) break;
        if (sample.timestamp < (wantedS[next] ?? Infinity) - SAME_S) {
          sample.close();
          continue;
        }
        const { timestamp } = sample;
        this.#rescued.push(timedFrame(sample));
        while ((wantedS[next] ?? Infinity) <= timestamp + SAME_S) next += 1;
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#fault = error;
    } finally {
      this.#stop();
    }
  }

  async #pull(samples: AsyncGenerator<VideoSample, void, unknown>): Promise<VideoSample | null> {
    const next = this.#silences > 0 ? new Promise<IteratorResult<VideoSample, void>>(() => undefined) : samples.next();
    if (this.#silences > 0) this.#silences -= 1;
    let late = false;
    // A frame that comes after all belongs to nobody.
    void next.then(({ value }) => { if (late) value?.close(); }, () => undefined);
    const { value, done } = await withWatchdog(next, this.#stallMs).catch((error: unknown) => {
      late = true;
      throw error;
    });
    if (this.#signal.aborted) {
      if (done !== true) value.close();
      this.#signal.throwIfAborted();
    }
    return done === true ? null : value;
  }

  async #restart(timestampS: number): Promise<void> {
    await this.#samples?.return();
    this.#signal.throwIfAborted();
    this.#samples = this.#open(timestampS);
  }

  async #keyFrameLiesBetween(timestampS: number): Promise<boolean> {
    const key = await new EncodedPacketSink(this.#track).getKeyPacket(timestampS, { metadataOnly: true });
    return key !== null && key.timestamp > this.#heldS + SAME_S;
  }
}

/** The browser's own frame, as mediabunny's wrapper would check the options of each of 49 copies; its time is mediabunny's, which is mended. */
function timedFrame(sample: VideoSample): TimedFrame {
  try {
    return { held: new HeldFrame(sample.toVideoFrame()), timestampS: sample.timestamp };
  } finally {
    sample.close();
  }
}
