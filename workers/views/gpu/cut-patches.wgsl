// The 7x7 patches of 32x32 pixels, at native resolution.
struct Params {
  place: Place,
  strides: vec4<u32>,
  steps: vec4<u32>,
  shiftX: u32,
  shiftY: u32,
  sampleBytes: u32,
  tableSize: u32,
  origin: i32,
  stepX: i32,
  stepY: i32,
}
@group(0) @binding(0) var<uniform> params: Params;
// Of every patch the first sample in each of the planes.
@group(0) @binding(4) var<storage, read> starts: array<u32>;

@compute @workgroup_size(32, 8)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let patchX = id.x / 32u;
  let patchY = id.y / 32u;
  let x = id.x % 32u;
  let y = id.y % 32u;
  let first = 3u * (patchY * 7u + patchX);
  let chroma = (y >> params.shiftY);
  let across = (x >> params.shiftX);
  let samples = vec3<i32>(
    sampleAt(starts[first] + y * params.strides.x + x * params.steps.x, params.sampleBytes),
    sampleAt(starts[first + 1u] + chroma * params.strides.y + across * params.steps.y, params.sampleBytes),
    sampleAt(starts[first + 2u] + chroma * params.strides.z + across * params.steps.z, params.sampleBytes),
  );
  let corner = i32(patchY * 32u * 672u + patchX * 96u);
  let at = corner + params.origin + i32(x) * params.stepX + i32(y) * params.stepY;
  write(params.place, u32(at), rgbOf(samples, params.tableSize));
}
