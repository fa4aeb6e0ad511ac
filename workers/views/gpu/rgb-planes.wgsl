// A whole picture in RGB, one plane after the other: pictures that are scaled up are converted first.
struct Params {
  offsets: vec4<u32>,
  taken: Planes,
  width: u32,
  height: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<storage, read_write> planes: array<u32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.width || id.y >= params.height) { return; }
  let rgb = vec3<u32>(rgbOf(samplesAt(params.taken, params.offsets.xyz, id.x, id.y), params.taken.tableSize));
  let at = id.y * params.width + id.x;
  let length = params.width * params.height;
  planes[at] = rgb.x;
  planes[length + at] = rgb.y;
  planes[2u * length + at] = rgb.z;
}
