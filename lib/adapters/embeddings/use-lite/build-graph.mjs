import { OnnxGraph } from "./onnx-writer.mjs";

const vocabularySize = 8002;
const wordSize = 256;
const size = 512;
const feedForwardSize = 1536;
const heads = 4;

/** Tokens that the encoder sees at once: the length of its table of positions. */
export const windowTokens = 128;

const scope = "module_apply_default/Encoder_en/KonaTransformer/Encode/";
const kernelScope = "module/Encoder_en/KonaTransformer/Encode/";
const concat = "/ConcatPartitions/concat";

/**
 * Universal Sentence Encoder (lite) as an ONNX model: two transformer layers, mean pooling, one tanh layer, unit length.
 * `input_ids`, `attention_mask`: int64 [batch, tokens] → `sentence_embedding`: float [batch, 512].
 * Matrices are int8 in a 7-bit range: with 8 bits the multiplication saturates on CPUs without VNNI and quality drops.
 * @param {Record<string, Float32Array>} weights
 * @returns {Buffer}
 */
export function buildGraph(weights) {
  const graph = new OnnxGraph();
  const layers = layerOperators(graph, weights);
  const mask = graph.op("Cast", ["attention_mask"], { to: 1 });
  const columnMask = graph.op("Unsqueeze", [mask, graph.ints(2)]);
  const blocked = graph.op("Mul", [graph.op("Sub", [graph.scalar(1), mask]), graph.scalar(-1e9)]);
  const attentionMask = graph.op("Unsqueeze", [blocked, graph.ints(1, 2)]);
  const [first, second] = [layerNames(0), layerNames(1)];

  const input = graph.op("Mul", [embedTokens(graph, weights), columnMask]);
  const attended = layers.attention(
    layers.norm(input, first.attentionNorm, wordSize),
    first,
    wordSize,
    attentionMask,
  );
  const widened = layers.dense(input, first.widenWeights, first.widenBias, wordSize, size);
  let hidden = layers.feedForward(graph.op("Add", [attended, widened]), first);
  const again = layers.attention(
    layers.norm(hidden, second.attentionNorm, size),
    second,
    size,
    attentionMask,
  );
  hidden = layers.feedForward(graph.op("Add", [again, hidden]), second);

  const sum = graph.op("ReduceSum", [graph.op("Mul", [hidden, columnMask]), graph.ints(1)], { keepdims: 0 });
  const mean = graph.op("Div", [sum, graph.op("ReduceSum", [mask, graph.ints(1)], { keepdims: 1 })]);
  const top = "module/Encoder_en/hidden_layers/tanh_layer_0/";
  const sentence = graph.op("Tanh", [layers.dense(mean, `${top}weights`, `${top}bias`, size, size)]);
  const length = graph.op("ReduceL2", [sentence, graph.ints(1)], { keepdims: 1 });
  graph.output("Div", [sentence, length], "sentence_embedding");
  return graph.serialise(
    [
      ["input_ids", "int64", ["B", "L"]],
      ["attention_mask", "int64", ["B", "L"]],
    ],
    [["sentence_embedding", "float", ["B", size]]],
  );
}

/** The tensors of one transformer layer, by what they do. */
function layerNames(index) {
  const layer = `${scope}Layer_${index}/TransformerLayer/`;
  const kernels = `${kernelScope}Layer_${index}/TransformerLayer/MultiheadAttention/`;
  const stack = `${scope}TransformerStack/Layer_${index}/TransformerLayer/`;
  return {
    attentionNorm: `${layer}layer_prepostprocess/layer_norm/layer_norm_`,
    qkvWeights: `${kernels}qkv_transform_single/kernel/part_0`,
    qkvBias: `${layer}MultiheadAttention/qkv_transform_single/bias${concat}`,
    queryScale: `${stack}MultiheadAttention/mul/y`,
    outWeights: `${kernels}output_transform_single/kernel/part_0`,
    outBias: `${layer}MultiheadAttention/output_transform_single/bias${concat}`,
    forwardNorm: `${layer}FFN/layer_prepostprocess/layer_norm/layer_norm_`,
    upWeights: `${stack}FFN/conv1/Tensordot/Reshape_1`,
    upBias: `${layer}FFN/conv1/bias${concat}`,
    downWeights: `${stack}FFN/conv2/Tensordot/Reshape_1`,
    downBias: `${layer}FFN/conv2/bias${concat}`,
    widenWeights: `${layer}dense/kernel${concat}`,
    widenBias: `${layer}dense/bias${concat}`,
  };
}

