// The build: Next's pages in .next and the server in dist. Made again when a source changed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { runQuietly } from "./run.mjs";
import { step } from "./say.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "server.ts",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "bin/build.mjs",
];
const IGNORED = /(^|\/)(generated|testing|node_modules)(\/|$)|\.test\.tsx?$|\.md$/;

/** Builds unless .next and dist come from exactly these sources. */
export async function ensureBuild(root) {
  const stampFile = path.join(root, "dist/.stamp");
  const files = SOURCES.flatMap((source) => listFiles(root, source));
  const look = looks(root, files);
  const stamp = readStamp(stampFile);
  const isWhole =
    fs.existsSync(path.join(root, ".next/BUILD_ID")) && fs.existsSync(path.join(root, "dist/server.mjs"));
  if (isWhole && stamp?.look === look) return;
  const content = contents(root, files);
  if (!isWhole || stamp?.content !== content) {
    fs.rmSync(stampFile, { force: true });
    await step("building (the first time takes about a minute)", () => build(root));
  }
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, JSON.stringify({ look, content }));
}

async function build(root) {
  const env = { NODE_ENV: "production" };
  await runQuietly(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env,
  });
  await bundleServer(root);
}

/** The server as one file. Packages stay outside, and so do the workers' scripts, which are imported by address. */
async function bundleServer(root) {
  const { build: bundle } = await import(path.join(root, "node_modules/esbuild/lib/main.js"));
  await bundle({
    absWorkingDir: root,
    entryPoints: ["server.ts"],
    outfile: "dist/server.mjs",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
}

function listFiles(root, name) {
  const full = path.join(root, name);
  const found = fs.statSync(full, { throwIfNoEntry: false });
  if (!found || IGNORED.test(name)) return [];
  if (!found.isDirectory()) return [name];
  return fs
    .readdirSync(full)
    .sort()
    .flatMap((entry) => listFiles(root, `${name}/${entry}`));
}

/** Cheap: what a second start compares. */
function looks(root, files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = fs.statSync(path.join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** Exact: a fresh checkout of the same sources has other times, but needs no other build. */
function contents(root, files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(fs.readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function readStamp(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
