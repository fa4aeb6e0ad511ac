// models/ops/standstill.ts for the seven steps of a chunk.
struct Params { size: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<u32>;
@group(0) @binding(2) var<storage, read_write> standing: array<f32>;

const UNCHANGED = 0.25;

@compute @workgroup_size(1)
fn main() {
  var shares = vec2<f32>(0.0);
  var changes = vec2<f32>(0.0);
  for (var step = 0u; step < 7u; step++) {
    let change = f32(sums[step]) / params.size;
    // Pairs of neighbouring frames: steps 0, 2, 4 and 6; between them: 1, 3 and 5.
    shares[step % 2u] += exp(-change / UNCHANGED);
    changes[step % 2u] += change;
  }
  let counts = vec2<f32>(4.0, 3.0);
  let logs = log2(changes / counts + UNCHANGED);
  standing[0] = shares.x / 4.0;
  standing[1] = shares.y / 3.0;
  standing[2] = logs.x;
  standing[3] = logs.y;
}
