// The second pass of triangle-filter.ts over all three planes, and what becomes of its samples.
struct Params {
  place: Place,
  outWidth: u32,
  outHeight: u32,
  weightBits: u32,
  spacing: u32,
  tableSize: u32,
  // Where the coded pixel (x, y) goes: origin + x * stepX + y * stepY.
  origin: i32,
  stepX: i32,
  stepY: i32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read> between: array<u32>;
@group(0) @binding(7) var<storage, read_write> planes: array<u32>;

fn filtered(x: u32, y: u32) -> vec3<i32> {
  let lumaAt = y * (arrayLength(&lumaTaps) / params.outHeight);
  let chromaAt = y * (arrayLength(&chromaTaps) / params.outHeight);
  var sums = vec3<i32>(1i << (params.weightBits - 1u));
  var next = u32(lumaTaps[lumaAt]) * params.outWidth + x;
  for (var k = 0u; k < u32(lumaTaps[lumaAt + 1u]); k++) {
    sums.x += i32(between[next]) * lumaTaps[lumaAt + 2u + k];
    next += params.outWidth;
  }
  next = u32(chromaTaps[chromaAt]) * params.outWidth + x;
  for (var k = 0u; k < u32(chromaTaps[chromaAt + 1u]); k++) {
    let weight = chromaTaps[chromaAt + 2u + k];
    sums.y += i32(between[params.spacing + next]) * weight;
    sums.z += i32(between[2u * params.spacing + next]) * weight;
    next += params.outWidth;
  }
  return sums >> vec3<u32>(params.weightBits);
}

@compute @workgroup_size(16, 16)
fn toView(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.outWidth || id.y >= params.outHeight) { return; }
  let at = params.origin + i32(id.x) * params.stepX + i32(id.y) * params.stepY;
  write(params.place, u32(at), rgbOf(filtered(id.x, id.y), params.tableSize));
}

// For pictures that are too small for the fragments: the planes themselves, larger.
@compute @workgroup_size(16, 16)
fn toPlanes(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.outWidth || id.y >= params.outHeight) { return; }
  let samples = filtered(id.x, id.y);
  let at = id.y * params.outWidth + id.x;
  let length = params.outWidth * params.outHeight;
  planes[at] = u32(samples.x);
  planes[length + at] = u32(samples.y);
  planes[2u * length + at] = u32(samples.z);
}
