import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The advisory lock that `prisma migrate` takes. */
const LOCK = 72707369;

/** Prisma's own table, so that `prisma migrate deploy` and this may take turns on one database. */
const TABLE = `
  create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`;

/** Applies what is missing and returns the names. Any number of processes may do so at once. */
export async function migrate(client: ClientBase, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  await client.query("select pg_advisory_lock($1)", [LOCK]);
  try {
    const done = await appliedMigrations(client);
    assertUnchanged(migrations, done);
    const applied: string[] = [];
    for (const migration of migrations.filter(({ name }) => !done.has(name))) {
      if (await applyOnce(client, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]);
  }
}

export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "migration.sql")));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** Name and checksum of what the database has; throws when an earlier attempt of another tool got stuck half-way. */
export async function appliedMigrations(client: ClientBase): Promise<Map<string, string>> {
  await client.query(TABLE);
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    `select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null`,
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) {
    throw new Error(
      `The migration '${failed.migration_name}' failed before. Repair the database, then run ` +
        `\`npx prisma migrate resolve --rolled-back ${failed.migration_name}\`.`,
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Runs one migration and records it, inside the transaction of the caller. */
export async function applyMigration(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql);
  } catch (cause) {
    throw new Error(`The migration '${name}' failed: ${(cause as Error).message}`, { cause });
  }
  await client.query(
    `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), 1)`,
    [randomUUID(), checksum, name],
  );
}

function assertUnchanged(migrations: Migration[], done: Map<string, string>) {
  for (const { name, checksum } of migrations) {
    const before = done.get(name);
    if (before !== undefined && before !== checksum) {
      throw new Error(
        `The migration '${name}' was changed after it was applied. Restore its file, and add a new one.`,
      );
    }
  }
}

/**
 * One transaction per migration, so a crash leaves all of it or nothing. It looks again inside: on the embedded database
 * advisory locks exclude nobody, but a transaction keeps all others out.
 */
async function applyOnce(client: ClientBase, migration: Migration): Promise<boolean> {
  await client.query("begin");
  try {
    const { rowCount } = await client.query(
      `select 1 from "_prisma_migrations" where migration_name = $1 and rolled_back_at is null`,
      [migration.name],
    );
    if (rowCount === 0) await applyMigration(client, migration);
    await client.query("commit");
    return rowCount === 0;
  } catch (err) {
    await client.query("rollback");
    throw err;
  }
}
