// The embedded Postgres: PGlite in a worker thread behind a unix socket, so that the application only ever speaks `pg`.
// The first process to come owns the data; later ones (backup, a second server) find the socket and share it.
// Never bundle this file: it starts worker.mjs, its neighbour, by its own address.
import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { syncPath, syncTree } from "./embedded/sync.mjs";
import { takeOwnership } from "./embedded/ownership.mjs";
import { Snapshots } from "./embedded/snapshots.mjs";

const START_MS = 60_000;
const RESTARTS_MAX = 3;
const RESTART_WINDOW_MS = 60_000;

/** Opens the database of `dataDir`, or joins the process that has it open. Docs of the options: embedded.d.mts. */
export async function openEmbedded(options) {
  const places = placesOf(options.dataDir);
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (!options.mustOwn && (await answers(places.socket))) return joined(places);
    const ownership = await takeOwnership(places.name, path.join(places.runtimeDir, "lock"));
    if (ownership) return own({ ...options, places, ownership });
    if (options.mustOwn) {
      throw new Error(`The database in ${places.dataDir} is in use by another process: stop the server first.`);
    }
    await sleep(50);
  }
  throw new Error(`The embedded database in ${places.dataDir} did not answer within ${START_MS / 1000} s.`);
}

/** Where things lie. The socket is in the temporary folder, for its path may have 107 bytes at most. */
export function placesOf(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dataDir = fs.realpathSync(folder);
  const name = `mneme-${process.getuid?.() ?? 0}-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`;
  const runtimeDir = path.join(os.tmpdir(), name);
  makePrivate(runtimeDir);
  const database = path.join(dataDir, "database");
  return { name, dataDir, database, runtimeDir, socket: path.join(runtimeDir, ".s.PGSQL.5432") };
}

/** Whoever can reach the socket is superuser, so a folder that somebody else laid there is refused. */
function makePrivate(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = fs.lstatSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0) {
    throw new Error(`${folder} must belong to you alone: remove it and start again.`);
  }
}

function answers(socket) {
  return new Promise((resolve) => {
    const client = net.connect(socket, () => {
      client.destroy();
      resolve(true);
    });
    client.on("error", () => resolve(false));
  });
}

function urlOf({ runtimeDir }) {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(runtimeDir)}`;
}

function joined(places) {
  return { url: urlOf(places), isOwner: false, places, close: async () => {} };
}

/**
 * Puts another database in the place of this one, all at once: `fill` gets the new folder's engine, or the folder itself
 * with `fillFolder`. The old one stays until the new one is whole and on the disk.
 */
export async function replaceDatabase({ dataDir, inspect, fill, fillFolder, template }) {
  const places = placesOf(dataDir);
  const ownership = await takeOwnership(places.name, path.join(places.runtimeDir, "lock"));
  if (!ownership) throw new Error(`The database in ${places.dataDir} is in use by another process: stop the server first.`);
  const aside = `${places.database}.restoring`;
  try {
    undoInterruptedRestore(places.database);
    if (inspect && fs.existsSync(places.database)) await withEngine(places, inspect);
    fs.rmSync(aside, { recursive: true, force: true });
    if (fillFolder) await fillFolder(aside);
    await withEngine({ ...places, database: aside }, fill ?? (async () => {}), template);
    swap(places, aside);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
    await ownership.release();
  }
}

async function withEngine(places, task, template) {
  const engine = new Engine({ places, durable: true, template, log: () => {} });
  try {
    await engine.start();
    await task(urlOf(places));
    await engine.close();
  } finally {
    await engine.kill();
  }
}

function swap({ dataDir, database }, aside) {
  const replaced = `${database}.replaced`;
  syncTree(aside);
  if (fs.existsSync(database)) fs.renameSync(database, replaced);
  fs.renameSync(aside, database);
  syncPath(dataDir);
  fs.rmSync(replaced, { recursive: true, force: true });
}

async function own({ places, ownership, durable = true, snapshots, log = () => {}, ...options }) {
  const engine = new Engine({ places, durable, log, ...options });
  try {
    undoInterruptedRestore(places.database);
    await engine.start();
  } catch (err) {
    await engine.kill();
    await ownership.release();
    throw new Error(`The embedded database in ${places.dataDir} cannot be opened: ${err.message}`, { cause: err });
  }
  const rotation = snapshots && new Snapshots({ ...snapshotDefaults(places), ...snapshots, engine, log });
  await rotation?.start();
  const close = async () => {
    await rotation?.take();
    await rotation?.stop();
    await engine.close();
    await ownership.release();
  };
  const stats = () => engine.stats();
  const snapshot = () => rotation?.take();
  return { url: urlOf(places), isOwner: true, places, stats, snapshot, close };
}

function snapshotDefaults({ dataDir, database }) {
  return { database, folder: path.join(dataDir, "snapshots"), everyMs: 15 * 60_000, keep: 3, sizeBytesMax: 2e9 };
}

/** A restore swaps the folder with two renames; killed in between, the old database is the one that counts. */
function undoInterruptedRestore(database) {
  const replaced = `${database}.replaced`;
  if (!fs.existsSync(replaced)) return;
  if (fs.existsSync(database)) fs.rmSync(replaced, { recursive: true });
  else fs.renameSync(replaced, database);
}

/** The worker as an object. When the engine crashes it is started again: Postgres recovers, clients reconnect. */
class Engine {
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
    const worker = new Worker(new URL("./embedded/worker.mjs", import.meta.url), { workerData: this.workerData });
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
