/** Of a number or a flag, and of what a record or a list takes beside what is in it. */
const SMALL = 8;

/** About how many bytes a value takes in IndexedDB: those of its arrays of numbers to the byte, which are nearly all of it. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (value === null || typeof value !== 'object') return SMALL;
  return Object.entries(value).reduce((sum, [name, each]) => sum + name.length + bytesOf(each), SMALL);
}
