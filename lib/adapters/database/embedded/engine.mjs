// The thread that starts and commands the engine's worker. Never bundle this file: it starts worker.mjs by its address.
import fs from "node:fs";
import { Worker } from "node:worker_threads";

const RESTARTS_MAX = 3;
const RESTART_WINDOW_MS = 60_000;

/** The worker as an object. When the engine crashes it is started again: Postgres recovers, clients reconnect. */
export class Engine {
  #worker;
  #isClosing = false;
  #replies = new Map();
  #lastId = 0;
  #restarts = [];

  constructor({ places, durable, template, idleInTransactionMs, onFatal, log }) {
    this.places = places;
    this.log = log;
    this.onFatal = onFatal;
    const { database, socket } = places;
    this.workerData = { database, socket, durable, template, idleInTransactionMs };
  }

  start() {
    fs.rmSync(this.places.socket, { force: true });
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), { workerData: this.workerData });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      let failure;
      worker.on("message", (message) => (message.ready ? resolve() : this.#settle(message)));
      worker.on("error", (err) => {
        failure = err;
        reject(err);
      });
      worker.on("exit", () => {
        reject(failure ?? new Error("the engine stopped"));
        if (worker === this.#worker && !this.#isClosing) this.#stopped(failure);
      });
    }).then(() => worker.unref());
  }

  stats() {
    return this.#order("stats");
  }

  copyTo(to) {
    return this.#order("copy", { to });
  }

  async close() {
    this.#isClosing = true;
    await this.#order("close");
    await this.kill();
  }

  async kill() {
    this.#isClosing = true;
    await this.#worker?.terminate();
    fs.rmSync(this.places.socket, { force: true });
  }

  /** Only a pending order keeps the process alive. */
  #order(order, options = {}) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#replies.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, order, ...options });
    });
  }

  #settle({ id, result, error }) {
    const reply = this.#replies.get(id);
    this.#replies.delete(id);
    if (this.#replies.size === 0) this.#worker.unref();
    if (error === undefined) reply?.resolve(result);
    else reply?.reject(new Error(error));
  }

  async #stopped(cause) {
    for (const { reject } of this.#replies.values()) reject(new Error("the embedded database stopped"));
    this.#replies.clear();
    this.#restarts = [...this.#restarts.filter((time) => time > Date.now() - RESTART_WINDOW_MS), Date.now()];
    if (this.#restarts.length > RESTARTS_MAX) return this.#giveUp(cause);
    this.log(`the embedded database stopped (${cause?.message ?? "unknown cause"}); starting it again`);
    await this.start().catch((err) => this.log(`the embedded database did not start: ${err.message}`));
  }

  #giveUp(cause) {
    this.log("the embedded database stops again and again");
    this.onFatal?.(cause);
  }
}
