import protobuf from 'protobufjs';
import { expect, test } from 'vitest';
import { rearranged } from '../../../bench/onnx/layers.ts';
import { OnnxGraph } from '../../../bench/onnx/onnx-file.ts';

test('axes are exchanged', () => {
  expect([...rearranged(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], [1, 0])]).toEqual([1, 4, 2, 5, 3, 6]);
  // [height, width, in, out] → [out, in, height, width].
  expect([...rearranged(Float32Array.from({ length: 8 }, (_, i) => i), [2, 1, 2, 2], [3, 2, 0, 1])]).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
});

test('a graph is written field by field as onnx.proto3 numbers them', () => {
  const graph = new OnnxGraph('sum');
  graph.output(graph.node('Add', [graph.input('x', [2]), graph.constant(Float32Array.of(1, 2), [2])]), 'y', [2]);
  const { root } = protobuf.parse(`
    syntax = "proto3";
    message Model { int64 version = 1; Graph graph = 7; repeated Opset opset = 8; }
    message Opset { int64 version = 2; }
    message Graph { repeated Node node = 1; string name = 2; repeated Constant constant = 5; repeated Value input = 11; repeated Value output = 12; }
    message Node { repeated string input = 1; repeated string output = 2; string type = 4; }
    message Constant { repeated int64 dims = 1; int32 type = 2; string name = 8; bytes data = 9; }
    message Value { string name = 1; }`);
  const Model = root.lookupType('Model');
  expect(Model.toObject(Model.decode(graph.encode()), { longs: Number, bytes: Array })).toEqual({
    version: 8,
    opset: [{ version: 17 }],
    graph: {
      name: 'sum',
      node: [
        { input: ['x', 'constant_1'], output: ['Add_2'], type: 'Add' },
        { input: ['Add_2'], output: ['y'], type: 'Identity' },
      ],
      // 1 and 2 in single precision, little endian.
      constant: [{ dims: [2], type: 1, name: 'constant_1', data: [0, 0, 128, 63, 0, 0, 0, 64] }],
      input: [{ name: 'x' }],
      output: [{ name: 'y' }],
    },
  });
});
