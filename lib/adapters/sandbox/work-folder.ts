import { chownSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { SandboxSettings } from "./settings";

/** What a sandbox is started with, and where its sockets are. */
export interface WorkFolder {
  path: string;
  file(name: string): string;
  /** Makes everything in it belong to whom the tools run as. */
  giveTo(owner: { uid?: number; gid?: number }): void;
  remove(): void;
}

/** What a host is made from. */
export interface Place {
  settings: SandboxSettings;
  folder: WorkFolder;
  warn: (message: string) => void;
}

const programs = ["python/supervisor.py", "python/tool.py", "python/walls.py", "deno/runner.mjs"];

/** A folder that only the server and its tools can enter, also when the project's own is closed to them. */
export function makeWorkFolder(): WorkFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "mneme-tools-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  for (const program of programs)
    copyFileSync(path.join(sources(), program), path.join(folder, path.basename(program)));
  process.once("exit", remove);
  return {
    path: folder,
    file: (name) => path.join(folder, name),
    giveTo({ uid = process.getuid?.(), gid = process.getgid?.() }) {
      if (uid === undefined || gid === undefined) return;
      for (const name of readdirSync(folder)) chownSync(path.join(folder, name), uid, gid);
      chownSync(folder, uid, gid);
    },
    remove() {
      process.off("exit", remove);
      remove();
    },
  };
}

/** Beside this file in the sources; the built server finds them from its own place or the working directory. */
function sources(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const inProject = "lib/adapters/sandbox";
  const candidates = [here, path.join(here, "..", inProject), path.join(process.cwd(), inProject)];
  return candidates.find((folder) => existsSync(path.join(folder, programs[0]))) ?? here;
}
