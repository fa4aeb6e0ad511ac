// For each output sample where it begins, how many samples it takes, and their weights.
@group(0) @binding(5) var<storage, read> lumaTaps: array<i32>;
@group(0) @binding(6) var<storage, read> chromaTaps: array<i32>;
