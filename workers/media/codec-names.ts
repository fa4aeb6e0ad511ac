/** How people call the codecs, by mediabunny's name or by the name inside the container. */
const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^avc/i, 'H.264'],
  [/^(hevc|dvh|dvhe)/i, 'HEVC'],
  [/^vvc/i, 'VVC'],
  [/^vp8/i, 'VP8'],
  [/^vp9/i, 'VP9'],
  [/^av1/i, 'AV1'],
  [/^(prores|ap[chx4][nsohx]?|V_PRORES)/i, 'ProRes'],
  [/^(mp4v|V_MPEG4\/ISO|V_MPEG4\/MS)/i, 'MPEG-4 Part 2'],
  [/^(mjp|jpeg|V_MJPEG)/i, 'Motion JPEG'],
  [/^(mp2v|m2v|mpeg2|V_MPEG2|hdv|xdv|mx)/i, 'MPEG-2'],
  [/^(mp1v|V_MPEG1)/i, 'MPEG-1'],
  [/^(V_THEORA|theora)/i, 'Theora'],
  [/^(V_FFV1|ffv1)/i, 'FFV1'],
  [/^(AVd[nh])/i, 'DNxHD'],
  [/^(dv)/i, 'DV'],
  [/^(vc-1|WVC1)/i, 'VC-1'],
];

/** Stream types of MPEG transport streams (ISO/IEC 13818-1, table 2-34) that hold video. */
const STREAM_TYPES: ReadonlyMap<number, string> = new Map([[1, 'MPEG-1'], [2, 'MPEG-2'], [16, 'MPEG-4 Part 2'], [51, 'VVC'], [234, 'VC-1']]);

/** The name of a codec for a sentence: `HEVC`, `MPEG-4 Part 2`; what the file itself says where it is not known. */
export function codecName(codec: string | number | null): string {
  if (codec === null) return 'unknown';
  if (typeof codec === 'number') return STREAM_TYPES.get(codec) ?? `stream type ${codec}`;
  return NAMES.find(([pattern]) => pattern.test(codec))?.[1] ?? codec.trim();
}
