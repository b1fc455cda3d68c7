import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, Pool } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { unpackFolder } from "./embedded/tar.mjs";
import { type Embedded, type EmbeddedOptions, openEmbedded } from "./embedded.mjs";

const folder = mkdtempSync(join(tmpdir(), "mneme-embedded-"));
const template = join(folder, "template/database");
const opened: Embedded[] = [];
let count = 0;

beforeAll(async () => {
  const database = await openEmbedded({ dataDir: join(folder, "template"), durable: false });
  await database.close();
});

afterEach(async () => {
  for (const database of opened.splice(0).reverse()) await database.close();
});

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const dataDir = join(folder, `data-${++count}`);
  const database = await openEmbedded({ dataDir, template, durable: false, ...options });
  opened.push(database);
  return database;
}

async function connect({ url }: Embedded): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  return client;
}

// Parameters above 64 kB arrive in several parts; if another client's statement got in between, rows of the wrong query
// would come back without any error.
test("statements of many clients with long parameters never mix", async () => {
  const { url } = await open();
  const pool = new Pool({ connectionString: url, max: 20 });
  const long = "x".repeat(300_000);
  const ask = async (i: number) => {
    const { rows } = await pool.query(`select length($1::text) as length, ${i} as i`, [
      i % 2 ? long : "short",
    ]);
    return rows[0];
  };
  const answers = await Promise.all(Array.from({ length: 400 }, (_, i) => ask(i)));
  expect(answers).toEqual(answers.map((_, i) => ({ length: i % 2 ? 300_000 : 5, i })));
  await pool.end();
});

test("a commit is on the disk before it is acknowledged", async () => {
  const database = await open({ durable: true });
  const client = await connect(database);
  await client.query("create table notes (id int)");
  const before = (await database.stats())?.fsyncs ?? 0;
  for (let i = 0; i < 5; i++) await client.query("insert into notes values ($1)", [i]);
  const after = (await database.stats())?.fsyncs ?? 0;
  expect(after - before).toBeGreaterThanOrEqual(5);
  await client.end();
});

test("a second opening of the same data joins the first instead of opening the files twice", async () => {
  const first = await open();
  const second = await open({ dataDir: first.places.dataDir });
  expect([first.isOwner, second.isOwner]).toEqual([true, false]);
  const [a, b] = [await connect(first), await connect(second)];
  await a.query("create table notes (id int)");
  await a.query("insert into notes values (7)");
  expect((await b.query("select id from notes")).rows).toEqual([{ id: 7 }]);
  await Promise.all([a.end(), b.end()]);
});

// A server that starts while the one before is still ending would otherwise be left without a database.
test("when the owner ends, a process that had joined takes its place", async () => {
  const first = await open();
  const second = await open({ dataDir: first.places.dataDir });
  const client = await connect(first);
  await client.query("create table notes (id int)");
  await client.end();
  await first.close();
  const again = await connectSoon(second);
  await again.query("insert into notes values (1)");
  expect([first.isOwner, second.isOwner]).toEqual([false, true]);
  await again.end();
});

test("openings at the same moment end with exactly one owner", async () => {
  const dataDir = join(folder, `data-${++count}`);
  const all = await Promise.all(Array.from({ length: 4 }, () => open({ dataDir })));
  expect(all.filter(({ isOwner }) => isOwner)).toHaveLength(1);
});

test("who must own the data is told when another process has it", async () => {
  const { places } = await open();
  await expect(openEmbedded({ dataDir: places.dataDir, mustOwn: true })).rejects.toThrow(
    "stop the server first",
  );
});

