import { execFileSync } from "node:child_process";
import type { SandboxCall, SandboxResult } from "@/lib/runtime/sandbox";
import { type ClosableSandbox, createSandbox } from "../sandbox";
import type { SandboxSettings } from "../settings";

export const aSandbox = (settings: Partial<SandboxSettings> = {}): ClosableSandbox =>
  createSandbox({ mode: "auto", network: "none", timeoutMs: 10_000, memoryMb: 512, ...settings });

/** Python in a plain process, wherever the tests run. */
export const aPlainSandbox = (settings: Partial<SandboxSettings> = {}) =>
  aSandbox({ mode: "process", bubblewrap: "/nowhere/bwrap", ...settings });

export const aCall = (source: string, more: Partial<SandboxCall> = {}): SandboxCall => ({
  language: "python",
  source,
  entry: null,
  args: {},
  argumentOrder: Object.keys(more.args ?? {}),
  env: {},
  agentId: null,
  agentState: null,
  signal: new AbortController().signal,
  ...more,
});

/** The value of a call that must succeed. */
export function valueIn(result: SandboxResult): any {
  if (result.status === "error")
    throw new Error(`${result.errorType}: ${result.message}\n${result.stdout}${result.stderr}`);
  return result.value;
}

/** Why bubblewrap cannot make sandboxes on this machine; null where it can. Asked without any code of ours. */
export function whyNoBubblewrap(): string | null {
  const walls = [
    "--unshare-user",
    "--unshare-pid",
    "--unshare-net",
    "--ro-bind",
    "/",
    "/",
    "--proc",
    "/proc",
  ];
  return problemOf("bwrap", [...walls, "true"]);
}

export const whyNoPython = () =>
  problemOf("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]);

function problemOf(program: string, words: string[]): string | null {
  try {
    execFileSync(program, words, { stdio: "pipe", timeout: 20_000 });
    return null;
  } catch (error) {
    return (error as Error).message.trim();
  }
}
