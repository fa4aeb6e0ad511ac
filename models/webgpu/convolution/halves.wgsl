// A filter in half precision, its columns filled up to fours with zeros.
struct Uniforms {
  NAN: f32,
  INFINITY: f32,
  filterShape: vec4<i32>,
  filterStrides: vec3<i32>,
  outShape: vec4<i32>,
  outStrides: vec3<i32>,
}
@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@group(0) @binding(1) var<storage, read> filterValues: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: Uniforms;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let size = uniforms.outShape;
  if (id.x >= u32(size.x * size.y * size.z * size.w)) { return; }
  let columns = u32(uniforms.filterShape.w);
  let row = id.x / u32(size.w);
  let column = 2u * (id.x % u32(size.w));
  var pair = vec2<f32>();
  if (column < columns) { pair.x = filterValues[row * columns + column]; }
  if (column + 1u < columns) { pair.y = filterValues[row * columns + column + 1u]; }
  result[id.x] = pack2x16float(pair);
}
