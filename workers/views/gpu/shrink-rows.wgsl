// The first pass of triangle-filter.ts: every row of the three planes, rounded to whole samples.
struct Params {
  offsets: vec4<u32>,
  strides: vec4<u32>,
  steps: vec4<u32>,
  heights: vec4<u32>,
  outWidth: u32,
  sampleBytes: u32,
  weightBits: u32,
  // Samples between the planes of the output.
  spacing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(2) var<storage, read_write> between: array<u32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let plane = id.z;
  if (id.x >= params.outWidth || id.y >= params.heights[plane]) { return; }
  let chroma = plane > 0u;
  let record = select(arrayLength(&lumaTaps), arrayLength(&chromaTaps), chroma) / params.outWidth;
  let at = id.x * record;
  let start = u32(select(lumaTaps[at], chromaTaps[at], chroma));
  let count = u32(select(lumaTaps[at + 1u], chromaTaps[at + 1u], chroma));
  var next = params.offsets[plane] + id.y * params.strides[plane] + start * params.steps[plane];
  var sum = 1i << (params.weightBits - 1u);
  for (var k = 0u; k < count; k++) {
    var weight: i32;
    if (chroma) { weight = chromaTaps[at + 2u + k]; } else { weight = lumaTaps[at + 2u + k]; }
    sum += sampleAt(next, params.sampleBytes) * weight;
    next += params.steps[plane];
  }
  between[plane * params.spacing + id.y * params.outWidth + id.x] = u32(sum >> params.weightBits);
}
