// Three planes of samples, of which the second and third may be halved.
struct Planes {
  strides: vec4<u32>,
  steps: vec4<u32>,
  shiftX: u32,
  shiftY: u32,
  sampleBytes: u32,
  tableSize: u32,
}

// The samples of a pixel, from where each plane starts.
fn samplesAt(planes: Planes, starts: vec3<u32>, x: u32, y: u32) -> vec3<i32> {
  let across = vec3<u32>(x, vec2<u32>(x >> planes.shiftX));
  let down = vec3<u32>(y, vec2<u32>(y >> planes.shiftY));
  let at = starts + down * planes.strides.xyz + across * planes.steps.xyz;
  return vec3<i32>(sampleAt(at.x, planes.sampleBytes), sampleAt(at.y, planes.sampleBytes), sampleAt(at.z, planes.sampleBytes));
}
