// The implicit matrix times the filter without shared memory: LANES neighbouring lanes of a subgroup compute 4 rows of 4·LANES columns, each lane reads a part of the
// rows' inputs, and the others take them out of its registers.
const THREADS = 64u;
const TEAMS = THREADS / LANES;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32, @builtin(subgroup_invocation_id) lane: u32) {
  let member = lane % LANES;
  let firstRow = (group.y * TEAMS + thread / LANES) * 4u;
  let four = group.x * LANES + member;
  let depth = depthInFours();
  var sums: array<vec4<f32>, 4>;
  for (var start = 0u; start < depth; start += LANES) {
    var own: array<element4, 4>;
    for (var i = 0u; i < 4u; i++) { own[i] = element4(inputAt(firstRow + i, start + member)); }
    for (var giver = 0u; giver < LANES; giver++) {
      let row = 4u * (start + giver);
      let t0 = tapsAt(row, four);
      let t1 = tapsAt(row + 1u, four);
      let t2 = tapsAt(row + 2u, four);
      let t3 = tapsAt(row + 3u, four);
      for (var i = 0u; i < 4u; i++) {
        sums[i] = accumulated(sums[i], subgroupShuffle(own[i], lane - member + giver), t0, t1, t2, t3);
      }
    }
  }
  for (var i = 0u; i < 4u; i++) { write(firstRow + i, four, sums[i]); }
}
