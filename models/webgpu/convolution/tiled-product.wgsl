// The implicit matrix times the filter, tile by tile: a workgroup brings what a tile needs into shared memory, and every thread computes 4 rows of 4 columns.
const THREADS_ACROSS = TILE_COLUMNS / 4u;
const THREADS_DOWN = TILE_ROWS / 4u;
const THREADS = THREADS_ACROSS * THREADS_DOWN;
const DEPTH_IN_FOURS = TILE_DEPTH / 4u;

var<workgroup> inputs: array<array<element4, DEPTH_IN_FOURS>, TILE_ROWS>;
var<workgroup> taps: array<array<element4, THREADS_ACROSS>, TILE_DEPTH>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let across = thread % THREADS_ACROSS;
  let down = thread / THREADS_ACROSS;
  let firstRow = group.y * TILE_ROWS;
  let firstFour = group.x * THREADS_ACROSS;
  let depth = depthInFours();
  var sums: array<vec4<f32>, 4>;
  for (var start = 0u; start < depth; start += DEPTH_IN_FOURS) {
    for (var i = thread; i < TILE_ROWS * DEPTH_IN_FOURS; i += THREADS) {
      let row = i / DEPTH_IN_FOURS;
      let fours = i % DEPTH_IN_FOURS;
      inputs[row][fours] = element4(inputAt(firstRow + row, start + fours));
    }
    for (var i = thread; i < TILE_DEPTH * THREADS_ACROSS; i += THREADS) {
      let row = i / THREADS_ACROSS;
      let four = i % THREADS_ACROSS;
      taps[row][four] = tapsAt(4u * start + row, firstFour + four);
    }
    workgroupBarrier();
    for (var k = 0u; k < DEPTH_IN_FOURS; k++) {
      let t0 = taps[4u * k][across];
      let t1 = taps[4u * k + 1u][across];
      let t2 = taps[4u * k + 2u][across];
      let t3 = taps[4u * k + 3u][across];
      for (var i = 0u; i < 4u; i++) {
        sums[i] = accumulated(sums[i], inputs[down + i * THREADS_DOWN][k], t0, t1, t2, t3);
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < 4u; i++) {
    write(firstRow + down + i * THREADS_DOWN, firstFour + across, sums[i]);
  }
}
