import type { ClientBase } from "pg";
import { type BackupHeader, type BackupLine, readBackup, readHeader } from "./backup-format";
import { appliedMigrations, applyMigration, type Migration, readMigrations } from "./migrate";
import { hasRows, type Sequence, type Table } from "./tables";

const ROWS_PER_INSERT = 200;
const BYTES_PER_INSERT = 1_000_000;

/**
 * Fills the database from a backup of either kind, in one transaction: all of it or nothing. It builds the tables as they
 * were, loads the rows, then applies the migrations that came later. Refuses a database with rows unless forced.
 */
export async function restore(
  client: ClientBase,
  { file, migrations, force }: RestoreOptions,
): Promise<number> {
  const known = readMigrations(migrations);
  assertKnown(await readHeader(file), known, file);
  await client.query("begin");
  try {
    await client.query("set local statement_timeout = 0");
    if (!force && (await hasRows(client))) {
      throw new Error("The database is not empty. Use --force to replace everything in it.");
    }
    const rows = await load(client, file, known);
    await client.query("commit");
    return rows;
  } catch (err) {
    await client.query("rollback").catch(() => {});
    throw err;
  }
}

export interface RestoreOptions {
  file: string;
  /** The folder `prisma/migrations`. */
  migrations: string;
  /** Replace what is there. */
  force: boolean;
}

function assertKnown({ migrations }: BackupHeader, known: Migration[], file: string) {
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  const strange = migrations.find(({ name, checksum }) => checksums.get(name) !== checksum);
  if (strange) {
    throw new Error(
      `${file} is of another release: its migration '${strange.name}' is not this one's. Update first.`,
    );
  }
}

async function load(client: ClientBase, file: string, known: Migration[]): Promise<number> {
  await dropEverything(client);
  await appliedMigrations(client);
  let then: string[] = [];
  let rows = 0;
  const batch = new Batch(client);
  for await (const line of readBackup(file)) {
    if (Array.isArray(line)) {
      rows++;
      await batch.add(line);
      continue;
    }
    await batch.flush();
    if ("format" in line) then = await buildTables(client, known, line);
    else if ("table" in line) batch.table = { name: line.table, columns: line.columns };
    else if ("sequence" in line) await setSequence(client, line.sequence);
    else if (line.end.rows !== rows)
      throw new Error(`${file} is damaged: ${rows} rows instead of ${line.end.rows}.`);
  }
  for (const statement of then) await client.query(statement);
  const done = await appliedMigrations(client);
  for (const migration of known.filter(({ name }) => !done.has(name)))
    await applyMigration(client, migration);
  return rows;
}

/** Also the job queue's schema: its jobs speak of rows that are being replaced. The server makes it anew. */
const EVERYTHING = `
  select format('drop %s if exists public.%I cascade', kind, relname) as statement
  from pg_class
  join (values ('r', 'table'), ('p', 'table'), ('v', 'view'), ('m', 'materialized view'), ('S', 'sequence'))
    as kinds (relkind, kind) on kinds.relkind = pg_class.relkind::text
  where relnamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
  union all
  select format('drop type if exists public.%I cascade', typname)
  from pg_type
  where typnamespace = 'public'::regnamespace and typtype = 'e'
    and not exists (select 1 from pg_depend where objid = pg_type.oid and deptype = 'e')
  union all
  select format('drop routine if exists %s cascade', oid::regprocedure)
  from pg_proc
  where pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e')
  union all
  select 'drop schema if exists pgboss cascade'`;

async function dropEverything(client: ClientBase) {
  const { rows } = await client.query<{ statement: string }>(EVERYTHING);
  for (const { statement } of rows) await client.query(statement);
}

async function buildTables(
  client: ClientBase,
  known: Migration[],
  { migrations }: BackupHeader,
): Promise<string[]> {
  const names = new Set(migrations.map(({ name }) => name));
  for (const migration of known.filter(({ name }) => names.has(name)))
    await applyMigration(client, migration);
  await emptyTables(client);
  return setAside(client);
}

/** Rows that a migration itself inserts are in the backup too. */
async function emptyTables(client: ClientBase) {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I', tablename) as name
     from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  );
  if (rows.length > 0) await client.query(`truncate ${rows.map(({ name }) => name).join(", ")} cascade`);
}

/**
 * Takes away foreign keys, indexes and triggers, and returns the statements that bring them back. So the order of the
 * tables does not matter, every reference is checked in the end, and a vector index is built once instead of row by row.
 */
async function setAside(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ away: string; back: string }>(ASIDE);
  for (const { away } of rows) await client.query(away);
  return rows.map(({ back }) => back).reverse();
}

/** In steps, whose reverse order brings back indexes before the foreign keys that may need them. */
const ASIDE = `
  with ours as (
    select oid, oid::regclass::text as name
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
  )
  select 1 as step,
         format('alter table %s disable trigger user', name) as away,
         format('alter table %s enable trigger user', name) as back
  from ours
  union all
  select 2,
         format('alter table %s drop constraint %I', ours.name, conname),
         format('alter table %s add constraint %I %s', ours.name, conname, pg_get_constraintdef(pg_constraint.oid))
  from pg_constraint join ours on ours.oid = conrelid
  where contype = 'f'
  union all
  select 3, format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
  from pg_index join ours on ours.oid = indrelid
  where not indisprimary
    and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
  order by step`;

async function setSequence(client: ClientBase, { name, last_value }: Sequence) {
  await client.query(`select setval(format('public.%I', $1::text)::regclass, $2::bigint, true)`, [
    name,
    last_value,
  ]);
}

/** Collects rows of one table and inserts many with one statement. */
class Batch {
  table?: Table;
  #rows: (string | null)[][] = [];
  #bytes = 0;

  constructor(private readonly client: ClientBase) {}

  async add(row: Extract<BackupLine, unknown[]>) {
    this.#rows.push(row);
    for (const value of row) this.#bytes += value?.length ?? 0;
    if (this.#rows.length >= ROWS_PER_INSERT || this.#bytes >= BYTES_PER_INSERT) await this.flush();
  }

  async flush() {
    if (this.#rows.length === 0 || !this.table) return;
    const { name, columns } = this.table;
    const into = columns.map((column) => `"${column.name}"`).join(", ");
    const values = columns.map(({ type }, i) => `(row ->> ${i})::${type}`).join(", ");
    await this.client.query(
      `insert into "${name}" (${into}) overriding system value
       select ${values} from json_array_elements($1::json) as rows (row)`,
      [JSON.stringify(this.#rows)],
    );
    this.#rows = [];
    this.#bytes = 0;
  }
}
