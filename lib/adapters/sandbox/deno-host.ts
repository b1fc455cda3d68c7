import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { bubblewrapArguments, environment, identities } from "./bubblewrap";
import type { DenoOptions } from "./deno";
import { findDeno, which } from "./programs";
import { SandboxUnavailable } from "./settings";
import type { Place } from "./work-folder";

const exec = promisify(execFile);

type DenoHost = Pick<DenoOptions, "deno" | "bubblewrap" | "folder" | "identity">;

/**
 * Deno, in bubblewrap where that works.
 * @throws SandboxUnavailable
 */
export async function findDenoHost({ settings, folder }: Place): Promise<DenoHost> {
  const deno = await findDeno();
  if (!deno) throw new SandboxUnavailable(MISSING);
  const bubblewrap = process.platform === "linux" ? await which(settings.bubblewrap ?? "bwrap") : null;
  for (const program of bubblewrap ? [bubblewrap, null] : [null])
    for (const identity of identities())
      if (await works(program, deno, identity)) {
        folder.giveTo(identity);
        return { deno, bubblewrap: program, folder, identity };
      }
  throw new SandboxUnavailable(BROKEN);
}

async function works(bubblewrap: string | null, deno: string, identity: object): Promise<boolean> {
  const walls = bubblewrapArguments({ shown: [deno], moved: [], isWarden: false, env: {} });
  const [program, ...words] = bubblewrap ? [bubblewrap, ...walls, deno, "--version"] : [deno, "--version"];
  try {
    await exec(program, words, { ...identity, cwd: "/", env: environment(), timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const BROKEN = "TypeScript tools do not run on this server because Deno does not start on it.";
const MISSING =
  "TypeScript tools do not run on this server because Deno is missing: its package is optional and there is none for this system. Install Deno so that the server finds it on its PATH.";
