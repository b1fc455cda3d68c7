import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClientBase, Pool } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { backupDatabase, restoreDatabase } from "./backup-database";
import { type Database, openDatabase } from "./open";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "mneme-backup-"));
const migrations = join(folder, "migrations");
const opened: Database[] = [];
let count = 0;

/** Everything that is easily lost on the way: types, self references, generated columns, triggers, sequences, indexes. */
const SCHEMA = `
  create extension if not exists vector;
  create extension if not exists pg_trgm;
  create type mood as enum ('calm', 'it''s "odd"');
  create table things (
    id text primary key,
    number bigserial,
    parent_id text references things (id),
    mood mood,
    tags text[] not null default '{}',
    matrix int[][],
    settings jsonb,
    raw json,
    bytes bytea,
    price numeric(30, 10),
    ratio double precision,
    at timestamptz(6),
    embedding vector,
    embedding_dim int,
    length int generated always as (char_length(id)) stored
  );
  create unique index things_number on things (number);
  create table a_links (thing_number bigint references things (number), code varchar(8) unique);
  create index things_embedding on things using hnsw ((embedding::vector(3)) vector_cosine_ops) where embedding_dim = 3;
  create index things_tags on things using gin (tags);
  create function no_changes() returns trigger language plpgsql as
    $$ begin raise exception 'rows are for ever'; end $$;
  create trigger a_links_guard before insert on a_links for each row execute function no_changes();`;

const ROWS = `
  insert into things (id, parent_id, mood, tags, matrix, settings, raw, bytes, price, ratio, at, embedding, embedding_dim)
  values
    ('z', null, 'it''s "odd"', '{"a,b","c\\"d",null,"ü😀"}', '{{1,2},{3,4}}', 'null', '{ "kept" :  1 }', '\\x00ff10',
     12345678901234567890.0123456789, 0.1, '2024-02-29 23:59:59.123456+00', '[0.1,2,-3e-5]', 3),
    ('a', 'z', null, '{}', null, '{"deep": {"n": 9007199254740993}}', null, '', null, 'NaN', null, null, null);
  insert into things (id, parent_id, tags) select 'bulk-' || i, 'a', array[repeat('x', 300)] from generate_series(1, 900) i;
  alter table a_links disable trigger user;
  insert into a_links select number, 'c' || number from things where number < 10;
  alter table a_links enable trigger user`;

addMigration("1_things", SCHEMA);

/** An engine's empty folder and a filled database, made once and copied, for making them takes seconds. */
const template = join(folder, "template/database");
const filled = join(folder, "filled");

