// What the browser shows of a frame, as bytes of RGBA.
struct Params { width: u32, height: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var frame: texture_external;
@group(0) @binding(2) var<storage, read_write> pixels: array<u32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.width || id.y >= params.height) { return; }
  pixels[id.y * params.width + id.x] = pack4x8unorm(textureLoad(frame, id.xy));
}
