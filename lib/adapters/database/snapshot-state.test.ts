import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSnapshots } from "./snapshot-state";

test("finished snapshots are counted, with their size and the newest one's time", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mneme-snapshots-"));
  const newest = new Date("2026-01-02T03:04:05Z");
  for (const [name, time] of [
    ["20260101T000000000Z.tar.gz", new Date("2026-01-01T00:00:00Z")],
    ["20260102T030405000Z.tar.gz", newest],
    ["20260103T000000000Z.tar.gz.tmp", new Date("2026-01-03T00:00:00Z")],
  ] as const) {
    await writeFile(join(folder, name), "12345");
    await utimes(join(folder, name), time, time);
  }
  expect(await readSnapshots(folder)).toEqual({ count: 2, sizeBytes: 10, newestAt: newest });
  await rm(folder, { recursive: true });
});

test("a folder that is not there yet holds none", async () => {
  expect(await readSnapshots(join(tmpdir(), "mneme-no-such-folder"))).toEqual({
    count: 0,
    sizeBytes: 0,
    newestAt: null,
  });
});
