import { identities } from "./bubblewrap";
import type { ExchangeOptions } from "./exchange";
import { canStart, findPythons, type Python, which } from "./programs";
import { callInProcess } from "./python-process";
import { PythonZygote } from "./python-zygote";
import { SandboxUnavailable } from "./settings";
import type { Place, WorkFolder } from "./work-folder";

/** Something that runs Python tools. */
export interface PythonHost {
  isIsolated: boolean;
  /** False where a limit on processes would count those of the server, too. */
  areProcessesCounted: boolean;
  isRunning(): boolean;
  call(request: unknown, options: ExchangeOptions): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/**
 * The safest way to run Python on this machine that the settings allow.
 * @throws SandboxUnavailable
 */
export async function findPythonHost({ settings, folder, warn }: Place): Promise<PythonHost> {
  if (process.platform === "win32") throw new SandboxUnavailable(WINDOWS);
  const pythons = await findPythons(settings.python);
  if (pythons.length === 0) throw new SandboxUnavailable(withoutPython(settings.python));
  const bubblewrap = process.platform === "linux" ? await which(settings.bubblewrap ?? "bwrap") : null;
  const { hidden } = settings;
  const problems: string[] = [];
  if (bubblewrap) {
    for (const python of pythons)
      for (const identity of identities())
        try {
          return isolated(await PythonZygote.start({ bubblewrap, python, folder, identity, hidden }));
        } catch (error) {
          problems.push((error as Error).message);
        }
  }
  if (settings.mode !== "process") throw new SandboxUnavailable(withoutBubblewrap(problems));
  warn(
    "Python tools run without isolation (TOOL_SANDBOX=process): they can read and reach what the server can",
  );
  return plain(pythons[0], folder);
}

const isolated = (zygote: PythonZygote): PythonHost => ({
  isIsolated: true,
  areProcessesCounted: true,
  isRunning: () => zygote.isRunning,
  call: (request, options) => zygote.call(request, options),
  stop: () => zygote.stop(),
});

async function plain(python: Python, folder: WorkFolder): Promise<PythonHost> {
  const [nobody] = identities();
  const identity = (await canStart(python, nobody)) ? nobody : {};
  folder.giveTo(identity);
  return {
    isIsolated: false,
    areProcessesCounted: identity.uid !== undefined,
    isRunning: () => true,
    call: (request, options) => callInProcess({ python, folder, identity }, request, options),
    stop: async () => {},
  };
}

const AS_PROCESS =
  "or set TOOL_SANDBOX=process to run tools in plain processes, which can read and reach what the server can.";

function withoutBubblewrap(problems: string[]): string {
  if (process.platform !== "linux")
    return `Python tools are isolated with bubblewrap, which exists only on Linux. Run the server there, ${AS_PROCESS}`;
  const [problem] = problems;
  if (!problem)
    return `Python tools do not run on this server because bubblewrap is missing. Install it (apt-get install bubblewrap, dnf install bubblewrap, apk add bubblewrap), ${AS_PROCESS}`;
  return `Python tools do not run on this server because bubblewrap cannot isolate them here (${problem}). Allow user namespaces on the machine or in the container, ${AS_PROCESS}`;
}

const withoutPython = (wanted?: string) =>
  wanted
    ? `Python tools do not run on this server: TOOL_PYTHON is '${wanted}', which is not a working Python of version 3.8 or newer.`
    : "Python tools do not run on this server because it has no Python 3.8 or newer. Install python3, or set TOOL_PYTHON to the path of one.";

const WINDOWS = "Python tools do not run on Windows. Run the server in WSL or in a container.";
