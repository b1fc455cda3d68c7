// Writes an ONNX model (protobuf) in memory: just the messages that the encoder's graph needs.
// Plain JavaScript, as every file of this folder: the worker thread runs them unbundled.

const tensorTypes = { float: 1, int8: 3, int64: 7 };
const opset = 18;
const irVersion = 8;

/** Collects nodes and constants, then serialises them. Every method returns the name of what it made. */
export class OnnxGraph {
  #nodes = [];
  #constants = [];
  #count = 0;

  /** @param {Float32Array | Int8Array | BigInt64Array} data @param {number[]} dims @param {"float" | "int8" | "int64"} type */
  constant(data, dims, type = "float") {
    const name = this.#name("const");
    const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const shape = dims.map((dim) => varintField(1, dim));
    this.#constants.push(
      Buffer.concat([...shape, varintField(2, tensorTypes[type]), bytesField(8, name), bytesField(9, raw)]),
    );
    return name;
  }

  scalar(value) {
    return this.constant(Float32Array.of(value), [1]);
  }

  ints(...values) {
    return this.constant(BigInt64Array.from(values.map(BigInt)), [values.length], "int64");
  }

  /** One operator with one output. */
  op(type, inputs, attributes = {}) {
    return this.#add(type, inputs, [this.#name(type)], attributes)[0];
  }

  /** One operator with several outputs. */
  ops(type, inputs, outputCount, attributes = {}) {
    const outputs = Array.from({ length: outputCount }, () => this.#name(type));
    return this.#add(type, inputs, outputs, attributes);
  }

  /** Names the result of the whole graph. */
  output(type, inputs, name) {
    this.#add(type, inputs, [name], {});
  }

  /** @returns {Buffer} the serialised model; inputs and outputs are `[name, tensor type, dims]`. */
  serialise(inputs, outputs) {
    const graph = Buffer.concat([
      ...this.#nodes.map((node) => bytesField(1, node)),
      bytesField(2, "encoder"),
      ...this.#constants.map((constant) => bytesField(5, constant)),
      ...inputs.map((input) => bytesField(11, valueInfo(input))),
      ...outputs.map((output) => bytesField(12, valueInfo(output))),
    ]);
    return Buffer.concat([
      varintField(1, irVersion),
      bytesField(7, graph),
      bytesField(8, varintField(2, opset)),
    ]);
  }

  #name(base) {
    this.#count += 1;
    return `${base}_${this.#count}`;
  }

  #add(type, inputs, outputs, attributes) {
    this.#nodes.push(
      Buffer.concat([
        ...inputs.map((name) => bytesField(1, name)),
        ...outputs.map((name) => bytesField(2, name)),
        bytesField(3, this.#name("node")),
        bytesField(4, type),
        ...Object.entries(attributes).map(([key, value]) => bytesField(5, attribute(key, value))),
      ]),
    );
    return outputs;
  }
}

/** Numbers with a fraction become float attributes, whole ones int, arrays lists of int. */
function attribute(key, value) {
  if (Array.isArray(value)) {
    return Buffer.concat([
      bytesField(1, key),
      ...value.map((item) => varintField(8, item)),
      varintField(20, 7),
    ]);
  }
  if (Number.isInteger(value))
    return Buffer.concat([bytesField(1, key), varintField(3, value), varintField(20, 2)]);
  return Buffer.concat([bytesField(1, key), floatField(2, value), varintField(20, 1)]);
}

function valueInfo([name, type, dims]) {
  const shape = dims.map((dim) =>
    bytesField(1, typeof dim === "string" ? bytesField(2, dim) : varintField(1, dim)),
  );
  const tensor = Buffer.concat([varintField(1, tensorTypes[type]), bytesField(2, Buffer.concat(shape))]);
  return Buffer.concat([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}

function varint(value) {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest ? low | 128 : low);
  } while (rest);
  return Buffer.from(bytes);
}

const varintField = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);

function bytesField(field, value) {
  const body = typeof value === "string" ? Buffer.from(value) : value;
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
}

function floatField(field, value) {
  const body = Buffer.alloc(4);
  body.writeFloatLE(value);
  return Buffer.concat([varint((field << 3) | 5), body]);
}
