import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client, Pool, type PoolConfig } from "pg";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { connectionProblem } from "./connection-problem";
import type { Embedded, EmbeddedOptions } from "./embedded.mjs";
import { embeddedModule } from "./embedded-module";
import { migrate } from "./migrate";
import { preflight } from "./preflight";

export interface DatabaseOptions extends Omit<EmbeddedOptions, "dataDir"> {
  /** A Postgres server; without it the embedded database in `dataDir` is used. */
  databaseUrl?: string;
  dataDir?: string;
  /** Where `prisma/migrations` and `lib/` lie; default: the working directory. */
  root?: string;
  /** Default: `prisma/migrations` in `root`. */
  migrations?: string;
  /** Connections at most. The embedded database executes one statement at a time, so more than ten only wait inside it. */
  poolSize?: number;
  /** Postgres ends a statement that runs longer. The embedded database cannot interrupt one. */
  statementTimeoutMs?: number;
}

export interface Database {
  url: string;
  pool: Pool;
  prisma: PrismaClient;
  kind: "embedded" | "postgres";
  /** The server's version, e.g. `18.4`. */
  version: string;
  /** The migrations that this opening applied. */
  migrated: string[];
  embedded?: Embedded;
  close(): Promise<void>;
}

const CLOSE_MS = 5_000;

/** Opens the one database of this installation, brings its tables up to date and connects. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, root = process.cwd(), log = () => {} } = options;
  const embedded = databaseUrl ? undefined : await startEmbedded(options, root);
  const url = databaseUrl ?? (embedded as Embedded).url;
  try {
    const { version, migrated } = await prepare(url, options.migrations ?? join(root, "prisma/migrations"));
    const pool = new Pool(poolConfig(url, options));
    pool.on("error", (err) => log(`a database connection was lost: ${err.message}`));
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
    const close = () => closeAll({ prisma, pool, embedded });
    const kind = embedded ? "embedded" : "postgres";
    return { url, pool, prisma, kind, version, migrated, embedded, close };
  } catch (err) {
    await embedded?.close();
    throw err;
  }
}

async function startEmbedded({ dataDir, ...options }: DatabaseOptions, root: string): Promise<Embedded> {
  if (!dataDir) throw new Error("openDatabase needs a databaseUrl or a dataDir");
  const { openEmbedded } = await embeddedModule(root);
  return openEmbedded({ dataDir, ...options });
}

async function prepare(url: string, migrations: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (cause) {
    throw connectionProblem(url, cause);
  }
  try {
    const version = await preflight(client);
    return { version, migrated: await migrate(client, migrations) };
  } finally {
    await client.end().catch(() => {});
  }
}

/** On the embedded database session settings would leak to other connections, so it gets none. */
function poolConfig(
  url: string,
  { databaseUrl, poolSize, statementTimeoutMs = 60_000 }: DatabaseOptions,
): PoolConfig {
  const config = { connectionString: url, connectionTimeoutMillis: 30_000, keepAlive: true };
  if (!databaseUrl) return { ...config, max: poolSize ?? 10 };
  return {
    ...config,
    max: poolSize ?? 20,
    application_name: "mneme",
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
  };
}

/** A client that never comes back must not keep the process from ending. */
async function closeAll({
  prisma,
  pool,
  embedded,
}: {
  prisma: PrismaClient;
  pool: Pool;
  embedded?: Embedded;
}) {
  await prisma.$disconnect();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS);
  });
  if (!pool.ending) await Promise.race([pool.end(), patience]);
  clearTimeout(timer);
  await embedded?.close();
}
