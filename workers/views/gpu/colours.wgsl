// The tables of colour-conversion.ts, one after the other: y, redV, greenU, greenV, blueU, each of `size` entries.
@group(0) @binding(2) var<storage, read> tables: array<i32>;

// `size` 0: the samples are R, G and B already.
fn rgbOf(samples: vec3<i32>, size: u32) -> vec3<i32> {
  if (size == 0u) { return clamp(samples, vec3<i32>(0), vec3<i32>(255)); }
  let luma = tables[samples.x];
  let u = u32(samples.y);
  let v = u32(samples.z);
  let sums = vec3<i32>(luma + tables[size + v], luma + tables[2u * size + u] + tables[3u * size + v], luma + tables[4u * size + u]);
  return clamp(sums >> vec3<u32>(16u), vec3<i32>(0), vec3<i32>(255));
}
