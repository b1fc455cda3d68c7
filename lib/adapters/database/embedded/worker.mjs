// The worker thread that holds the embedded engine: it opens the data, serves clients, and obeys the thread that owns it.
import fs from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { DurableFs, startParameters } from "./durable-fs.mjs";
import { syncPath, syncTree } from "./sync.mjs";
import { WireServer } from "./wire-server.mjs";

const { database, socket, durable, template, idleInTransactionMs } = workerData;
const extensions = { vector, pg_trgm };

if (!fs.existsSync(database)) await firstStart();
const files = new DurableFs(database);
const engine = await openEngine(files);
const server = new WireServer(engine, {
  path: socket,
  idleInTransactionMs,
  commands: { copy: copyTo },
  onFatal: (err) => {
    throw err;
  },
});
await server.listen();

const orders = {
  copy: ({ to }) =>
    server.exclusive(async () => {
      await copyTo(to);
      return stats();
    }),
  stats: () => server.exclusive(stats),
  close: async () => {
    await server.stop();
    await engine.close();
  },
};
parentPort.on("message", async ({ id, order, ...options }) => {
  try {
    parentPort.postMessage({ id, result: await orders[order](options) });
  } catch (err) {
    parentPort.postMessage({ id, error: err.message });
  }
});
parentPort.postMessage({ ready: true });

/** Built aside and renamed: a kill at any moment leaves either no database or a whole one. */
async function firstStart() {
  const aside = `${database}.init`;
  fs.rmSync(aside, { recursive: true, force: true });
  if (template) fs.cpSync(template, aside, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
  else await (await openEngine(new DurableFs(aside))).close();
  if (durable) syncTree(aside);
  fs.renameSync(aside, database);
  if (durable) syncPath(path.dirname(database));
}

async function openEngine(fileSystem) {
  const startParams = startParameters({ durable });
  const opened = new PGlite({ fs: fileSystem, extensions, startParams, relaxedDurability: !durable });
  await opened.waitReady;
  return opened;
}

/** A copy of the files between two statements is what a crash would leave, which the engine can always open. */
async function copyTo(target) {
  await engine.exec("checkpoint");
  fs.cpSync(database, target, { recursive: true, errorOnExist: true, mode: fs.constants.COPYFILE_FICLONE });
}

async function stats() {
  const { rows } = await engine.query(
    "select pg_current_wal_insert_lsn()::text as position, version() as version",
  );
  return { ...rows[0], fsyncs: files.fsyncs };
}
