// PGlite's file system ignores fsync, so a power cut could lose or tear committed data. Emscripten calls `fsync` of the
// file system where there is one: this one has it, and Postgres decides when to call it, as on any other machine.
import fs from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** WASI's number for EIO: Postgres stops rather than acknowledge a commit that is not on the disk. */
const EIO = 29;

export class DurableFs extends NodeFS {
  fsyncs = 0;

  async init(pg, options) {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFsync = (module) => {
      module.FS.filesystems.NODEFS.stream_ops.fsync = (stream) => this.fsync(stream);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...emscriptenOpts.preRun, addFsync] } };
  }

  fsync(stream) {
    if (stream.nfd === undefined) return 0;
    try {
      fs.fsyncSync(stream.nfd);
      this.fsyncs++;
      return 0;
    } catch {
      return EIO;
    }
  }
}

/** The engine's start parameters. fdatasync does nothing in PGlite, so the log must be written with fsync. */
export function startParameters({ durable }) {
  const settings = ["max_wal_size=128MB", "min_wal_size=32MB"];
  if (durable) settings.push("wal_sync_method=fsync");
  const base = PGlite.defaultStartParams.filter((parameter) => !durable || parameter !== "-F");
  return [...base, ...settings.flatMap((setting) => ["-c", setting])];
}