test("an open transaction keeps others out, and a client that dies inside one is rolled back", async () => {
  const database = await open();
  const [writer, reader] = [await connect(database), await connect(database)];
  await writer.query("create table notes (id int)");
  await writer.query("begin");
  await writer.query("insert into notes values (1)");
  const waiting = reader.query("select count(*)::int as count from notes");
  const early = await Promise.race([waiting, sleep(100, "waits")]);
  expect(early).toBe("waits");
  (writer as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  expect((await waiting).rows).toEqual([{ count: 0 }]);
  await reader.end();
});

test("a transaction that does nothing for too long is ended, so the others go on", async () => {
  const database = await open({ idleInTransactionMs: 100 });
  const [idle, other] = [await connect(database), await connect(database)];
  await idle.query("begin");
  expect((await other.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await expect(idle.query("select 1")).rejects.toThrow();
  await other.end();
});

test("a client that talks nonsense is dismissed, and the others go on", async () => {
  const database = await open();
  const [other, rude] = [await connect(database), await connect(database)];
  const { stream } = (rude as unknown as { connection: { stream: Socket } }).connection;
  stream.write(Buffer.from([0x79, 0, 0, 0, 4, 0x53, 0, 0, 0, 4]));
  await once(stream, "close");
  expect((await other.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await other.end();
});

test("COPY FROM STDIN is refused with a reason, inside and outside a transaction, and the connection goes on", async () => {
  const database = await open();
  const client = await connect(database);
  await client.query("create table notes (id int)");
  await expect(client.query("copy notes from stdin")).rejects.toThrow("does not support COPY FROM STDIN");
  await client.query("begin");
  await expect(client.query("copy notes from stdin")).rejects.toThrow("does not support COPY FROM STDIN");
  await client.query("insert into notes values (1)");
  await client.query("commit");
  expect((await client.query("select id from notes")).rows).toEqual([{ id: 1 }]);
  await client.end();
});

test("when the engine ends it is started again with everything committed", async () => {
  const lines: string[] = [];
  const database = await open({ log: (line) => lines.push(line) });
  const client = await connect(database);
  await client.query("create table notes (id int)");
  await client.query("insert into notes values (1)");
  await client.query("select 1; copy notes from stdin").catch(() => {});
  const again = await connectSoon(database);
  expect((await again.query("select id from notes")).rows).toEqual([{ id: 1 }]);
  expect(lines.join()).toContain("starting it again");
  await again.end();
});

async function connectSoon(database: Embedded): Promise<Client> {
  for (let tries = 0; tries < 200; tries++) {
    const client = await connect(database).catch(() => undefined);
    if (client) return client;
    await sleep(50);
  }
  throw new Error("the database did not come back");
}

test("snapshots are taken only after writes, keep the newest few, and open as a database", async () => {
  const database = await open({ snapshots: { everyMs: 3_600_000, keep: 2 } });
  const snapshots = join(database.places.dataDir, "snapshots");
  await database.snapshot();
  expect(readdirSync(snapshots)).toEqual([]);
  const client = await connect(database);
  await client.query("create table notes (id int)");
  for (let i = 0; i < 3; i++) {
    await client.query("insert into notes values ($1)", [i]);
    await database.snapshot();
  }
  await client.end();
  const kept = readdirSync(snapshots).sort();
  expect(kept).toHaveLength(2);
  expect(await notesIn(join(snapshots, kept[1]))).toEqual([0, 1, 2]);
  expect(await notesIn(join(snapshots, kept[0]))).toEqual([0, 1]);
});

async function notesIn(snapshot: string): Promise<number[]> {
  const dataDir = join(folder, `data-${++count}`);
  mkdirSync(join(dataDir, "database"), { recursive: true, mode: 0o700 });
  await unpackFolder(snapshot, join(dataDir, "database"));
  const client = await connect(await open({ dataDir }));
  const { rows } = await client.query("select id from notes order by id");
  await client.end();
  return rows.map((row) => row.id);
}

test("a database above the limit is not snapshotted, and a line says so", async () => {
  const lines: string[] = [];
  const database = await open({ snapshots: { sizeBytesMax: 1_000 }, log: (line) => lines.push(line) });
  const client = await connect(database);
  await client.query("create table notes (id int)");
  await client.end();
  await database.snapshot();
  expect(lines.join()).toMatch(/snapshot skipped: the database has .* MB, the limit is/);
  expect(existsSync(join(database.places.dataDir, "snapshots/.copy"))).toBe(false);
});
