import type { Pool } from "pg";
import { beforeAll } from "vitest";

const TABLES = `
  select string_agg(format('%I.%I', schemaname, tablename), ', ') as names
  from pg_tables
  where schemaname = 'public'
    and tablename <> '_prisma_migrations'`;

// Passes over all organisations (recovery, indexing, batches) must not meet what an earlier file of this process left.
beforeAll(async () => {
  const slot = process as unknown as {
    [key: symbol]: { opening: Promise<{ pool: Pool }>; isUsed: boolean } | undefined;
  };
  const database = slot[Symbol.for("mneme.test-database")];
  if (!database?.isUsed) return;
  const { pool } = await database.opening;
  const { rows } = await pool.query<{ names: string }>(TABLES);
  await pool.query(`truncate ${rows[0].names} restart identity cascade`);
  database.isUsed = false;
});
