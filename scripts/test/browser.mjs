import { existsSync } from "node:fs";
import path from "node:path";
import { exec, execNode } from "./processes.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The same browser without what only a person at a screen needs: a page costs it a third less. */
export const BARE = "chromium-headless-shell";

/**
 * Path of a Chromium: the one named, one that is installed, Debian's, or as a last resort Playwright's own. `favourite` is
 * looked for before the others.
 */
export async function findBrowser(favourite = "chromium") {
  const installed = () => [favourite, ...NAMES].map(which).find(Boolean);
  const found = process.env.CHROMIUM_PATH || installed() || (await playwrights());
  if (found) return found;
  if (process.getuid?.() === 0 && which("apt-get")) {
    console.log(`no browser here: installing Debian's ${favourite}`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await exec("apt-get", ["update", "-qq"], { env });
    await exec("apt-get", ["install", "-y", "-qq", "--no-install-recommends", favourite], { env });
    const debians = installed();
    if (debians) return debians;
  }
  console.log("no browser here: downloading Playwright's Chromium");
  await execNode("node_modules/@playwright/test/cli.js", ["install", "chromium"]);
  const own = await playwrights();
  if (own) return own;
  throw new Error("No browser could be found or installed. Install Chromium, or set CHROMIUM_PATH to one.");
}

function which(name) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

async function playwrights() {
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}
