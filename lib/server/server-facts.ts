import { join } from "node:path";
import process from "node:process";
import type { Database } from "@/lib/adapters/database/open";
import { readSnapshots } from "@/lib/adapters/database/snapshot-state";
import type { ServerFacts } from "@/lib/domain/context";
import type { Env } from "./env";
import { PRODUCT_VERSION } from "./version";

export function serverFacts(env: Env, database: Pick<Database, "kind" | "version">): ServerFacts {
  const isEmbedded = database.kind === "embedded";
  const folder = join(env.DATA_DIR, "snapshots");
  const everyMs = env.SNAPSHOT_INTERVAL_MINUTES * 60_000;
  return {
    version: PRODUCT_VERSION,
    authMode: env.AUTH,
    databaseVersion: database.version,
    dataDir: isEmbedded ? env.DATA_DIR : null,
    startedAt: new Date(),
    nodeVersion: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    snapshots: async () =>
      isEmbedded && everyMs > 0 ? { folder, everyMs, ...(await readSnapshots(folder)) } : null,
  };
}
