// Prints the SQL that leads from prisma/migrations to prisma/schema, with Prisma's WASM schema engine and an in-memory
// PGlite as shadow database: no native engine, no database server.
//   node scripts/migrate-diff.mjs                  print it; exit 2 when there is a difference
//   node scripts/migrate-diff.mjs --create <name>  write it to prisma/migrations/<time>_<name>/migration.sql
//   --root <folder>                                the folder that holds prisma/ (default: here)
// Prisma drops every index that its schema cannot express. Hand-written ones must therefore be EXPRESSION indexes, such as
// `using hnsw ((embedding::vector(384)) vector_cosine_ops) where embedding_dim = 384`: the diff does not see those.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";

const LOCKFILE = 'provider = "postgresql"\n';
const EXTENSIONS = "create extension if not exists vector;\ncreate extension if not exists pg_trgm;\n\n";

const { values } = parseArgs({
  options: { create: { type: "string" }, root: { type: "string", default: "." } },
});
const schemaFolder = resolve(values.root, "prisma/schema");
const migrationsFolder = resolve(values.root, "prisma/migrations");

/** The SQL from the migrations to the schema, or nothing when they agree. */
async function diff() {
  const files = readSchema();
  const engine = await openEngine(files);
  const result = await engine.diff({
    from: { tag: "migrations", ...readMigrations() },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: true,
    filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
  });
  return result.exitCode === 2 ? result.stdout : undefined;
}

function readSchema() {
  const names = readdirSync(schemaFolder).filter((name) => name.endsWith(".prisma"));
  return names
    .sort()
    .map((name) => ({ path: name, content: readFileSync(join(schemaFolder, name), "utf8") }));
}

function migrationNames() {
  if (!existsSync(migrationsFolder)) return [];
  const entries = readdirSync(migrationsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readMigrations() {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: LOCKFILE },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames().map((path) => {
      const value = readFileSync(join(migrationsFolder, path, "migration.sql"), "utf8");
      return { path, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
    }),
  };
}

async function openEngine(files) {
  const wasm = join(
    dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
    "schema_engine_bg.wasm",
  );
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = files.map((file) => [file.path, file.content]);
  const adapters = bindMigrationAwareSqlAdapterFactory(new ShadowAdapters(scratch()));
  return bindings.SchemaEngine.new({ datamodels }, () => {}, adapters);
}

function scratch() {
  return new PGlite({ extensions: { vector, pg_trgm } });
}

class ShadowAdapters extends PrismaPGlite {
  async connect() {
    return reportingErrors(await super.connect());
  }
  async connectToShadowDb() {
    return reportingErrors(await new PrismaPGlite(scratch()).connect());
  }
}

/** The adapter neither awaits nor reports the errors of a script. */
function reportingErrors(adapter) {
  return Object.assign(adapter, {
    executeScript: async (sql) => {
      await adapter.client.exec(sql);
    },
  });
}

function writeMigration(name, sql) {
  const isFirst = migrationNames().length === 0;
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(
    migrationsFolder,
    `${time}_${name.toLowerCase().replace(/[^a-z0-9]+/g, "_") || "change"}`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), isFirst ? EXTENSIONS + sql : sql);
  writeFileSync(join(migrationsFolder, "migration_lock.toml"), LOCKFILE);
  console.error(`wrote ${join(folder, "migration.sql")}: read it before you commit it`);
}

async function main() {
  const difference = await diff();
  if (!difference) {
    console.error("prisma/migrations and prisma/schema agree");
    return 0;
  }
  if (values.create === undefined) {
    process.stdout.write(difference);
    return 2;
  }
  writeMigration(values.create, difference);
  return 0;
}

process.exit(await main());
