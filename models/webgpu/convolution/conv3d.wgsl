// Conv3D with three taps in time and stride 1: a row for each pixel, a column of the implicit matrix for each of (tap down, tap across, tap in time, channel).
fn rows() -> u32 { return u32(uniforms.outShape.x * uniforms.outShape.y * uniforms.outShape.z); }

fn columns() -> u32 { return channels(); }

fn depthInFours() -> u32 { return u32(uniforms.filterShape.x * uniforms.filterShape.y * 3 * uniforms.xShape.w) / 4u; }

fn inputAt(row: u32, fours: u32) -> vec4<f32> {
  if (row >= rows() || fours >= depthInFours()) { return vec4<f32>(); }
  let deep = u32(uniforms.xShape.w) / 4u;
  let channel = fours % deep;
  let tap = i32(fours / deep);
  let place = tap / 3;
  let size = uniforms.outShape;
  let pixel = i32(row);
  let frame = pixel / (size.y * size.z);
  let y = (pixel / size.z) % size.y + place / uniforms.filterShape.y - (uniforms.filterShape.x - 1) / 2;
  let across = pixel % size.z + place % uniforms.filterShape.y - (uniforms.filterShape.y - 1) / 2;
  if (y < 0 || y >= size.y || across < 0 || across >= size.z) { return vec4<f32>(); }
  return x[u32((seenFrame(frame, tap % 3 - 1) * size.y + y) * size.z + across) * deep + channel];
}

fn resultAt(row: u32, column: u32) -> i32 { return i32(row * channels() + column); }
