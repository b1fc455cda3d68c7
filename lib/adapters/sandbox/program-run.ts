import { spawn } from "node:child_process";
import { environment } from "./bubblewrap";

const HEAD_CHARS = 100_000;
const TAIL_CHARS = 4_000_000;

/** The beginning and the end of what a program prints; what lies between is dropped. */
class Output {
  head = "";
  tail = "";
  #length = 0;

  add(chunk: string) {
    this.#length += chunk.length;
    if (this.head.length < HEAD_CHARS) this.head = (this.head + chunk).slice(0, HEAD_CHARS);
    this.tail += chunk;
    // Cut seldom: to cut is to copy, and a program prints in thousands of chunks.
    if (this.tail.length > 2 * TAIL_CHARS) this.tail = this.tail.slice(-TAIL_CHARS);
  }

  text(): string {
    return this.textWithout(0);
  }

  /** Without so many characters of its end. */
  textWithout(count: number): string {
    const length = this.#length - count;
    return length > HEAD_CHARS
      ? `${this.head}\n... [${length} characters in all]`
      : this.head.slice(0, length);
  }
}

interface Program {
  file: string;
  args: string[];
  env: Record<string, string>;
  identity: { uid?: number; gid?: number };
  input: string;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Runs a program to its end, which comes by force when the time is over or the signal aborts.
 * @throws the signal's reason, or why it could not be started
 */
export function runProgram({ file, args, env, identity, input, timeoutMs, signal }: Program) {
  return new Promise<{ stdout: Output; stderr: Output; isTimedOut: boolean; ending: string }>(
    (resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const child = spawn(file, args, { ...identity, env: environment(env), cwd: "/" });
      const stdout = new Output();
      const stderr = new Output();
      let isTimedOut = false;
      const kill = () => child.kill("SIGKILL");
      const timer = setTimeout(() => {
        isTimedOut = true;
        kill();
      }, timeoutMs);
      signal.addEventListener("abort", kill, { once: true });
      child.stdout.setEncoding("utf8").on("data", (chunk) => stdout.add(chunk));
      child.stderr.setEncoding("utf8").on("data", (chunk) => stderr.add(chunk));
      child.stdin.on("error", () => {});
      child.stdin.end(input);
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", kill);
      };
      child.once("error", (error) => {
        end();
        reject(error);
      });
      child.once("close", (code, ending) => {
        end();
        if (signal.aborted) reject(signal.reason);
        else resolve({ stdout, stderr, isTimedOut, ending: ending ?? `exit code ${code}` });
      });
    },
  );
}