function layerOperators(graph, weights) {
  const vector = (name, length) => graph.constant(weights[name], [length]);

  const dense = (x, kernel, bias, rows, columns) => {
    const { values, scales } = quantiseColumns(weights[kernel], rows, columns);
    const [quantised, scale, zero] = graph.ops("DynamicQuantizeLinear", [x], 3);
    const product = graph.op("MatMulInteger", [
      quantised,
      graph.constant(values, [rows, columns], "int8"),
      zero,
    ]);
    const factor = graph.op("Mul", [scale, graph.constant(scales, [columns])]);
    const scaled = graph.op("Mul", [graph.op("Cast", [product], { to: 1 }), factor]);
    return graph.op("Add", [scaled, vector(bias, columns)]);
  };

  const norm = (x, prefix, length) =>
    graph.op(
      "LayerNormalization",
      [x, vector(`${prefix}scale${concat}`, length), vector(`${prefix}bias${concat}`, length)],
      { axis: -1, epsilon: 1e-6 },
    );

  const attention = (x, names, depth, mask) => {
    const qkv = dense(x, names.qkvWeights, names.qkvBias, depth, 3 * depth);
    const [query, key, value] = graph.ops("Split", [qkv, graph.ints(depth, depth, depth)], 3, { axis: 2 });
    const shape = graph.ints(0, 0, heads, depth / heads);
    const split = (part, perm) => graph.op("Transpose", [graph.op("Reshape", [part, shape])], { perm });
    const scaled = graph.op("Mul", [split(query, [0, 2, 1, 3]), vector(names.queryScale, 1)]);
    const scores = graph.op("Add", [graph.op("MatMul", [scaled, split(key, [0, 2, 3, 1])]), mask]);
    const mixed = graph.op("MatMul", [
      graph.op("Softmax", [scores], { axis: -1 }),
      split(value, [0, 2, 1, 3]),
    ]);
    const joined = graph.op("Transpose", [mixed], { perm: [0, 2, 1, 3] });
    const flat = graph.op("Reshape", [joined, graph.ints(0, 0, depth)]);
    return dense(flat, names.outWeights, names.outBias, depth, size);
  };

  const feedForward = (x, names) => {
    const up = dense(norm(x, names.forwardNorm, size), names.upWeights, names.upBias, size, feedForwardSize);
    const down = dense(graph.op("Relu", [up]), names.downWeights, names.downBias, feedForwardSize, size);
    return graph.op("Add", [down, x]);
  };

  return { dense, norm, attention, feedForward };
}

/** Twice the token's vector plus the position's, as in the published graph. */
function embedTokens(graph, weights) {
  const { values, scales } = quantiseRows(weights["module/Embeddings_en"]);
  const rows = graph.op("Gather", [graph.constant(values, [vocabularySize, wordSize], "int8"), "input_ids"]);
  const scale = graph.op("Gather", [graph.constant(scales, [vocabularySize]), "input_ids"]);
  const factor = graph.op("Unsqueeze", [scale, graph.ints(-1)]);
  const words = graph.op("Mul", [graph.op("Cast", [rows], { to: 1 }), factor]);
  const tokenCount = graph.op("Slice", [
    graph.op("Shape", ["input_ids"]),
    graph.ints(1),
    graph.ints(2),
    graph.ints(0),
  ]);
  const table = graph.constant(positions(weights), [windowTokens, wordSize]);
  const timing = graph.op("Slice", [table, graph.ints(0), tokenCount, graph.ints(0)]);
  return graph.op("Add", [graph.op("Mul", [words, graph.scalar(2)]), timing]);
}

function positions(weights) {
  const frequencies = weights[`${scope}TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`];
  const half = wordSize / 2;
  return Float32Array.from({ length: windowTokens * wordSize }, (_, i) => {
    const position = Math.floor(i / wordSize);
    const column = i % wordSize;
    return column < half
      ? Math.sin(position * frequencies[column])
      : Math.cos(position * frequencies[column - half]);
  });
}

/** Per column to ±63. Plain loops: over 2 million numbers a callback each takes ten times as long. */
function quantiseColumns(matrix, rows, columns) {
  const scales = new Float32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = Math.abs(matrix[row * columns + column]) / 63;
      if (value > scales[column]) scales[column] = value;
    }
  }
  const values = new Int8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const i = row * columns + column;
      values[i] = Math.round(matrix[i] / (scales[column] || 1));
    }
  }
  return { values, scales };
}

/** Per row to ±127: these are looked up, never multiplied as integers. */
function quantiseRows(matrix) {
  const scales = new Float32Array(vocabularySize);
  const values = new Int8Array(matrix.length);
  for (let row = 0; row < vocabularySize; row += 1) {
    const start = row * wordSize;
    let largest = 0;
    for (let i = start; i < start + wordSize; i += 1) largest = Math.max(largest, Math.abs(matrix[i]));
    scales[row] = largest / 127;
    for (let i = start; i < start + wordSize; i += 1) values[i] = Math.round(matrix[i] / (scales[row] || 1));
  }
  return { values, scales };
}
