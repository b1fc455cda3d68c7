// Child processes: one that takes over until it ends, and quiet ones that prepare.
import { spawn } from "node:child_process";
import process from "node:process";

/** Ctrl-C reaches us from the terminal and perhaps again from npm; within this time it counts once. */
const SAME_SIGNAL_MS = 500;

/**
 * Runs a command in a process group of its own, passes signals on to it exactly once, and ends as it ends.
 * Returns only when it succeeded.
 */
export async function run(command, words, { env = {} } = {}) {
  const child = spawn(command, words, { stdio: "inherit", detached: true, env: { ...process.env, ...env } });
  const stopForwarding = forwardSignals(child);
  const killOrphans = () => signalGroup(child, "SIGTERM");
  process.once("exit", killOrphans);
  const { code, signal } = await ended(child);
  process.removeListener("exit", killOrphans);
  stopForwarding();
  if (signal) process.kill(process.pid, signal);
  if (code !== 0) process.exit(code ?? 1);
}

/** Runs a command to its end without showing it; its output becomes the error's text. */
export async function runQuietly(command, words, { env = {}, cwd } = {}) {
  const child = spawn(command, words, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
    env: { ...process.env, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output = (output + text).slice(-8000);
    });
  }
  const { code, signal } = await ended(child);
  if (code !== 0)
    throw new Error(`${output.trim()}\n\n\`${command} ${words.join(" ")}\` ended with ${signal ?? code}.`);
  return output;
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

function forwardSignals(child) {
  const lastAt = new Map();
  const forward = (signal) => {
    if (Date.now() - (lastAt.get(signal) ?? 0) < SAME_SIGNAL_MS) return;
    lastAt.set(signal, Date.now());
    signalGroup(child, signal === "SIGHUP" ? "SIGTERM" : signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  const watch = watchParent(() => forward("SIGTERM"));
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.removeListener(signal, forward);
  };
}

/** When npm or its shell is killed, nothing tells us; a server that nobody holds any more must not go on. */
function watchParent(onGone) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return undefined;
  return setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 500);
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
