import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The script that reads documents. It stays unbundled: it lies beside this file in the sources, and the built server finds
 * it from its own place or the working directory.
 */
export function readerFile(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const inProject = "lib/adapters/files/reader/worker.mjs";
  const candidates = [
    path.join(here, "reader/worker.mjs"),
    path.join(here, "..", inProject),
    path.join(process.cwd(), inProject),
  ];
  return candidates.find((file) => existsSync(file)) ?? candidates[0];
}
