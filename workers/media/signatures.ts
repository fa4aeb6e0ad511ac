/** What the first bytes of a file say: a picture that can be scored, or a video container that cannot be read. */
export interface Signature {
  readonly kind: 'still' | 'foreign';
  /** `png`, `jpeg`, `webp`, `avif`; for a foreign container its name for a sentence. */
  readonly name: string;
}

interface Pattern extends Signature {
  /** Characters, byte for byte, by their offset. */
  readonly at: Readonly<Record<number, string>>;
}

const PATTERNS: readonly Pattern[] = [
  { kind: 'still', name: 'png', at: { 0: '\x89PNG\r\n\x1a\n' } },
  { kind: 'still', name: 'jpeg', at: { 0: '\xff\xd8\xff' } },
  { kind: 'still', name: 'webp', at: { 0: 'RIFF', 8: 'WEBP' } },
  { kind: 'still', name: 'avif', at: { 4: 'ftypavif' } },
  { kind: 'foreign', name: 'HEIC', at: { 4: 'ftyphei' } },
  { kind: 'foreign', name: 'HEIC', at: { 4: 'ftypmif1' } },
  { kind: 'foreign', name: 'AVI', at: { 0: 'RIFF', 8: 'AVI ' } },
  { kind: 'foreign', name: 'FLV', at: { 0: 'FLV\x01' } },
  { kind: 'foreign', name: 'WMV', at: { 0: '\x30\x26\xb2\x75\x8e\x66\xcf\x11' } },
  { kind: 'foreign', name: 'MPEG program stream', at: { 0: '\x00\x00\x01\xba' } },
  { kind: 'foreign', name: 'Y4M', at: { 0: 'YUV4MPEG2 ' } },
  { kind: 'foreign', name: 'GIF', at: { 0: 'GIF8' } },
];

/** @returns null for everything else, most videos among it. */
export function signatureOf(head: Uint8Array): Signature | null {
  const text = String.fromCharCode(...head);
  return PATTERNS.find(({ at }) => Object.entries(at).every(([offset, bytes]) => text.startsWith(bytes, Number(offset)))) ?? null;
}
