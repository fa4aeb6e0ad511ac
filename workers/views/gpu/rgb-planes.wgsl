// A whole picture in RGB, one plane after the other: pictures that are scaled up are converted first.
struct Params {
  offsets: vec4<u32>,
  strides: vec4<u32>,
  steps: vec4<u32>,
  width: u32,
  height: u32,
  shiftX: u32,
  shiftY: u32,
  sampleBytes: u32,
  tableSize: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<storage, read_write> planes: array<u32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.width || id.y >= params.height) { return; }
  let chroma = (id.y >> params.shiftY);
  let across = (id.x >> params.shiftX);
  let rgb = vec3<u32>(rgbOf(vec3<i32>(
    sampleAt(params.offsets.x + id.y * params.strides.x + id.x * params.steps.x, params.sampleBytes),
    sampleAt(params.offsets.y + chroma * params.strides.y + across * params.steps.y, params.sampleBytes),
    sampleAt(params.offsets.z + chroma * params.strides.z + across * params.steps.z, params.sampleBytes),
  ), params.tableSize));
  let at = id.y * params.width + id.x;
  let length = params.width * params.height;
  planes[at] = rgb.x;
  planes[length + at] = rgb.y;
  planes[2u * length + at] = rgb.z;
}
