import { killRunning } from "./processes.mjs";

/** Runs the stages one after the other, however they end, prints the sum, and returns the exit code. */
export async function runStages(chosen) {
  const shared = { cleanups: [] };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop(shared, 130));
  const results = [];
  for (const [name, stage] of chosen) results.push({ name, ...(await runStage(name, stage, shared)) });
  await cleanUp(shared);
  return summarize(results);
}

async function stop(shared, code) {
  killRunning();
  await cleanUp(shared);
  process.exit(code);
}

async function cleanUp({ cleanups }) {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

async function runStage(name, { title, run }, shared) {
  const started = Date.now();
  console.log(`\n━━━ ${name}: ${title}`);
  const result = await run(shared).catch((err) => {
    console.error(err.message);
    return { passed: 0, failed: 1 };
  });
  const seconds = (Date.now() - started) / 1000;
  const ranNothing = !result.skipped && result.passed + result.failed === 0;
  if (ranNothing) console.error(`${name}: no test ran, which counts as a failure`);
  const counted = ranNothing ? { passed: 0, failed: 1 } : result;
  console.log(`━━━ ${name}: ${inWords(counted)} in ${seconds.toFixed(1)} s`);
  return { ...counted, seconds };
}

function inWords({ passed, failed, skipped }) {
  return skipped ? `skipped: ${skipped}` : `${passed} passed, ${failed} failed`;
}

function summarize(results) {
  console.log("\nStages");
  for (const { name, seconds, ...result } of results) {
    console.log(`  ${name.padEnd(10)} ${inWords(result).padEnd(40)} ${seconds.toFixed(1).padStart(7)} s`);
  }
  const sum = (field) => results.reduce((total, result) => total + (result[field] ?? 0), 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") > 0 || results.length === 0 ? 1 : 0;
}
