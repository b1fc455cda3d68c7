import { availableParallelism } from "node:os";
import type { Sandbox, SandboxCall, SandboxResult } from "@/lib/runtime/sandbox";
import { limiter } from "@/lib/shared/limiter";
import { runInDeno } from "./deno";
import { findDenoHost } from "./deno-host";
import { type EgressProxy, startEgressProxy } from "./egress-proxy";
import { NoReply } from "./exchange";
import { Lazily } from "./lazily";
import { findPythonHost } from "./python-host";
import { pythonResult } from "./python-result";
import { FILE_MB_MAX, PROCESSES_MAX, type SandboxSettings, SandboxUnavailable } from "./settings";
import { makeWorkFolder, type Place, type WorkFolder } from "./work-folder";

/** Beyond its own limit of time a call may take this long to be started and to answer. */
const GRACE_MS = 10_000;
const IDLE_MS = 600_000;
const PROXY = "http://127.0.0.1:3128";
const UNAVAILABLE_MS = 30_000;

export interface ClosableSandbox extends Sandbox {
  close(): Promise<void>;
}

type Warn = (message: string) => void;

/** The sandbox of this process. Nothing is looked for or started before the first call. */
export function createSandbox(settings: SandboxSettings, warn: Warn = () => {}): ClosableSandbox {
  const parallelMax = Math.max(8, availableParallelism() * 2);
  const inTurn = limiter(parallelMax);
  // Code that calls tools may wait for one that runs here, too: in one queue they could wait for each other.
  const inTurnOfCallers = limiter(parallelMax);
  const site = new Site(settings, warn);
  const closing = new AbortController();
  return {
    async run(given) {
      const call = { ...given, signal: AbortSignal.any([given.signal, closing.signal]) };
      try {
        if (settings.mode === "off") throw new SandboxUnavailable(OFF);
        return await (call.callTool ? inTurnOfCallers : inTurn)(async () => {
          call.signal.throwIfAborted();
          return call.language === "python" ? runPython(site, call) : runTypeScript(site, call);
        });
      } catch (error) {
        if (call.signal.aborted) throw call.signal.reason;
        return notRun(error);
      }
    },
    async close() {
      closing.abort(new Error("The server stops"));
      await site.close();
    },
  };
}

const OFF = "Custom tools are switched off on this server (TOOL_SANDBOX=off).";

async function runPython(site: Site, call: SandboxCall): Promise<SandboxResult> {
  const { settings } = site;
  const host = await site.python.get();
  const isOpen = settings.network === "guarded" && host.isIsolated;
  const wallS = settings.timeoutMs / 1_000;
  const request = {
    source: call.source,
    entry: call.entry,
    args: call.args,
    env: { ...defaults, ...(isOpen && proxied), ...call.env },
    agent_id: call.agentId,
    agent_state: call.agentState,
    calls: call.callTool !== undefined,
    network: isOpen,
    limits: {
      wall_s: wallS,
      cpu_s: Math.ceil(wallS) + 1,
      memory_mb: settings.memoryMb,
      file_mb: FILE_MB_MAX,
      processes: host.areProcessesCounted ? PROCESSES_MAX : null,
    },
  };
  const { signal, callTool } = call;
  const options = { signal, callTool, timeoutMs: settings.timeoutMs + GRACE_MS };
  return pythonResult(await host.call(request, options), settings.timeoutMs);
}

async function runTypeScript(site: Site, call: SandboxCall): Promise<SandboxResult> {
  const { settings } = site;
  const host = await site.deno.get();
  const { timeoutMs, memoryMb, hidden } = settings;
  const options = { ...host, timeoutMs, memoryMb, hidden, isNetworkOpen: settings.network === "guarded" };
  return runInDeno(options, { ...call, env: { ...defaults, ...call.env } });
}

const defaults = {
  ...{ PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/tmp", TMPDIR: "/tmp", LANG: "C.UTF-8" },
  ...{ PYTHONWARNINGS: "ignore", NO_COLOR: "1", TERM: "dumb", PYTHONUNBUFFERED: "1" },
};
const proxied = { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, http_proxy: PROXY, https_proxy: PROXY };

/** The code was not run, or what ran it went away. */
function notRun(error: unknown): SandboxResult {
  const said = { status: "error", stdout: "", stderr: "" } as const;
  if (error instanceof SandboxUnavailable)
    return { ...said, errorType: "SandboxUnavailable", message: error.message };
  if (error instanceof NoReply)
    return { ...said, errorType: "SandboxError", message: `The sandbox stopped: ${error.message}` };
  throw error;
}

/** What this process runs tools with, made when it is first needed. */
class Site {
  readonly python = new Lazily(async () => this.#host(findPythonHost), {
    isUsable: (host) => host.isRunning(),
    retryAfterMs: UNAVAILABLE_MS,
    idleMs: () => IDLE_MS + this.settings.timeoutMs,
    dispose: (host) => host.stop(),
  });
  readonly deno = new Lazily(async () => this.#host(findDenoHost), {
    retryAfterMs: UNAVAILABLE_MS,
    dispose: (host) => host.stop(),
  });

  constructor(
    readonly settings: SandboxSettings,
    readonly warn: Warn,
  ) {}

  /** A host with a work folder of its own: each belongs to whom its tools run as. */
  async #host<T extends object>(find: (place: Place) => Promise<T & { stop?(): Promise<void> }>) {
    const { settings, warn } = this;
    const folder = makeWorkFolder();
    const proxy = settings.network === "guarded" ? await this.#proxy(folder) : null;
    const leave = async () => {
      await proxy?.close();
      folder.remove();
    };
    try {
      const host = await find({ settings, folder, warn });
      const stop = async () => {
        await host.stop?.();
        await leave();
      };
      return { ...host, stop };
    } catch (error) {
      await leave();
      throw error;
    }
  }

  #proxy(folder: WorkFolder): Promise<EgressProxy> {
    return startEgressProxy(folder.file("egress.sock"), { isAllowed: this.settings.isAddressAllowed });
  }

  async close() {
    await Promise.all([this.python.close(), this.deno.close()]);
  }
}
