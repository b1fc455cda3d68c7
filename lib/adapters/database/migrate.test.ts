import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { migrate } from "./migrate";
import type { Database } from "./open";

const root = mkdtempSync(join(tmpdir(), "mneme-migrate-"));
let database: Database;
let folder: string;
let count = 0;

beforeAll(async () => {
  database = await freshDatabase(join(root, "none"));
}, 60_000);

beforeEach(async () => {
  folder = join(root, String(++count));
  await database.pool.query(`drop table if exists "_prisma_migrations", notes, more`);
});

afterAll(async () => {
  await database?.close();
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, sql: string) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function apply() {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return await migrate(client, folder);
  } finally {
    await client.end();
  }
}

const tables = async () => {
  const { rows } = await database.pool.query(
    "select tablename from pg_tables where tablename in ('notes', 'more')",
  );
  return rows.map((row) => row.tablename).sort();
};

test("each migration runs once, in the order of its name", async () => {
  write("2_more", "create table more (id int references notes)");
  write("1_notes", "create table notes (id int primary key)");
  expect(await apply()).toEqual(["1_notes", "2_more"]);
  expect(await apply()).toEqual([]);
  expect(await tables()).toEqual(["more", "notes"]);
});

test("several processes that start at once apply each migration once", async () => {
  write("1_notes", "create table notes (id int primary key)");
  write("2_more", "create table more (id int)");
  const applied = await Promise.all([apply(), apply(), apply()]);
  expect(applied.flat().sort()).toEqual(["1_notes", "2_more"]);
});

test("a migration that fails leaves nothing of itself, and what came before stays", async () => {
  write("1_notes", "create table notes (id int primary key)");
  write("2_broken", "create table more (id int); select no_such_function();");
  await expect(apply()).rejects.toThrow(
    "The migration '2_broken' failed: function no_such_function() does not exist",
  );
  expect(await tables()).toEqual(["notes"]);
  write("2_broken", "create table more (id int)");
  expect(await apply()).toEqual(["2_broken"]);
});

test("a migration that was edited after it ran stops the start instead of being ignored", async () => {
  write("1_notes", "create table notes (id int primary key)");
  await apply();
  write("1_notes", "create table notes (id bigint primary key)");
  await expect(apply()).rejects.toThrow("'1_notes' was changed after it was applied");
});

// Prisma's own tool records a start without an end when it is killed half-way; going on would hide a broken schema.
test("a half-done migration of `prisma migrate deploy` is reported, not skipped", async () => {
  write("1_notes", "create table notes (id int primary key)");
  await apply();
  await database.pool.query(`update "_prisma_migrations" set finished_at = null`);
  await expect(apply()).rejects.toThrow("The migration '1_notes' failed before");
});
