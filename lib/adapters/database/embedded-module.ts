import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Imported by address at run time: bundled into the server it would start the server again as its worker. */
export function embeddedModule(root: string): Promise<typeof import("./embedded.mjs")> {
  const address = pathToFileURL(join(root, "lib/adapters/database/embedded.mjs")).href;
  return import(/* turbopackIgnore: true */ /* @vite-ignore */ address);
}

/** The packing of snapshots, which lies beside it. */
export function tarModule(root: string): Promise<typeof import("./embedded/tar.mjs")> {
  const address = pathToFileURL(join(root, "lib/adapters/database/embedded/tar.mjs")).href;
  return import(/* turbopackIgnore: true */ /* @vite-ignore */ address);
}
