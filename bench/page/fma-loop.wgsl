// As many multiply-adds as a device can do: chains that do not wait for each other, and nothing read or written on the way.
struct Uniforms { NAN: f32, INFINITY: f32, seedsShape: i32, seedsStrides: i32, outShape: i32, outStrides: i32, loops: i32 }
@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> seeds: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: Uniforms;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let factor = four(element(seeds[0]));
  let start = element(seeds[1]) * element(f32(id.x % 16u));
  var a = four(start);
  var b = four(start + element(1));
  var c = four(start + element(2));
  var d = four(start + element(3));
  for (var i = 0; i < uniforms.loops; i++) {
    a = fma(a, factor, factor);
    b = fma(b, factor, factor);
    c = fma(c, factor, factor);
    d = fma(d, factor, factor);
    a = fma(a, factor, factor);
    b = fma(b, factor, factor);
    c = fma(c, factor, factor);
    d = fma(d, factor, factor);
  }
  let sum = a + b + c + d;
  result[id.x] = f32(sum.x + sum.y + sum.z + sum.w);
}
