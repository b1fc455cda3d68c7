import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { openEmbedded } from "./embedded.mjs";

const folder = mkdtempSync(join(tmpdir(), "mneme-kill-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the writer on `dataDir`, kills it `afterMs` after its start or its opening, and returns what it had acknowledged. */
async function killWriter(
  dataDir: string,
  { afterMs, once: moment }: { afterMs: number; once: "started" | "open" },
) {
  const writer = spawn(process.execPath, ["lib/testing/embedded-writer.mjs", dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const isOpen = new Promise<void>((resolve, reject) => {
    writer.once("exit", (code) => reject(new Error(`the writer ended with ${code} before it was killed`)));
    writer.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.startsWith("open")) resolve();
    });
  });
  if (moment === "open") await isOpen;
  else isOpen.catch(() => {});
  await sleep(afterMs);
  writer.kill("SIGKILL");
  await once(writer, "close");
  // The last line may be cut off, and then it was not read as acknowledged.
  const lines = output
    .split("\n")
    .slice(0, -1)
    .filter((line) => line !== "open");
  return lines.map(Number);
}

async function numbersIn(dataDir: string): Promise<number[]> {
  const database = await openEmbedded({ dataDir, durable: false });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("create table if not exists numbers (n int primary key, filler text)");
  const { rows } = await client.query<{ n: number }>("select n from numbers order by n");
  await client.end();
  await database.close();
  return rows.map(({ n }) => n);
}

test("a kill at any moment of the first start leaves a folder that opens", { timeout: 180_000 }, async () => {
  for (const afterMs of [300, 900, 1_600, 2_400, 3_200]) {
    const dataDir = join(folder, `first-${afterMs}`);
    const acknowledged = await killWriter(dataDir, { afterMs, once: "started" });
    expect(await numbersIn(dataDir)).toEqual(expect.arrayContaining(acknowledged));
  }
});

test("a kill in the middle of writes and snapshots loses nothing acknowledged", {
  timeout: 180_000,
}, async () => {
  const dataDir = join(folder, "writes");
  const acknowledged: number[] = [];
  for (let round = 0; round < 5; round++) {
    acknowledged.push(...(await killWriter(dataDir, { afterMs: 200 + round * 170, once: "open" })));
  }
  const found = await numbersIn(dataDir);
  // A slow machine writes few; some must have been written for the test to say anything.
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(found).toEqual(expect.arrayContaining(acknowledged));
  expect(found).toEqual(found.map((_, i) => i + 1));
  expect(readdirSync(join(dataDir, "snapshots")).length).toBeGreaterThan(0);
});
