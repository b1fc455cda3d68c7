import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { z } from "zod";
import { pythonText } from "@/lib/runtime/python-text";
import type { SandboxCall, SandboxResult } from "@/lib/runtime/sandbox";
import { bubblewrapArguments, INSIDE, plainEnvironment } from "./bubblewrap";
import { runProgram } from "./program-run";
import { timedOut } from "./python-result";
import type { WorkFolder } from "./work-folder";

export interface DenoOptions {
  deno: string;
  /** Null where there is none: Deno's own permissions then hold the code alone. */
  bubblewrap: string | null;
  folder: WorkFolder;
  identity: { uid?: number; gid?: number };
  memoryMb: number;
  timeoutMs: number;
  isNetworkOpen: boolean;
  hidden?: string[];
}

/** Runs TypeScript or JavaScript in a Deno of its own, which may touch nothing but its environment. */
export async function runInDeno(options: DenoOptions, call: SandboxCall): Promise<SandboxResult> {
  const entry = entryOf(call);
  if (!entry) return withoutFunction;
  const mark = randomUUID();
  const proxy = options.isNetworkOpen && options.bubblewrap ? `${INSIDE}/egress.sock` : undefined;
  const request = {
    source: call.source,
    entry,
    args: call.argumentOrder.map((name) => call.args[name]),
    env: call.env,
    mark,
    proxy,
  };
  const run = await runProgram({
    ...program(options, proxy),
    identity: options.identity,
    input: JSON.stringify(request),
    timeoutMs: options.timeoutMs,
    signal: call.signal,
  });
  return { ...resultOf(run, mark, options), entry };
}

function program(options: DenoOptions, proxy?: string) {
  const { deno, bubblewrap, folder, memoryMb, timeoutMs, hidden } = options;
  const runner = bubblewrap ? `${INSIDE}/runner.mjs` : folder.file("runner.mjs");
  const flags = [
    ...["run", "--no-prompt", "--cached-only", "--no-config", "--no-check", "--no-npm", "--no-remote"],
    ...["--no-lock", "--allow-env", `--v8-flags=--max-old-space-size=${memoryMb}`],
    ...(proxy ? ["--allow-net", `--allow-read=${proxy}`, `--allow-write=${proxy}`] : []),
  ];
  const env = { ...plainEnvironment, DENO_DIR: "/tmp/deno", DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
  const limits = [
    ...[`--data=${(memoryMb + MB_OF_DENO) * 1024 * 1024}`, "--core=0"],
    `--cpu=${Math.ceil(timeoutMs / 1_000) * CORES_OF_DENO + 1}`,
  ];
  const limited = [...(existsSync(PRLIMIT) ? [PRLIMIT, ...limits, "--"] : []), deno, ...flags, runner];
  if (!bubblewrap) return { file: limited[0], args: limited.slice(1), env };
  const walls = bubblewrapArguments({
    shown: [deno],
    moved: [
      { from: folder.file("runner.mjs"), to: runner },
      ...(proxy ? [{ from: folder.file("egress.sock"), to: proxy }] : []),
    ],
    isWarden: false,
    hidden,
    env,
  });
  return { file: bubblewrap, args: [...walls, ...limited], env: {} };
}

const PRLIMIT = "/usr/bin/prlimit";
/** What Deno itself sets aside beside the heap of the code. */
const MB_OF_DENO = 1_024;
/** Threads of its own that may work beside the code. */
const CORES_OF_DENO = 4;

/** How the engine begins its last words. */
const OUT_OF_MEMORY =
  /<--- Last few GCs|#\n# Fatal[^\n]*out of memory|memory allocation of \d+ bytes failed/i;

type Run = Awaited<ReturnType<typeof runProgram>>;

function resultOf(run: Run, mark: string, { timeoutMs, memoryMb }: DenoOptions): SandboxResult {
  const at = run.stdout.tail.lastIndexOf(mark);
  const stdout = at < 0 ? run.stdout.text() : run.stdout.textWithout(run.stdout.tail.length - at);
  const said = { stdout, stderr: run.stderr.text() };
  const failed = (errorType: string, message: string): SandboxResult => ({
    ...said,
    status: "error",
    errorType,
    message,
  });
  if (run.isTimedOut) return failed("TimeoutError", timedOut(timeoutMs));
  if (at < 0) {
    const dump = said.stderr.search(OUT_OF_MEMORY);
    if (dump >= 0) {
      const result = failed("MemoryError", `The tool used more than ${memoryMb} MB of memory`);
      return { ...result, stderr: said.stderr.slice(0, dump).trimEnd() };
    }
    return failed("ToolDied", `The tool's process ended early (${run.ending})`);
  }
  const answer = answerIn(run.stdout.tail.slice(at + mark.length));
  if (!answer) return failed("ToolDied", "The tool's process answered something else than a result");
  const { error, value } = answer;
  if (error) return { ...failed(error.type, error.message), stderr: said.stderr + error.stack };
  return { ...said, status: "success", value, text: inWords(value), memory: {} };
}

const Answer = z.object({
  error: z.object({ type: z.string(), message: z.string(), stack: z.string() }).optional(),
  value: z.unknown().optional(),
});

/** The code shares its process with what answers, and could have written it. Null for what is no answer. */
function answerIn(text: string): z.output<typeof Answer> | null {
  try {
    return Answer.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function inWords(value: unknown): string {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? JSON.stringify(value) : pythonText(value);
}

/** The function of the tool's name, or the last one that the source defines at its top. */
function entryOf({ source, entry }: SandboxCall): string | null {
  const found = [...source.matchAll(DEFINITION)].map(([, indent, exported, name, constant]) => ({
    name: name ?? constant,
    isExported: exported !== undefined,
    indent: indent.length,
  }));
  const margin = Math.min(...found.map(({ indent }) => indent));
  const names = found
    .filter(({ isExported, indent }) => isExported || indent === margin)
    .map(({ name }) => name);
  return entry && names.includes(entry) ? entry : (names.at(-1) ?? null);
}

/** No two of its parts can take the same characters: on hostile sources it would not come to an end. */
const DEFINITION =
  /^([ \t]*)(export\s+)?(?:default\s+)?(?:(?:async\s+)?function\b\s*(?:\*\s*)?([\w$]+)|(?:const|let|var)\s+([\w$]+)(?![\w$])[^=\n]*=\s*(?:async\b|function\b|\([^\n]*=>|[\w$]+\s*=>))/gm;

const withoutFunction: SandboxResult = {
  status: "error",
  errorType: "TypeError",
  message: "The source code defines no function",
  stdout: "",
  stderr: "",
  isWithoutFunction: true,
};
