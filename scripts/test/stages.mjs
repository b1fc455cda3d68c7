import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild } from "../../bin/build.mjs";
import { startTestPostgres } from "../test-postgres.mjs";
import { BARE, findBrowser } from "./browser.mjs";
import { execNode } from "./processes.mjs";
import { ensureBubblewrap } from "./sandbox.mjs";

const RESULTS = "artifacts/results";
const VITEST = "node_modules/vitest/vitest.mjs";
const E2E = ["--config", "e2e/vitest.config.ts"];

/** Each returns its counts, or `{ skipped: why }`. A stage that is extra runs only when it is asked for. */
export const stages = {
  types: { title: "type check", run: () => check("node_modules/typescript/bin/tsc", ["--noEmit"]) },
  lint: { title: "lint", run: () => check("node_modules/@biomejs/biome/bin/biome", ["lint", "."]) },
  schema: { title: "migrations and schema agree", run: () => check("scripts/migrate-diff.mjs", []) },
  unit: {
    title: "unit, contract and API tests on the embedded database",
    run: async () => {
      await ensureBubblewrap();
      return vitest("unit", [], withoutPostgres);
    },
  },
  api: {
    title: "API tests on the embedded database",
    isExtra: true,
    run: () => vitest("api", ["lib/api"], withoutPostgres),
  },
  postgres: { title: "API and adapter tests on a Postgres server", run: onPostgres },
  build: { title: "production build", run: build },
  sdk: {
    title: "the official SDK against the built server",
    run: () => afterBuild(() => vitest("sdk", [...E2E, "e2e/contract"])),
  },
  browser: { title: "browser journeys against the built server", run: () => afterBuild(playwright) },
  kill: { title: "kill -9 during a turn", run: () => afterBuild(() => vitest("kill", [...E2E, "e2e/kill"])) },
};

const withoutPostgres = { TEST_DATABASE_URL: "" };

async function check(script, words) {
  const code = await execNode(script, words);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function build() {
  await ensureBuild(process.cwd());
  return { passed: 1, failed: 0 };
}

/** Every stage can be run alone, so each makes sure of the build; when it is current that costs nothing. */
async function afterBuild(run) {
  await ensureBuild(process.cwd());
  return run();
}

async function vitest(name, words, env = {}) {
  const file = resultFile(name);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await execNode(VITEST, ["run", ...reporters, ...words], { env });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
  // A file that does not load has no failed test, and an error outside of every test shows only in the exit code.
  const isUnloaded = ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0;
  const failed = numFailedTests + testResults.filter(isUnloaded).length;
  return { passed: numPassedTests, failed: failed || (code === 0 ? 0 : 1) };
}

async function playwright() {
  const file = resultFile("browser");
  const env = { CHROMIUM_PATH: await findBrowser(BARE), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const code = await execNode("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    env,
  });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected } = JSON.parse(readFileSync(file, "utf8")).stats;
  return { passed: expected + flaky, failed: unexpected || (code === 0 ? 0 : 1) };
}

/** The suites that use a database, on TEST_DATABASE_URL or on a server of our own in a temporary folder. */
async function onPostgres(shared) {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await ownServer(shared);
  const url = given || server?.url;
  if (!url) return { skipped: "no Postgres" };
  const which = given
    ? "the one of TEST_DATABASE_URL"
    : `Postgres ${server.version} of our own, in a temporary folder`;
  console.log(`Postgres: ${which}`);
  return vitest("postgres", databaseTests("lib"), { TEST_DATABASE_URL: url });
}

async function ownServer(shared) {
  try {
    const server = await startTestPostgres({ log: console.log });
    shared.cleanups.push(server.stop);
    return server;
  } catch (err) {
    console.log(
      `skipped: no Postgres. TEST_DATABASE_URL is not set, and none could be started: ${err.message}`,
    );
    return undefined;
  }
}

/** Test files that get their database from lib/testing; what another folder calls `testing` needs none. */
function databaseTests(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".test.ts"),
  );
  const usesDatabase = (file) => /from "@\/lib\/testing\//.test(readFileSync(file, "utf8"));
  return files.map((name) => join(folder, name)).filter(usesDatabase);
}

function resultFile(name) {
  mkdirSync(RESULTS, { recursive: true });
  return join(RESULTS, `${name}.json`);
}
