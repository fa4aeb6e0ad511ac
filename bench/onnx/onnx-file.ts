import protobuf from 'protobufjs';

/** Writes ONNX model files: the part of onnx.proto3 (ONNX IR version 8) that inference graphs need. */

const SCHEMA = `
syntax = "proto3";
message ModelProto { int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
message NodeProto { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated AttributeProto attribute = 5; }
message AttributeProto { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message TypeProto { message Tensor { int32 elem_type = 1; TensorShapeProto shape = 2; } Tensor tensor_type = 1; }
message TensorShapeProto { message Dimension { int64 dim_value = 1; } repeated Dimension dim = 1; }
`;

const { root } = protobuf.parse(SCHEMA, { keepCase: true });
const Model = root.lookupType('ModelProto');

const OPSET = 17;
const IR_VERSION = 8;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** Builds one graph, node by node. Values are named by strings. */
export class OnnxGraph {
  readonly #nodes: object[] = [];
  readonly #initializers: object[] = [];
  readonly #inputs: object[] = [];
  readonly #outputs: object[] = [];
  #count = 0;

  constructor(private readonly name: string) {}

  input(name: string, shape: readonly number[]): string {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  /** Names a value as an output of the graph. */
  output(value: string, name: string, shape: readonly number[]): void {
    this.#nodes.push({ input: [value], output: [name], name: this.#fresh('output'), op_type: 'Identity' });
    this.#outputs.push(valueInfo(name, shape));
  }

  constant(values: Float32Array, shape: readonly number[]): string {
    return this.#initializer(FLOAT, new Uint8Array(values.buffer, values.byteOffset, values.byteLength), shape);
  }

  integers(values: readonly number[]): string {
    return this.#initializer(INT64, new Uint8Array(BigInt64Array.from(values, BigInt).buffer), [values.length]);
  }

  /** Adds a node with one output. @returns the output's name. */
  node(type: string, inputs: readonly string[], attributes: Readonly<Record<string, number | readonly number[]>> = {}): string {
    const name = this.#fresh(type);
    this.#nodes.push({
      input: [...inputs],
      output: [name],
      name,
      op_type: type,
      attribute: Object.entries(attributes).map(([key, value]) =>
        typeof value === 'number' ? { name: key, i: value, type: ATTRIBUTE_INT } : { name: key, ints: [...value], type: ATTRIBUTE_INTS }),
    });
    return name;
  }

  /** The bytes of the `.onnx` file. */
  encode(): Uint8Array {
    const graph = { name: this.name, node: this.#nodes, initializer: this.#initializers, input: this.#inputs, output: this.#outputs };
    const model = { ir_version: IR_VERSION, producer_name: 'fovea', graph, opset_import: [{ domain: '', version: OPSET }] };
    return Model.encode(Model.fromObject(model)).finish();
  }

  #initializer(dataType: number, bytes: Uint8Array, shape: readonly number[]): string {
    const name = this.#fresh('constant');
    this.#initializers.push({ dims: [...shape], data_type: dataType, name, raw_data: bytes });
    return name;
  }

  #fresh(kind: string): string {
    this.#count += 1;
    return `${kind}_${this.#count}`;
  }
}

function valueInfo(name: string, shape: readonly number[]): object {
  return { name, type: { tensor_type: { elem_type: FLOAT, shape: { dim: shape.map((dim_value) => ({ dim_value })) } } } };
}
