import type { Place } from "@/lib/adapters/database/backup-database";
import { readEnv } from "@/lib/server/env";

/** The installation that the environment names, as the server reads it. */
export function place(): Place {
  const { DATABASE_URL, DATA_DIR } = readEnv(process.env);
  return { databaseUrl: DATABASE_URL, dataDir: DATA_DIR, root: process.cwd() };
}
