import { defineConfig } from "prisma/config";

// The CLI insists on a native schema engine, which it would download. Only `migrate` and `db` run it; for everything else
// any existing executable satisfies the check, so `prisma generate` works without a network.
const needsEngine = process.argv.some((argument) => argument === "migrate" || argument === "db");
if (!needsEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://postgres@localhost:5432/postgres" },
});
