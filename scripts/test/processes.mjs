import { spawn } from "node:child_process";

const STAGE_MS = 30 * 60_000;
const running = new Set();

/** Runs a program in a process group of its own, shows its output, and returns its exit code. Hangs are ended. */
export function exec(command, words, { env = {}, input = "ignore" } = {}) {
  const child = spawn(command, words, {
    stdio: [input, "inherit", "inherit"],
    detached: true,
    env: { ...process.env, ...env },
  });
  running.add(child);
  const timer = setTimeout(() => {
    console.error(`${command} ${words.join(" ")}: no end after ${STAGE_MS / 60_000} minutes`);
    killGroup(child);
  }, STAGE_MS);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  }).finally(() => {
    clearTimeout(timer);
    running.delete(child);
    killGroup(child);
  });
}

/** The script of a package, run by this Node. */
export function execNode(file, words, options) {
  return exec(process.execPath, [file, ...words], options);
}

export function killRunning() {
  for (const child of running) killGroup(child);
}

/** Also what the program left behind in its group. */
function killGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nothing is left of it.
  }
}
