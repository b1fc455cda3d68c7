import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { ModelError } from "@/lib/runtime/model-error";

export interface Encoding {
  /** Unit length, 512 numbers. */
  vector: Float32Array;
  /** Part of the text's tokens that the vocabulary does not have, 0–1. */
  unknownShare: number;
}

/** The sentence encoder cannot run on this machine, e.g. no binary for the platform. It will not get better. */
export class EncoderUnavailable extends Error {}

/**
 * The encoder in its own thread: started by the first text, ended after `idleMs` without one. While texts wait the
 * thread keeps the process alive; while idle it does not.
 */
export class EncoderWorker {
  #running: RunningWorker | null = null;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly idleMs: number,
    private readonly file: string,
  ) {}

  get isRunning() {
    return this.#running !== null && !this.#running.hasEnded;
  }

  async encode(text: string): Promise<Encoding> {
    clearTimeout(this.#idleTimer);
    if (this.#running === null || this.#running.hasEnded) this.#running = new RunningWorker(this.file);
    const worker = this.#running;
    try {
      return await worker.ask(text);
    } finally {
      if (worker === this.#running && worker.pendingCount === 0) this.#endWhenIdle();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const worker = this.#running;
    this.#running = null;
    await worker?.end();
  }

  #endWhenIdle() {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => void this.close(), this.idleMs);
    this.#idleTimer.unref();
  }
}

type Reply =
  | { type: "ready" }
  | { type: "failed"; message: string }
  | ({ id: number } & (Encoding | { error: string }));

class RunningWorker {
  #worker: Worker;
  #pending = new Map<number, PromiseWithResolvers<Encoding>>();
  #ready = Promise.withResolvers<void>();
  #nextId = 0;
  #isReady = false;
  hasEnded = false;

  constructor(file: string) {
    this.#worker = new Worker(file, { name: "embeddings" });
    this.#worker.on("message", (reply: Reply) => this.#receive(reply));
    this.#worker.on("error", (cause) => this.#fail(this.#startedOrNot(cause)));
    this.#worker.on("exit", () => this.#fail(new ModelError("server", "The embedding worker was stopped")));
    this.#ready.promise.catch(() => {});
    this.#worker.unref();
  }

  get pendingCount() {
    return this.#pending.size;
  }

  async ask(text: string): Promise<Encoding> {
    const answer = Promise.withResolvers<Encoding>();
    this.#nextId += 1;
    const id = this.#nextId;
    this.#pending.set(id, answer);
    this.#worker.ref();
    try {
      await this.#ready.promise;
      this.#worker.postMessage({ id, text });
      return await answer.promise;
    } finally {
      this.#pending.delete(id);
      if (this.#pending.size === 0) this.#worker.unref();
    }
  }

  async end() {
    await this.#worker.terminate();
  }

  #receive(reply: Reply) {
    if ("type" in reply) {
      this.#receiveStart(reply);
      return;
    }
    const answer = this.#pending.get(reply.id);
    if ("error" in reply) answer?.reject(new ModelError("server", `Embedding failed: ${reply.error}`));
    else answer?.resolve(reply);
  }

  #receiveStart(reply: Extract<Reply, { type: string }>) {
    if (reply.type === "ready") {
      this.#isReady = true;
      this.#ready.resolve();
      return;
    }
    this.#fail(new EncoderUnavailable(reply.message));
    void this.#worker.terminate();
  }

  /** A crash before the first text means "not on this machine"; later it is an accident, and the next text starts anew. */
  #startedOrNot(cause: Error): Error {
    return this.#isReady
      ? new ModelError("server", "The embedding worker crashed", { cause })
      : new EncoderUnavailable(cause.message, { cause });
  }

  #fail(cause: Error) {
    this.hasEnded = true;
    this.#ready.reject(cause);
    for (const answer of this.#pending.values()) {
      answer.promise.catch(() => {});
      answer.reject(cause);
    }
  }
}

/**
 * The worker's script stays unbundled, in the source tree: beside this file when sources run as they are, and found
 * from the project's folder when this code was bundled to `dist/`. Its packages resolve from there as well.
 */
export function encoderWorkerFile(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const inProject = "lib/adapters/embeddings/use-lite/worker.mjs";
  const candidates = [
    path.join(here, "use-lite", "worker.mjs"),
    path.join(here, "..", inProject),
    path.join(process.cwd(), inProject),
  ];
  return candidates.find((file) => existsSync(file)) ?? candidates[0];
}
