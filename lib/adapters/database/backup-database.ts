import { mkdtemp, open, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createGunzip } from "node:zlib";
import { Client } from "pg";
import { backup } from "./backup";
import { connectionProblem } from "./connection-problem";
import { embeddedModule, tarModule } from "./embedded-module";
import { migrate } from "./migrate";
import { preflight } from "./preflight";
import { restore } from "./restore";
import { hasRows } from "./tables";

/** Which installation: the same two values as for `openDatabase`. */
export interface Place {
  databaseUrl?: string;
  dataDir: string;
  root: string;
  /** Default: `prisma/migrations` in `root`. */
  migrations?: string;
  /** A data folder to start a new embedded database from; default: an empty one. */
  template?: string;
}

/** Backs up either kind of database into one format, which can be restored into either. Returns the number of rows. */
export async function backupDatabase({ databaseUrl, dataDir, root }: Place, file: string): Promise<number> {
  const target = resolve(file);
  if (databaseUrl) return withClient(databaseUrl, (client) => backup(client, target));
  const { openEmbedded } = await embeddedModule(root);
  const database = await openEmbedded({ dataDir });
  try {
    if (database.isOwner) return await withClient(database.url, (client) => backup(client, target));
    return await backupCopy(database, { root, target });
  } finally {
    await database.close();
  }
}

/** A running server waits only while its files are copied, not while they are read through. */
async function backupCopy(
  running: { url: string; places: { dataDir: string } },
  { root, target }: { root: string; target: string },
) {
  const aside = await mkdtemp(join(running.places.dataDir, "backup-"));
  try {
    await withClient(running.url, (client) => client.query(`mneme copy ${join(aside, "database")}`));
    const { openEmbedded } = await embeddedModule(root);
    const copy = await openEmbedded({ dataDir: aside, durable: false });
    try {
      return await withClient(copy.url, (client) => backup(client, target));
    } finally {
      await copy.close();
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Restores a backup, or a snapshot of the embedded database. All or nothing; needs `force` where there are rows. */
export async function restoreDatabase(place: Place & { force: boolean }, file: string): Promise<void> {
  const source = resolve(file);
  if (place.databaseUrl) return restorePostgres(place, place.databaseUrl, source);
  const { replaceDatabase } = await embeddedModule(place.root);
  const inspect = place.force ? undefined : (url: string) => withClient(url, assertEmpty);
  const migrations = migrationsOf(place);
  if (await isSnapshot(source)) {
    const { unpackFolder } = await tarModule(place.root);
    const fillFolder = (folder: string) => unpackFolder(source, folder);
    const fill = (url: string) => withClient(url, async (client) => void (await migrate(client, migrations)));
    return replaceDatabase({ dataDir: place.dataDir, inspect, fillFolder, fill });
  }
  const fill = (url: string) =>
    withClient(
      url,
      async (client) => void (await restore(client, { file: source, migrations, force: true })),
    );
  return replaceDatabase({ dataDir: place.dataDir, inspect, fill, template: place.template });
}

async function restorePostgres(place: Place & { force: boolean }, url: string, file: string) {
  if (await isSnapshot(file)) {
    throw new Error(
      "A snapshot can be restored only into the embedded database. Use a file of `npm run backup`.",
    );
  }
  await withClient(url, async (client) => {
    await preflight(client);
    await assertNobodyElse(client);
    await restore(client, { file, migrations: migrationsOf(place), force: place.force });
  });
}

async function assertEmpty(client: Client) {
  if (await hasRows(client))
    throw new Error("The database is not empty. Use --force to replace everything in it.");
}

async function assertNobodyElse(client: Client) {
  const { rowCount } = await client.query(
    `select 1 from pg_stat_activity where datname = current_database() and application_name = 'mneme'`,
  );
  if (rowCount) throw new Error("The database is in use by a server: stop it first.");
}

async function isSnapshot(file: string): Promise<boolean> {
  const handle = await open(file, "r").catch(() => undefined);
  if (!handle) throw new Error(`There is no file ${file}.`);
  const unzipped = handle.createReadStream().pipe(createGunzip());
  try {
    for await (const chunk of unzipped) return (chunk as Buffer).toString("latin1", 257, 262) === "ustar";
    return false;
  } catch {
    return false;
  } finally {
    await handle.close().catch(() => {});
  }
}

function migrationsOf({ root, migrations }: Place): string {
  return migrations ?? join(root, "prisma/migrations");
}

async function withClient<T>(url: string, task: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on("error", () => {});
  await client.connect().catch((cause) => {
    throw connectionProblem(url, cause);
  });
  try {
    return await task(client);
  } finally {
    await client.end().catch(() => {});
  }
}
