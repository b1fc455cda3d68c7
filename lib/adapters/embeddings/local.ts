import { setImmediate as nextTurn } from "node:timers/promises";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import type { Embedder } from "@/lib/runtime/ports";
import { EncoderUnavailable, EncoderWorker, type Encoding, encoderWorkerFile } from "./encoder-worker";
import { hashVector, unitLength } from "./hash";

const semanticDims = 512;
const hashDims = 256;
/** Share of the squared length that meaning gets; the rest goes to shared words. Measured best at 0.8. */
const semanticWeight = 0.8;
/** Above this share of unknown tokens (any language but English) the encoder sees noise: all such texts look alike. */
const unknownShareMax = 0.3;

/**
 * The embedding model that is always there: no key, no download. `hugging-face` is the endpoint type of the contract's
 * enum that stands for a sentence encoder run by ourselves; there is no endpoint. The version is part of the model's
 * name and goes with every vector. Chunks above the encoder's window of 128 tokens are averaged, so smaller is better.
 */
export const localEmbeddingConfig: EmbeddingConfig = {
  embedding_endpoint_type: "hugging-face",
  embedding_endpoint: null,
  embedding_model: "builtin/use-lite-hash-768@1",
  embedding_dim: semanticDims + hashDims,
  embedding_chunk_size: 120,
  handle: "local/use-lite-hash-768",
  batch_size: 32,
};

export interface LocalEmbedderOptions {
  /** Time without work after which the worker thread (about 180 MB) ends. */
  idleMs?: number;
  workerFile?: string;
  log?: (message: string) => void;
}

export interface LocalEmbedder extends Embedder {
  /** True while the worker thread lives. */
  readonly isRunning: boolean;
  /** Ends the worker; the next text would start it again. */
  close(): Promise<void>;
}

/**
 * English sentence encoder ⊕ hashed n-grams, unit length. Make one per process: each has its own worker thread.
 * Where the encoder cannot run it says so once in the log and embeds by words only, in the same 768 dimensions.
 */
export function localEmbedder({
  idleMs = 300_000,
  workerFile,
  log,
}: LocalEmbedderOptions = {}): LocalEmbedder {
  const encoder = new EncoderWorker(idleMs, workerFile ?? encoderWorkerFile());
  let isAvailable = true;

  const encode = async (text: string): Promise<Encoding | null> => {
    if (!isAvailable) {
      await nextTurn();
      return null;
    }
    try {
      return await encoder.encode(text);
    } catch (cause) {
      if (!(cause instanceof EncoderUnavailable)) throw cause;
      if (isAvailable) (log ?? console.warn)(unavailableMessage(cause));
      isAvailable = false;
      return null;
    }
  };

  return {
    config: localEmbeddingConfig,
    get isRunning() {
      return encoder.isRunning;
    },
    close: () => encoder.close(),
    /** One text at a time, so that a query waits for one text of a long import and not for all of it. */
    embed: async (texts, { signal } = {}) => {
      const vectors: number[][] = [];
      for (const text of texts) {
        signal?.throwIfAborted();
        const encoding = await encode(text);
        vectors.push(Array.from(combine(encoding, hashVector(text, hashDims))));
      }
      return vectors;
    },
  };
}

function combine(encoding: Encoding | null, hash: Float32Array): Float32Array {
  const weight = encoding === null || encoding.unknownShare > unknownShareMax ? 0 : semanticWeight;
  const combined = new Float32Array(semanticDims + hashDims);
  if (encoding) combined.set(encoding.vector.map((x) => x * Math.sqrt(weight)));
  combined.set(
    hash.map((x) => x * Math.sqrt(1 - weight)),
    semanticDims,
  );
  return unitLength(combined);
}

const unavailableMessage = (cause: Error) =>
  `The built-in sentence encoder does not run on this machine (${process.platform} ${process.arch}: ${cause.message}). ` +
  "Embeddings now compare words only, not meaning; configure an embedding provider for better search.";
