// A 1x1 convolution: the matrix is the input itself, a row for each pixel.
fn rows() -> u32 { return u32(uniforms.outShape.x * uniforms.outShape.y * uniforms.outShape.z); }

fn columns() -> u32 { return channels(); }

fn depthInFours() -> u32 { return u32(uniforms.xShape.w) / 4u; }

fn inputAt(row: u32, fours: u32) -> vec4<f32> {
  let depth = depthInFours();
  if (row >= rows() || fours >= depth) { return vec4<f32>(); }
  return x[row * depth + fours];
}

fn resultAt(row: u32, column: u32) -> i32 { return i32(row * channels() + column); }