beforeAll(async () => {
  const none = join(folder, "none");
  const empty = await openDatabase({
    dataDir: join(folder, "template"),
    root,
    migrations: none,
    durable: false,
  });
  await empty.close();
  const database = await openEmbedded(filled);
  await database.pool.query(ROWS);
  await close(database);
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function addMigration(name: string, sql: string, parent = migrations) {
  mkdirSync(join(parent, name), { recursive: true });
  writeFileSync(join(parent, name, "migration.sql"), sql);
}

const newFolder = () => join(folder, `data-${++count}`);
const newFile = () => join(folder, `backup-${++count}.gz`);

async function openEmbedded(dataDir: string, from = migrations): Promise<Database> {
  const database = await openDatabase({ dataDir, root, migrations: from, template, durable: false });
  opened.push(database);
  return database;
}

async function close(database: Database) {
  opened.splice(opened.indexOf(database), 1);
  await database.close();
}

function filledDataDir(): string {
  const dataDir = newFolder();
  cpSync(filled, dataDir, { recursive: true });
  return dataDir;
}

const TABLES =
  "select * from things order by id; select * from a_links order by code; select nextval('things_number_seq')";
const INDEXES = "select indexdef from pg_indexes where schemaname = 'public' order by 1";
const RULES = `
  select conname, pg_get_constraintdef(oid) as definition from pg_constraint
  where connamespace = 'public'::regnamespace order by 1, 2`;

/** All values as text, and what guards them. */
async function contentOf(client: Pool | ClientBase) {
  await client.query("set extra_float_digits = 3");
  const results = (await client.query(`${TABLES}; ${INDEXES}; ${RULES}`)) as unknown as { rows: unknown[] }[];
  return results.map(({ rows }) => rows);
}

async function contentOfFolder(dataDir: string) {
  const database = await openEmbedded(dataDir);
  const content = await contentOf(database.pool);
  await close(database);
  return content;
}

async function restoredFrom(file: string) {
  const dataDir = newFolder();
  await restoreDatabase({ dataDir, root, migrations, template, force: false }, file);
  return dataDir;
}

// On a Postgres server these would only be repeated.
describe.skipIf(process.env.TEST_DATABASE_URL)("embedded", () => {
  test("a backup brings back every value, index, constraint and sequence", async () => {
    const dataDir = filledDataDir();
    const file = newFile();
    expect(await backupDatabase({ dataDir, root }, file)).toBe(902 + 9);
    const restored = await restoredFrom(file);
    expect(await contentOfFolder(restored)).toEqual(await contentOfFolder(dataDir));
  });

  test("triggers guard again after a restore", async () => {
    const file = newFile();
    await backupDatabase({ dataDir: filledDataDir(), root }, file);
    const { pool } = await openEmbedded(await restoredFrom(file));
    await expect(pool.query("insert into a_links values (1, 'new')")).rejects.toThrow("rows are for ever");
  });

  test("a backup of a running server holds what was committed, and writes go on meanwhile", async () => {
    const dataDir = filledDataDir();
    const running = await openEmbedded(dataDir);
    const file = newFile();
    await running.pool.query("insert into things (id) values ('before')");
    const finished = backupDatabase({ dataDir, root }, file);
    await running.pool.query("insert into things (id) values ('meanwhile')");
    await finished;
    const { pool } = await openEmbedded(await restoredFrom(file));
    expect((await pool.query("select id from things where id = 'before'")).rowCount).toBe(1);
    expect(readdirSync(dataDir).filter((name) => name.startsWith("backup-"))).toEqual([]);
  });

  test("a database with rows is replaced only when forced", async () => {
    const file = newFile();
    await backupDatabase({ dataDir: filledDataDir(), root }, file);
    const dataDir = newFolder();
    const database = await openEmbedded(dataDir);
    await database.pool.query("insert into things (id) values ('mine')");
    await close(database);
    const place = { dataDir, root, migrations, template };
    await expect(restoreDatabase({ ...place, force: false }, file)).rejects.toThrow("not empty. Use --force");
    expect((await contentOfFolder(dataDir))[0]).toHaveLength(1);
    await restoreDatabase({ ...place, force: true }, file);
    expect((await contentOfFolder(dataDir))[0]).toHaveLength(902);
  });

  test("a restore beside a running server is refused", async () => {
    const file = newFile();
    await backupDatabase({ dataDir: filledDataDir(), root }, file);
    const dataDir = newFolder();
    await openEmbedded(dataDir);
    await expect(restoreDatabase({ dataDir, root, migrations, template, force: true }, file)).rejects.toThrow(
      "stop the server",
    );
  });

  test.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 2_000)],
    [
      "changed in the middle",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 3_000), bytes.subarray(3_001)]),
    ],
    ["no backup at all", () => Buffer.from("hello")],
  ])("a file that is %s changes nothing", async (_, spoil) => {
    const dataDir = filledDataDir();
    const file = newFile();
    await backupDatabase({ dataDir, root }, file);
    writeFileSync(file, spoil(readFileSync(file)));
    await expect(restoreDatabase({ dataDir, root, migrations, template, force: true }, file)).rejects.toThrow(
      file,
    );
    expect((await contentOfFolder(dataDir))[0]).toHaveLength(902);
    expect(readdirSync(dataDir)).toEqual(["database"]);
  });

  test("a backup of an older release is restored and then brought up to date", async () => {
    const file = newFile();
    await backupDatabase({ dataDir: filledDataDir(), root }, file);
    const newer = join(folder, "newer");
    addMigration("1_things", SCHEMA, newer);
    addMigration("2_shout", "alter table things add shout text; update things set shout = upper(id)", newer);
    const dataDir = newFolder();
    await restoreDatabase({ dataDir, root, migrations: newer, template, force: false }, file);
    const { pool } = await openEmbedded(dataDir, newer);
    expect((await pool.query("select shout from things where id = 'z'")).rows).toEqual([{ shout: "Z" }]);
  });

  test("a backup of a newer release is refused", async () => {
    const newer = join(folder, "newest");
    addMigration("1_things", SCHEMA, newer);
    addMigration("3_later", "alter table things add later text", newer);
    const dataDir = newFolder();
    await close(await openEmbedded(dataDir, newer));
    const file = newFile();
    await backupDatabase({ dataDir, root }, file);
    await expect(restoredFrom(file)).rejects.toThrow("Update first");
  });

  test("a snapshot is restored by the same command", async () => {
    const dataDir = filledDataDir();
    const database = await openDatabase({ dataDir, root, migrations, durable: false, snapshots: {} });
    await database.pool.query("insert into things (id) values ('late')");
    await database.close();
    const snapshots = join(dataDir, "snapshots");
    const restored = await restoredFrom(join(snapshots, readdirSync(snapshots)[0]));
    expect(await contentOfFolder(restored)).toEqual(await contentOfFolder(dataDir));
  });
});

describe.runIf(process.env.TEST_DATABASE_URL)("between Postgres and the embedded database", () => {
  test("a backup of either kind is restored into the other and back without loss", async () => {
    const dataDir = filledDataDir();
    const [toPostgres, toEmbedded] = [newFile(), newFile()];
    await backupDatabase({ dataDir, root }, toPostgres);
    const server = await freshDatabase(migrations);
    try {
      await server.pool.end();
      const place = { databaseUrl: server.url, dataDir, root, migrations };
      await restoreDatabase({ ...place, force: false }, toPostgres);
      await expect(restoreDatabase({ ...place, force: false }, toPostgres)).rejects.toThrow("not empty");
      await backupDatabase(place, toEmbedded);
    } finally {
      await server.close();
    }
    expect(await contentOfFolder(await restoredFrom(toEmbedded))).toEqual(await contentOfFolder(dataDir));
  });
});
