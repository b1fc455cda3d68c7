// Rotating snapshots of the data folder: a second line behind fsync, for a damaged disk or a mistaken delete.
// The engine stands still only while its files are copied; packing reads the copy.
import fs from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { syncPath } from "./sync.mjs";
import { packFolder } from "./tar.mjs";

const SNAPSHOT = /^\d{8}T\d{9}Z\.tar\.gz$/;

/**
 * Takes a snapshot whenever something was written since the last one.
 * `engine` has `stats()` and `copyTo(folder)`; `log` gets one line per event.
 */
export class Snapshots {
  #position;
  #running = Promise.resolve();
  #timer;

  constructor({ engine, database, folder, everyMs, keep, sizeBytesMax, log }) {
    Object.assign(this, { engine, database, folder, everyMs, keep, sizeBytesMax, log });
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#dropLeftovers();
  }

  async start() {
    this.#position = (await this.engine.stats()).position;
    this.#timer = setInterval(() => void this.take(), this.everyMs);
    this.#timer.unref();
  }

  async stop() {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One at a time; never throws, for a failed snapshot must not take the server down. */
  take() {
    this.#running = this.#running.then(() => this.#take()).catch((err) => {
      this.log(`snapshot failed: ${err.message}`);
      this.#dropLeftovers();
    });
    return this.#running;
  }

  async #take() {
    const { position } = await this.engine.stats();
    if (position === this.#position) return;
    const size = folderSize(this.database);
    const problem = this.#problemWith(size);
    if (problem) return this.log(`snapshot skipped: ${problem}`);
    const started = performance.now();
    const copy = path.join(this.folder, ".copy");
    await this.engine.copyTo(copy);
    const pausedMs = performance.now() - started;
    this.#position = (await this.engine.stats()).position;
    const file = await this.#pack(copy);
    fs.rmSync(copy, { recursive: true, force: true });
    this.#rotate();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    this.log(`snapshot ${path.basename(file)}: ${mb(fs.statSync(file).size)} in ${seconds} s, paused ${pausedMs.toFixed(0)} ms`);
  }

  #problemWith(size) {
    if (size > this.sizeBytesMax) {
      return `the database has ${mb(size)}, the limit is ${mb(this.sizeBytesMax)}; use \`npm run backup\` or Postgres`;
    }
    const { bavail, bsize } = fs.statfsSync(this.folder);
    if (bavail * bsize < 2 * size) return `it needs ${mb(2 * size)} of free disk in ${this.folder}`;
    return undefined;
  }

  async #pack(copy) {
    const name = `${new Date().toISOString().replace(/[-:.]/g, "")}.tar.gz`;
    const file = path.join(this.folder, name);
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    await pipeline(Readable.from(packFolder(copy)), gzip, fs.createWriteStream(`${file}.tmp`, { mode: 0o600 }));
    syncPath(`${file}.tmp`);
    fs.renameSync(`${file}.tmp`, file);
    syncPath(this.folder);
    return file;
  }

  #rotate() {
    const names = fs.readdirSync(this.folder).filter((name) => SNAPSHOT.test(name)).sort();
    for (const name of names.slice(0, -this.keep)) fs.rmSync(path.join(this.folder, name));
  }

  #dropLeftovers() {
    for (const name of fs.readdirSync(this.folder)) {
      const isLeftover = name === ".copy" || name.endsWith(".tmp");
      if (isLeftover) fs.rmSync(path.join(this.folder, name), { recursive: true, force: true });
    }
  }
}

function folderSize(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.reduce((total, entry) => total + sizeOf(path.join(entry.parentPath, entry.name)), 0);
}

/** Postgres may delete a file while we look. */
function sizeOf(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function mb(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
