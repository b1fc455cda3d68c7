import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = mkdtempSync(join(tmpdir(), "mneme-diff-"));
const schema = join(root, "prisma/schema/note.prisma");
const NOTE =
  'model Note {\n  id String @id\n  embedding Unsupported("vector")?\n  embedding_dim Int?\n  @@map("notes")\n}\n';

beforeAll(() => {
  cpSync("prisma/schema/base.prisma", join(root, "prisma/schema/base.prisma"));
  writeFileSync(schema, NOTE);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const diff = (...words) =>
  spawnSync(process.execPath, ["scripts/migrate-diff.mjs", "--root", root, ...words], { encoding: "utf8" });
const migrations = () => readdirSync(join(root, "prisma/migrations")).filter((name) => /^\d/.test(name));
const sqlOf = (name) => join(root, "prisma/migrations", name, "migration.sql");

// A dropped vector index is not an error anywhere: search only becomes slow.
test("a schema change becomes a migration, and hand-written vector indexes are no drift", {
  timeout: 120_000,
}, () => {
  expect(diff().status).toBe(2);
  expect(diff("--create", "Add notes").status).toBe(0);
  const [first] = migrations();
  expect(first).toMatch(/^\d{14}_add_notes$/);
  const sql = readFileSync(sqlOf(first), "utf8");
  expect(sql).toMatch(/^create extension if not exists vector;[\s\S]*CREATE TABLE "notes"/);
  const index = `create index on notes using hnsw ((embedding::vector(3)) vector_cosine_ops) where embedding_dim = 3;`;
  writeFileSync(sqlOf(first), `${sql}\n${index}\n`);
  expect(diff()).toMatchObject({ status: 0, stdout: "" });
  writeFileSync(schema, NOTE.replace("id String @id", "id String @id\n  text String?"));
  const drift = diff();
  expect(drift.status).toBe(2);
  expect(drift.stdout).toContain('ADD COLUMN     "text" TEXT');
  expect(drift.stdout).not.toContain("DROP INDEX");
});
