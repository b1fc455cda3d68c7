import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { connectionProblem } from "./connection-problem";
import type { Database } from "./open";
import { preflight, problemsOf } from "./preflight";

const ready = {
  version_num: 160004,
  version: "16.4",
  encoding: "UTF8",
  read_only: false,
  user: "mneme",
  database: "agents",
  may_create_tables: true,
  may_create_extensions: true,
  may_use_queue: true,
  is_superuser: false,
  vector: { is_installed: false, is_trusted: true },
  pg_trgm: { is_installed: true, is_trusted: true },
};

describe("problems name what is wrong and the SQL that solves it", () => {
  test("nothing is wrong with a server where extensions are there or may be created", () => {
    expect(problemsOf(ready)).toEqual([]);
  });

  test.each([
    ["an old server", { version_num: 130010, version: "13.10" }, "Postgres 13.10 is too old: 14 or newer"],
    ["another encoding", { encoding: "LATIN1" }, "create database mneme encoding 'UTF8' template template0;"],
    ["a standby", { read_only: true }, "read-only"],
    ["no right to tables", { may_create_tables: false }, 'grant create, usage on schema public to "mneme";'],
    ["no place for the queue", { may_use_queue: false }, 'alter schema pgboss owner to "mneme";'],
    [
      "no pgvector",
      { vector: null },
      'install pgvector (package postgresql-<version>-pgvector), then run in "agents"',
    ],
    [
      "no right to pgvector",
      { vector: { is_installed: false, is_trusted: true }, may_create_extensions: false },
      'run in "agents" as a superuser `create extension vector;`',
    ],
    [
      "pgvector for superusers only",
      { vector: { is_installed: false, is_trusted: false } },
      "The extension 'vector' is not installed, and \"mneme\" may not do so",
    ],
  ])("%s", (_, change, words) => {
    const problems = problemsOf({ ...ready, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });
});

describe("on a database", () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase();
  }, 60_000);
  afterAll(() => database?.close());

  test("a usable server passes and tells its version", async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    expect(await preflight(client)).toBe(database.version);
    await client.end();
  });

  test("Prisma and plain SQL see the same tables", async () => {
    const rows = await database.prisma.$queryRaw`select 1::int as one`;
    expect(rows).toEqual((await database.pool.query("select 1::int as one")).rows);
  });
});

test("a failed connect says what to do and hides the password", () => {
  const url = "postgresql://ada:secret@db.example:5432/agents";
  const problem = (code: string) => connectionProblem(url, Object.assign(new Error("no"), { code })).message;
  expect(problem("ECONNREFUSED")).toContain("No Postgres server answers at db.example:5432");
  expect(problem("3D000")).toContain('create database "agents";');
  expect(problem("28P01")).toContain("refuses the user 'ada'");
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "28P01", "3D000", "X"])
    expect(problem(code)).not.toContain("secret");
});
