// node_modules and the generated database client, each made again when what it comes from has changed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { runQuietly } from "./run.mjs";
import { step } from "./say.mjs";

/** Installs exactly what package-lock.json names, unless it is there already. */
export async function ensurePackages(root) {
  if (arePackagesCurrent(root)) return;
  const words = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  await step("installing packages (npm ci)", () =>
    runQuietly("npm", words, { cwd: root }).catch((err) => {
      throw new Error(
        `The packages could not be installed. Is the npm registry reachable?\n\n${err.message}`,
      );
    }),
  );
}

/** npm leaves a lock file of what it installed; every package of ours must be in it, optional ones where they fit. */
function arePackagesCurrent(root) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(path.join(root, "node_modules/.package-lock.json"));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([where, { version, optional }]) => {
    if (where === "") return true;
    const found = installed[where];
    return found ? found.version === version : optional === true;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Generates the Prisma client from prisma/schema. It needs no network. */
export async function ensureClient(root) {
  const client = path.join(root, "lib/generated/prisma");
  const stamp = path.join(client, ".stamp");
  const fingerprint = fingerprintOf(root);
  if (fs.existsSync(path.join(client, "client.ts")) && readText(stamp) === fingerprint) return;
  const prisma = path.join(root, "node_modules/prisma/build/index.js");
  await step("generating the database client", () =>
    runQuietly(process.execPath, [prisma, "generate"], { cwd: root }),
  );
  fs.writeFileSync(stamp, fingerprint);
}

function fingerprintOf(root) {
  const folder = path.join(root, "prisma/schema");
  const hash = createHash("sha256");
  for (const name of fs.readdirSync(folder).sort())
    hash.update(name).update(fs.readFileSync(path.join(folder, name)));
  return hash.update(fs.readFileSync(path.join(root, "node_modules/prisma/package.json"))).digest("hex");
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
