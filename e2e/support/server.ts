import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  /** From the start of the process until it said that it was ready. */
  startedMs: number;
  /** Everything the server has printed so far. */
  output(): string;
  /** Ends it as a supervisor would, and waits; removes the data folder if this start made it. */
  stop(): Promise<void>;
  /** Ends it as a power switch would; the data folder stays. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** Default: a new folder that `stop` removes. */
  dataDir?: string;
  env?: Record<string, string>;
}

const START_MS = 120_000;

/** Models of the machine that runs the tests must not be part of them. */
const isolated = {
  NODE_ENV: "production",
  PORT: process.env.E2E_PORT ?? "0",
  HOST: "127.0.0.1",
  PROBE_LOCAL_MODELS: "false",
  DEMO_MODEL_DELAY_MS: "1",
  LOG_LEVEL: "warn",
};

/** Starts the built server on a free port and waits until it is ready. */
export async function startServer({ dataDir, env = {} }: StartOptions = {}): Promise<RunningServer> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "mneme-e2e-"));
  const started = performance.now();
  const child = spawn(process.execPath, [process.env.E2E_SERVER ?? "dist/server.mjs"], {
    env: { ...inherited(), ...isolated, DATA_DIR: folder, ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const output = outputOf(child);
  const forget = () => {
    if (!dataDir) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const killWithTests = () => {
    child.kill("SIGKILL");
    // Vitest gives a worker half a second to end: too short to remove a thousand files.
    if (!dataDir) spawn("rm", ["-rf", folder], { detached: true, stdio: "ignore" }).unref();
  };
  process.once("exit", killWithTests);
  child.once("exit", () => process.removeListener("exit", killWithTests));
  const port = await readyPort(child, output).catch((error) => {
    forget();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid as number,
    dataDir: folder,
    startedMs: performance.now() - started,
    output,
    kill: () => ended(child, "SIGKILL"),
    async stop() {
      await ended(child, "SIGTERM");
      forget();
    },
  };
}

/** The machine's own settings for model providers and databases stay outside. */
function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG };
}

function outputOf(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text = (text + part).slice(-1_000_000);
    });
  return () => text;
}

function readyPort(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}:\n${output()}`));
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`was not ready within ${START_MS / 1000} s`);
    }, START_MS);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      fail(`ended at once (${signal ?? code})`);
    });
    child.on("message", (message: { type?: string; port?: number }) => {
      if (message.type !== "ready") return;
      clearTimeout(timer);
      resolve(message.port as number);
    });
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  const impatience = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await exit;
  clearTimeout(impatience);
}
