fn channels() -> u32 { return u32(uniforms.outShape.w); }

// The frame before, the same or the one after; the edge frames of every chunk are repeated.
fn seenFrame(frame: i32, offset: i32) -> i32 {
  let first = frame - frame % uniforms.steps;
  return clamp(frame + offset, first, first + uniforms.steps - 1);
}

// A sum becomes a value: bias, what is added, activation.
fn put(row: u32, column: u32, sum: cell) {
  if (row >= rows() || column >= columns()) { return; }
  let at = resultAt(row, column);
  if (at < 0) { return; }
  let place = u32(at) / CELL;
  result[place] = clamp(sum + biasAt((column % channels()) / CELL) + addendAt(place), cell(uniforms.low), cell(uniforms.high));
}
