import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import net from "node:net";
import { bubblewrapArguments, environment, INSIDE, plainEnvironment } from "./bubblewrap";
import { type ExchangeOptions, exchange } from "./exchange";
import type { Python } from "./programs";
import type { WorkFolder } from "./work-folder";

const SOCKET = "calls.sock";
const START_TIMEOUT_MS = 30_000;

interface ZygoteOptions {
  bubblewrap: string;
  python: Python;
  folder: WorkFolder;
  identity: { uid?: number; gid?: number };
  hidden?: string[];
}

/** A Python that waits in bubblewrap and forks for every call, so that none waits for an interpreter to start. */
export class PythonZygote {
  readonly #child: ChildProcess;
  readonly #socket: string;

  private constructor(child: ChildProcess, socket: string) {
    this.#child = child;
    this.#socket = socket;
  }

  /** @throws Error with what bubblewrap or Python said */
  static async start(options: ZygoteOptions): Promise<PythonZygote> {
    const { bubblewrap, python, folder, identity, hidden } = options;
    // A zygote that was killed leaves its socket behind.
    rmSync(folder.file(SOCKET), { force: true });
    folder.giveTo(identity);
    const walls = bubblewrapArguments({
      shown: python.folders,
      moved: [{ from: folder.path, to: INSIDE, isWritable: true }],
      isWarden: true,
      hidden,
      env: plainEnvironment,
    });
    const program = [python.file, "-I", "-B", `${INSIDE}/supervisor.py`, "zygote", INSIDE];
    const child = spawn(bubblewrap, [...walls, ...program], { ...identity, cwd: "/", env: environment() });
    await hasStarted(child);
    letGo(child);
    return new PythonZygote(child, folder.file(SOCKET));
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  call(request: unknown, options: ExchangeOptions) {
    return exchange(net.connect(this.#socket), request, options);
  }

  stop(): Promise<void> {
    if (!this.isRunning) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.ref();
    this.#child.kill("SIGKILL");
    return ended;
  }
}

function hasStarted(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new Error(said.trim().split("\n").at(-1) || why));
    };
    const timer = setTimeout(() => fail("it did not start in time"), START_TIMEOUT_MS);
    child.stderr?.on("data", (chunk) => {
      said = (said + chunk).slice(-2_000);
    });
    child.stdout?.once("data", () => {
      clearTimeout(timer);
      resolve();
    });
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`it ended with code ${code}`));
  });
}

/** An idle zygote does not keep the server alive. */
function letGo(child: ChildProcess) {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as net.Socket | null)?.unref();
}
