import { spawn } from "node:child_process";
import { Duplex } from "node:stream";
import { environment, plainEnvironment } from "./bubblewrap";
import { type ExchangeOptions, exchange } from "./exchange";
import type { Python } from "./programs";
import type { WorkFolder } from "./work-folder";

/** One call in a plain process: limits and an empty environment, but the files and the network of the machine. */
export async function callInProcess(
  { python, folder, identity }: { python: Python; folder: WorkFolder; identity: object },
  request: unknown,
  options: ExchangeOptions,
): Promise<Record<string, unknown>> {
  const child = spawn(python.file, ["-I", "-B", folder.file("supervisor.py"), "once"], {
    ...identity,
    cwd: "/tmp",
    env: environment(plainEnvironment),
    stdio: ["pipe", "pipe", "ignore"],
  });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  // A writer whose reader is gone says so in the answer that does not come.
  child.stdin.on("error", () => {});
  try {
    return await Promise.race([exchange(joined(child), request, options), failed]);
  } finally {
    child.stdin.destroy();
  }
}

const joined = ({ stdin, stdout }: { stdin: NodeJS.WritableStream; stdout: NodeJS.ReadableStream }) =>
  Duplex.from({ writable: stdin, readable: stdout });
