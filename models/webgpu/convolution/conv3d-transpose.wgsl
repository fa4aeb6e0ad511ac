// DeConv3D with a 3x4x4 kernel and stride (1,2,2): a row for each 2x2 window of the input, of which there is one more than pixels each way, and four phases of
// the output side by side in the columns. Window j holds the output's rows 2j-1 and 2j.
fn windowSize() -> vec2<i32> { return uniforms.xShape.yz + 1; }

fn rows() -> u32 {
  let size = windowSize();
  return u32(uniforms.xShape.x * size.x * size.y);
}

fn columns() -> u32 { return 4u * channels(); }

fn depthInFours() -> u32 { return u32(3 * uniforms.xShape.w); }

fn inputAt(row: u32, fours: u32) -> vec4<f32> {
  if (row >= rows() || fours >= depthInFours()) { return vec4<f32>(); }
  let deep = u32(uniforms.xShape.w) / 4u;
  let channel = fours % deep;
  let tap = i32(fours / deep);
  let place = tap / 3;
  let windows = windowSize();
  let window = i32(row);
  let frame = window / (windows.x * windows.y);
  let y = (window / windows.y) % windows.x + place / 2 - 1;
  let across = window % windows.y + place % 2 - 1;
  let size = uniforms.xShape;
  if (y < 0 || y >= size.y || across < 0 || across >= size.z) { return vec4<f32>(); }
  return x[u32((seenFrame(frame, tap % 3 - 1) * size.y + y) * size.z + across) * deep + channel];
}

fn resultAt(row: u32, column: u32) -> i32 {
  let windows = windowSize();
  let window = i32(row);
  let frame = window / (windows.x * windows.y);
  let phase = i32(column / channels());
  let y = 2 * ((window / windows.y) % windows.x) - 1 + phase / 2;
  let across = 2 * (window % windows.y) - 1 + phase % 2;
  let size = uniforms.outShape;
  if (y < 0 || y >= size.y || across < 0 || across >= size.z) { return -1; }
  return ((frame * size.y + y) * size.z + across) * size.w + i32(column % channels());
}
