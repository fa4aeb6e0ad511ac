// The 7x7 patches of 32x32 pixels, at native resolution.
struct Params {
  place: Place,
  planes: Planes,
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
  let samples = samplesAt(params.planes, vec3<u32>(starts[first], starts[first + 1u], starts[first + 2u]), x, y);
  let corner = i32(patchY * 32u * 672u + patchX * 96u);
  let at = corner + params.origin + i32(x) * params.stepX + i32(y) * params.stepY;
  write(params.place, u32(at), rgbOf(samples, params.planes.tableSize));
}
