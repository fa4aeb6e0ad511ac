// Sums of absolute differences between two lists of view values, in steps of 8-bit values: whole numbers, so that their order does not matter.
struct Params { size: u32, shift: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<f32>;
@group(0) @binding(2) var<storage, read> after: array<f32>;
@group(0) @binding(3) var<storage, read_write> sums: array<atomic<u32>>;

const VALUES = 16u;
var<workgroup> total: atomic<u32>;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let begin = group.y * params.size;
  var sum = 0u;
  for (var k = 0u; k < VALUES; k++) {
    let at = (group.x * VALUES + k) * 256u + local;
    if (at < params.size) { sum += u32(round(abs(after[begin + params.shift + at] - before[begin + at]) * 127.5)); }
  }
  atomicAdd(&total, sum);
  workgroupBarrier();
  if (local == 0u) { atomicAdd(&sums[group.y], atomicLoad(&total)); }
}
