// Samples of 1, 2 or 4 bytes, as they lie in a frame's memory.
@group(0) @binding(1) var<storage, read> source: array<u32>;

fn sampleAt(at: u32, bytes: u32) -> i32 {
  if (bytes == 1u) { return i32((source[at >> 2u] >> ((at & 3u) * 8u)) & 0xffu); }
  if (bytes == 2u) { return i32((source[at >> 1u] >> ((at & 1u) * 16u)) & 0xffffu); }
  return i32(source[at]);
}
