import { createWriteStream } from "node:fs";
import { mkdtemp, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ClientBase } from "pg";
import { type BackupLine, FORMAT, VERSION } from "./backup-format";
import { appliedMigrations } from "./migrate";
import { listSequences, listTables, type Table } from "./tables";

const ROWS_PER_FETCH = 200;

/** Text forms that another server reads back to the same value, whatever its own settings are. */
const EXACT_TEXT = `
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres';
  set local timezone = 'UTC';
  set local bytea_output = 'hex';
  set local extra_float_digits = 3;
  set local statement_timeout = 0`;

/** Writes the whole database to `file` as it is at one moment; the file appears when it is complete. Returns the rows. */
export async function backup(client: ClientBase, file: string): Promise<number> {
  const aside = await mkdtemp(join(dirname(file), ".backup-"));
  const partial = join(aside, "backup");
  let rows = 0;
  const count = (line: BackupLine) => {
    if (Array.isArray(line)) rows++;
    return `${JSON.stringify(line)}\n`;
  };
  try {
    await inSnapshot(client, () =>
      pipeline(
        Readable.from(texts(lines(client), count)),
        createGzip(),
        createWriteStream(partial, { mode: 0o600 }),
      ),
    );
    await sync(partial);
    await rename(partial, file);
    await sync(dirname(file));
    return rows;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function inSnapshot(client: ClientBase, task: () => Promise<void>) {
  const migrations = await appliedMigrations(client);
  if (migrations.size === 0) throw new Error("This database has no tables of ours: nothing to back up.");
  await client.query("begin isolation level repeatable read read only");
  try {
    await client.query(EXACT_TEXT);
    await task();
  } finally {
    await client.query("rollback");
  }
}

async function* texts(source: AsyncIterable<BackupLine>, toText: (line: BackupLine) => string) {
  for await (const line of source) yield toText(line);
}

async function* lines(client: ClientBase): AsyncGenerator<BackupLine> {
  const migrations = [...(await appliedInSnapshot(client))];
  yield { format: FORMAT, version: VERSION, created_at: new Date().toISOString(), migrations };
  let total = 0;
  for (const table of await listTables(client)) {
    yield { table: table.name, columns: table.columns };
    for await (const row of rowsOf(client, table)) {
      total++;
      yield row;
    }
  }
  for (const sequence of await listSequences(client)) yield { sequence };
  yield { end: { rows: total } };
}

async function appliedInSnapshot(client: ClientBase) {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum
     from "_prisma_migrations"
     where rolled_back_at is null
     order by migration_name`,
  );
  return rows;
}

/** Values in their text form: exact for every type, and the same for both kinds of database. */
async function* rowsOf(client: ClientBase, { name, columns }: Table): AsyncGenerator<(string | null)[]> {
  const values = columns.map((column) => `"${column.name}"::text`).join(", ");
  await client.query(`declare backup_rows no scroll cursor for select ${values} from "${name}"`);
  for (;;) {
    const { rows } = await client.query({
      text: `fetch ${ROWS_PER_FETCH} from backup_rows`,
      rowMode: "array",
    });
    yield* rows as (string | null)[][];
    if (rows.length < ROWS_PER_FETCH) break;
  }
  await client.query("close backup_rows");
}

async function sync(path: string) {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
