import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { embeddedModule } from "@/lib/adapters/database/embedded-module";
import { readMigrations } from "@/lib/adapters/database/migrate";
import { type Database, openDatabase } from "@/lib/adapters/database/open";

const ROOT = process.cwd();
const MIGRATIONS = join(ROOT, "prisma/migrations");
const CACHE = join(ROOT, "node_modules/.cache/mneme");
/** Raised when a template made by older code must not be used again. */
const TEMPLATE_VERSION = 1;

/** Outside of any module: the setup of test files looks here without loading a database. */
const slot = process as unknown as { [key: symbol]: TestDatabase | undefined };
const KEY = Symbol.for("mneme.test-database");

interface TestDatabase {
  opening: Promise<Database>;
  /** Since it was emptied. */
  isUsed: boolean;
}

/**
 * The database of this test process: migrated, its own, and empty when a file begins (empty-database.ts). The tests of a
 * file share it, each within an organisation of its own.
 * It is a copy of a cached template, on PGlite or, with TEST_DATABASE_URL, on that Postgres server.
 */
export function testDatabase(): Promise<Database> {
  slot[KEY] ??= { opening: freshDatabase(), isUsed: true };
  slot[KEY].isUsed = true;
  return slot[KEY].opening;
}

/** Another one, for tests that need a database to themselves; close it. */
export function freshDatabase(migrations = MIGRATIONS): Promise<Database> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? postgresDatabase(server, migrations) : embeddedDatabase(migrations);
}

async function embeddedDatabase(migrations: string): Promise<Database> {
  await sweepFolders();
  const template = await embeddedTemplate(migrations);
  const dataDir = temporaryFolder();
  const database = await openDatabase({ dataDir, root: ROOT, migrations, template, durable: false });
  const folders = [dataDir, database.embedded?.places.runtimeDir as string];
  process.once("exit", () => folders.forEach(remove));
  const close = async () => {
    await database.close();
    remove(dataDir);
  };
  return { ...database, close };
}

function remove(folder: string) {
  rmSync(folder, { recursive: true, force: true });
}

/** Built once per set of migrations, aside and renamed, so that several test processes may start at once. */
async function embeddedTemplate(migrations: string): Promise<string> {
  const template = join(CACHE, `test-database-${fingerprint(migrations)}`);
  if (existsSync(template)) return template;
  mkdirSync(CACHE, { recursive: true });
  const aside = `${template}.${process.pid}-${randomUUID().slice(0, 8)}`;
  const database = await openDatabase({ dataDir: aside, root: ROOT, migrations, durable: false });
  await database.close();
  try {
    renameSync(join(aside, "database"), template);
  } catch (err) {
    if (!existsSync(template)) throw err;
  }
  remove(aside);
  return template;
}

function fingerprint(migrations: string): string {
  const parts = readMigrations(migrations).map(({ name, checksum }) => `${name} ${checksum}`);
  return createHash("sha256")
    .update([TEMPLATE_VERSION, ...parts].join("\n"))
    .digest("hex")
    .slice(0, 12);
}

function temporaryFolder(): string {
  return join(tmpdir(), `mneme-test-${process.pid}-${randomUUID().slice(0, 8)}`);
}

/** A test process that was killed could not clean up after itself. */
async function sweepFolders() {
  const { placesOf } = await embeddedModule(ROOT);
  for (const name of readdirSync(tmpdir())) {
    const pid = /^mneme-test-(\d+)-/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    const { dataDir, runtimeDir } = placesOf(join(tmpdir(), name));
    [dataDir, runtimeDir].forEach(remove);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function postgresDatabase(server: string, migrations: string): Promise<Database> {
  const name = `mneme_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await onServer(server, async (client) => {
    await sweepDatabases(client);
    const template = await postgresTemplate(client, server, migrations);
    await client.query(`create database ${name} template ${template}`);
  });
  const database = await openDatabase({
    databaseUrl: urlOf(server, name),
    root: ROOT,
    migrations,
    poolSize: 10,
  });
  const close = async () => {
    await database.close();
    await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { ...database, close };
}

async function postgresTemplate(client: Client, server: string, migrations: string): Promise<string> {
  const name = `mneme_template_${fingerprint(migrations)}`;
  const building = `${name}_building`;
  await client.query("select pg_advisory_lock(hashtext($1))", [name]);
  const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
  if (rowCount === 0) {
    await client.query(`drop database if exists ${building} with (force)`);
    await client.query(`create database ${building} template template0 encoding 'UTF8'`);
    const database = await openDatabase({ databaseUrl: urlOf(server, building), root: ROOT, migrations });
    await database.close();
    await client.query(`alter database ${building} rename to ${name}`);
  }
  await client.query("select pg_advisory_unlock(hashtext($1))", [name]);
  return name;
}

async function sweepDatabases(client: Client) {
  const { rows } = await client.query<{ datname: string }>(
    `select datname
     from pg_database
     where datname like 'mneme_test_%'
       and not exists (select 1 from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`,
  );
  for (const { datname } of rows) {
    const pid = Number(datname.split("_")[2]);
    if (!isAlive(pid)) await client.query(`drop database if exists ${datname}`);
  }
}

async function onServer<T>(server: string, task: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
