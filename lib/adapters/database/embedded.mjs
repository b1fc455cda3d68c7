// The embedded Postgres: PGlite in a worker thread behind a unix socket, so that the application only ever speaks `pg`.
// The first process to come owns the data; later ones (backup, a second server) find the socket and share it.
// Never bundle this file: its neighbours start a worker by address.
import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Engine } from "./embedded/engine.mjs";
import { takeOwnership } from "./embedded/ownership.mjs";
import { Snapshots } from "./embedded/snapshots.mjs";
import { syncPath, syncTree } from "./embedded/sync.mjs";

const START_MS = 60_000;

/** Opens the database of `dataDir`, or joins the process that has it open. Docs of the options: embedded.d.mts. */
export async function openEmbedded(options) {
  const membership = new Membership(options);
  await membership.enter();
  return membership;
}

/** This process' part in a database that several may share. When the owner ends, one of the others takes its place. */
class Membership {
  #options;
  #owned;
  #link;
  #isClosed = false;
  #entering;

  constructor(options) {
    this.#options = { log: () => {}, ...options };
    this.places = placesOf(options.dataDir);
    this.url = urlOf(this.places);
  }

  get isOwner() {
    return this.#owned !== undefined;
  }

  enter() {
    this.#entering = this.#enter();
    return this.#entering;
  }

  async #enter() {
    const { places } = this;
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && !this.#isClosed; await sleep(50)) {
      if (!this.#options.mustOwn && (await this.#follow())) return;
      const ownership = await takeOwnership(places.name, path.join(places.runtimeDir, "lock"));
      if (ownership) {
        this.#owned = await own({ ...this.#options, places, ownership });
        return;
      }
      if (this.#options.mustOwn) throw new Error(inUse(places));
    }
    if (!this.#isClosed)
      throw new Error(
        `The embedded database in ${places.dataDir} did not answer within ${START_MS / 1000} s.`,
      );
  }

  /** A silent connection to the owner: it ends when the owner does. */
  #follow() {
    return new Promise((resolve) => {
      const link = net.connect(this.places.socket, () => {
        this.#link = link.unref();
        resolve(true);
      });
      link.on("error", () => resolve(false));
      link.on("close", () => {
        if (link === this.#link) void this.#takeOver();
      });
    });
  }

  async #takeOver() {
    this.#link = undefined;
    if (this.#isClosed) return;
    this.#options.log("the process that held the database ended; taking its place");
    await this.enter().catch((err) => {
      this.#options.log(err.message);
      this.#options.onFatal?.(err);
    });
  }

  async stats() {
    return this.#owned?.stats();
  }

  async snapshot() {
    await this.#owned?.snapshot();
  }

  async close() {
    this.#isClosed = true;
    this.#link?.destroy();
    await this.#entering?.catch(() => {});
    await this.#owned?.close();
    this.#owned = undefined;
  }
}

function inUse({ dataDir }) {
  return `The database in ${dataDir} is in use by another process: stop the server first.`;
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

function urlOf({ runtimeDir }) {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(runtimeDir)}`;
}

/**
 * Puts another database in the place of this one, all at once: `fill` gets the new folder's engine, or the folder itself
 * with `fillFolder`. The old one stays until the new one is whole and on the disk.
 */
export async function replaceDatabase({ dataDir, inspect, fill, fillFolder, template }) {
  const places = placesOf(dataDir);
  const ownership = await takeOwnership(places.name, path.join(places.runtimeDir, "lock"));
  if (!ownership) throw new Error(inUse(places));
  const aside = `${places.database}.restoring`;
  try {
    makePrivate(places.runtimeDir);
    undoInterruptedRestore(places.database);
    if (inspect && fs.existsSync(places.database)) await withEngine(places, inspect);
    fs.rmSync(aside, { recursive: true, force: true });
    if (fillFolder) await fillFolder(aside);
    await withEngine({ ...places, database: aside }, fill ?? (async () => {}), template);
    swap(places, aside);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
    leave(places);
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

/** Whoever owns the data owns this folder; the next owner makes it again. */
function leave({ runtimeDir }) {
  try {
    fs.rmdirSync(runtimeDir);
  } catch {
    // Another process keeps its lock file there.
  }
}

async function own({ places, ownership, durable = true, snapshots, log, ...options }) {
  const engine = new Engine({ places, durable, log, ...options });
  try {
    makePrivate(places.runtimeDir);
    undoInterruptedRestore(places.database);
    await engine.start();
  } catch (err) {
    await engine.kill();
    leave(places);
    await ownership.release();
    throw new Error(`The embedded database in ${places.dataDir} cannot be opened: ${err.message}`, {
      cause: err,
    });
  }
  const rotation = snapshots && new Snapshots({ ...snapshotDefaults(places), ...snapshots, engine, log });
  await rotation?.start();
  const close = async () => {
    await rotation?.stop();
    await engine.close();
    leave(places);
    await ownership.release();
  };
  return { stats: () => engine.stats(), snapshot: () => rotation?.take(), close };
}

function snapshotDefaults({ dataDir, database }) {
  return {
    database,
    folder: path.join(dataDir, "snapshots"),
    everyMs: 15 * 60_000,
    keep: 3,
    sizeBytesMax: 1e9,
  };
}

/** A restore swaps the folder with two renames; killed in between, the old database is the one that counts. */
function undoInterruptedRestore(database) {
  const replaced = `${database}.replaced`;
  if (!fs.existsSync(replaced)) return;
  if (fs.existsSync(database)) fs.rmSync(replaced, { recursive: true });
  else fs.renameSync(replaced, database);
}
