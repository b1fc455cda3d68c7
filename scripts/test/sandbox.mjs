import { existsSync } from "node:fs";
import path from "node:path";
import { exec } from "./processes.mjs";

/**
 * Installs bubblewrap where it is missing and that is possible. Without it the tests of isolation say that they are
 * skipped, and why.
 */
export async function ensureBubblewrap() {
  if (process.platform !== "linux" || which("bwrap")) return;
  if (process.getuid?.() !== 0 || !which("apt-get")) return;
  console.log("no bubblewrap here: installing Debian's");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await exec("apt-get", ["update", "-qq"], { env });
    await exec("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "bubblewrap"], { env });
  } catch (err) {
    console.log(`bubblewrap could not be installed: ${err.message}`);
  }
}

function which(name) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, name)));
}
