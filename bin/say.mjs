// What the launcher prints: short lines, each with what is being done and how long it took.
import process from "node:process";

/** Runs a step and tells of it. Lines go to stderr, so that a command's own output stays clean. */
export async function step(title, task) {
  const started = Date.now();
  process.stderr.write(`  ${title} …\n`);
  const result = await task();
  process.stderr.write(`  ${title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

export function fail(err) {
  process.stderr.write(`\n${err?.message ?? err}\n\n`);
  process.exit(1);
}
