import protobuf from 'protobufjs';

/** The part of onnx.proto (ONNX 1.16, Apache-2.0) that small graphs of float tensors need, and a writer for it. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, readonly [id: number, type: string, repeated?: true]>>>> = {
  ModelProto: { irVersion: [1, 'int64'], producerName: [2, 'string'], graph: [7, 'GraphProto'], opsetImport: [8, 'OperatorSetIdProto', true] },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  GraphProto: { node: [1, 'NodeProto', true], name: [2, 'string'], initializer: [5, 'TensorProto', true], input: [11, 'ValueInfoProto', true], output: [12, 'ValueInfoProto', true] },
  NodeProto: { input: [1, 'string', true], output: [2, 'string', true], name: [3, 'string'], opType: [4, 'string'], attribute: [5, 'AttributeProto', true] },
  AttributeProto: { name: [1, 'string'], f: [2, 'float'], i: [3, 'int64'], ints: [8, 'int64', true], type: [20, 'int32'] },
  TensorProto: { dims: [1, 'int64', true], dataType: [2, 'int32'], name: [8, 'string'], rawData: [9, 'bytes'] },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  TypeProto: { tensorType: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elemType: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  TensorShapeProto: { dim: [1, 'DimensionProto', true] },
  DimensionProto: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
};

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;
const OPSET = 13;

/** One operator of a graph. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A constant of a graph. */
export interface OnnxConstant {
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** A named input or output; a side that is a name may have any length. */
export interface OnnxPort {
  readonly name: string;
  readonly kind: 'float' | 'int64';
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly constants: Readonly<Record<string, OnnxConstant>>;
  readonly nodes: readonly OnnxNode[];
}

function modelType(): protobuf.Type {
  const root = new protobuf.Root();
  for (const [name, fields] of Object.entries(FIELDS)) {
    const type = new protobuf.Type(name);
    for (const [field, [id, kind, repeated]] of Object.entries(fields)) {
      type.add(repeated === true ? new protobuf.Field(field, id, kind, 'repeated') : new protobuf.Field(field, id, kind));
    }
    root.add(type);
  }
  return root.lookupType('ModelProto');
}

function port({ name, kind, shape }: OnnxPort): object {
  const dim = shape.map((side) => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType: kind === 'float' ? FLOAT : INT64, shape: { dim } } } };
}

function attribute([name, value]: readonly [string, number | readonly number[]]): object {
  return typeof value === 'number' ? { name, i: value, type: ATTRIBUTE_INT } : { name, ints: [...value], type: ATTRIBUTE_INTS };
}

/** The bytes of an .onnx file. */
export function onnxFile({ name, inputs, outputs, constants, nodes }: OnnxGraph): Uint8Array {
  const type = modelType();
  const message = type.fromObject({
    irVersion: 8,
    producerName: 'fovea',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name,
      node: nodes.map(({ op, inputs: input, output, attributes = {} }) => ({ opType: op, name: output, input: [...input], output: [output], attribute: Object.entries(attributes).map(attribute) })),
      initializer: Object.entries(constants).map(([constant, { shape, values }]) => ({
        name: constant,
        dims: [...shape],
        dataType: values instanceof Float32Array ? FLOAT : INT64,
        rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      })),
      input: inputs.map(port),
      output: outputs.map(port),
    },
  });
  return type.encode(message).finish();
}
