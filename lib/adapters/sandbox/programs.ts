import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** A Python that can run tools. */
export interface Python {
  /** The executable itself, behind links and shims. */
  file: string;
  /** Folders that it needs and that do not belong to the system. */
  folders: string[];
}

const FACTS = `
import json, os, sys
assert sys.version_info >= (3, 8)
print(json.dumps([sys.executable, os.path.realpath(sys.executable), sys.prefix, sys.base_prefix]))`;

/** The Pythons of this machine that work, the system's first; with `wanted` only that one. */
export async function findPythons(wanted?: string): Promise<Python[]> {
  const names = wanted ? [wanted] : ["/usr/bin/python3", "/usr/local/bin/python3", "python3"];
  const found = await Promise.all(names.map(describe));
  return found.filter((python) => python !== null);
}

async function describe(name: string): Promise<Python | null> {
  try {
    const { stdout } = await exec(name, ["-I", "-c", FACTS], { timeout: 20_000 });
    const [file, real, ...prefixes] = JSON.parse(stdout) as string[];
    const folders = [path.dirname(real), ...prefixes].filter((folder) => !isOfSystem(folder));
    return { file, folders: [...new Set(folders)] };
  } catch {
    return null;
  }
}

/** False for a Python in a folder that only the server may enter. */
export async function canStart({ file }: Python, identity: { uid?: number; gid?: number }): Promise<boolean> {
  try {
    await exec(file, ["-I", "-c", ""], { ...identity, cwd: "/", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const isOfSystem = (folder: string) => folder === "/" || folder === "/usr" || folder.startsWith("/usr/");

/** The full path of a program that the server could start. */
export async function which(name: string): Promise<string | null> {
  if (path.isAbsolute(name)) return existsSync(name) ? name : null;
  if (process.platform === "win32") return null;
  try {
    return (await exec("/bin/sh", ["-c", 'command -v "$0"', name])).stdout.trim() || null;
  } catch {
    return null;
  }
}

/** Deno as npm installed it for this machine, or the machine's own. */
export async function findDeno(): Promise<string | null> {
  const libc = process.platform === "linux" ? "-glibc" : "";
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  const packaged = path.join("node_modules/@deno", `${process.platform}-${process.arch}${libc}`, file);
  const here = path.join(process.cwd(), packaged);
  return existsSync(here) ? here : which("deno");
}
