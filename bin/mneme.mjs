#!/usr/bin/env node
// Behind every npm script. It brings the runtime, the packages, the generated client and the build where they are missing
// or stale, then runs what was asked for. Only Node's own modules, and only what Node 20.19 knows.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "./build.mjs";
import { ensureClient, ensurePackages } from "./packages.mjs";
import { run } from "./run.mjs";
import { ensureRuntime } from "./runtime.mjs";
import { fail } from "./say.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** What each command needs, and what it runs with Node. */
const commands = {
  start: { build: true, node: () => ["dist/server.mjs"], env: { NODE_ENV: "production" } },
  dev: {
    node: () => ["node_modules/tsx/dist/cli.mjs", "watch", "server.ts"],
    env: { NODE_ENV: "development" },
  },
  backup: { node: () => typescript("scripts/backup.ts") },
  restore: { node: () => typescript("scripts/restore.ts") },
  bench: { build: true, node: () => typescript("bench/main.ts"), env: { NODE_ENV: "production" } },
  "bench:web": { build: true, node: () => typescript("bench/web.ts"), env: { NODE_ENV: "production" } },
  build: { build: true },
  demo: { build: true, node: () => typescript("scripts/demo.ts") },
  migrate: { node: () => ["scripts/migrate-diff.mjs"] },
  check: { node: () => ["scripts/test.mjs", "--only", "types,lint,schema,unit"] },
  e2e: { node: () => ["scripts/test.mjs", "--only", "build,sdk,browser,kill"] },
  test: { node: () => ["scripts/test.mjs"] },
};

main().catch(fail);

async function main() {
  const [name, ...words] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new Error(`Usage: npm start, or npm run ${Object.keys(commands).join(" | ")}`);
  if (process.platform === "win32")
    throw new Error("Windows is supported through WSL: run the same command there.");
  process.chdir(root);
  // Neither Next nor Prisma may call home.
  Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" });
  const isElsewhere = await ensureRuntime([fileURLToPath(import.meta.url), name, ...words]);
  if (isElsewhere) return;
  await ensurePackages(root);
  await ensureClient(root);
  if (command.build) await ensureBuild(root);
  if (command.node)
    await run(process.execPath, [...settings(), ...command.node(), ...words], { env: command.env });
}

/** Runs a .ts file as it is. */
function typescript(file) {
  return ["--import", "tsx", file];
}

/** Settings may stand in a file instead of the environment. */
function settings() {
  return existsSync(".env") ? ["--env-file=.env"] : [];
}
