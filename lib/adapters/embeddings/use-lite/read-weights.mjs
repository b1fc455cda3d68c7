import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * The published tensors by name, from a folder in the TensorFlow.js layout (`model.json` + shards).
 * @param {string} folder
 * @returns {Record<string, Float32Array | Int32Array>}
 */
export function readWeights(folder) {
  const model = JSON.parse(readFileSync(path.join(folder, "model.json"), "utf8"));
  const tensors = {};
  for (const group of model.weightsManifest) {
    const data = Buffer.concat(group.paths.map((file) => readFileSync(path.join(folder, file))));
    let offset = 0;
    for (const { name, shape, dtype } of group.weights) {
      const size = shape.reduce((product, dim) => product * dim, 1) * 4;
      const start = data.byteOffset + offset;
      const bytes = data.buffer.slice(start, start + size);
      tensors[name] = dtype === "float32" ? new Float32Array(bytes) : new Int32Array(bytes);
      offset += size;
    }
  }
  return tensors;
}
