import type { ClientBase } from "pg";

/** The database cannot be used as it is. The message names every problem and the SQL that solves it. */
export class DatabaseNotReady extends Error {
  override name = "DatabaseNotReady";
}

interface Facts {
  version_num: number;
  version: string;
  encoding: string;
  read_only: boolean;
  user: string;
  database: string;
  may_create_tables: boolean;
  may_create_extensions: boolean;
  /** The job queue's schema is there and ours to change, or may be created. */
  may_use_queue: boolean;
  is_superuser: boolean;
  vector: Extension | null;
  pg_trgm: Extension | null;
}

interface Extension {
  is_installed: boolean;
  is_trusted: boolean;
}

const VERSION_MIN = 14;

/** One round trip for everything that can be wrong with a Postgres server. */
const FACTS = `
  with extensions as (
    select available.name,
           bool_or(available.installed) as is_installed,
           bool_or(available.trusted) as is_trusted
    from pg_available_extension_versions available
    where available.name in ('vector', 'pg_trgm')
    group by available.name
  )
  select current_setting('server_version_num')::int as version_num,
         current_setting('server_version') as version,
         current_setting('server_encoding') as encoding,
         pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool as read_only,
         current_user as "user",
         current_database() as database,
         has_schema_privilege(current_schema(), 'create') as may_create_tables,
         has_database_privilege(current_database(), 'create') as may_create_extensions,
         coalesce(
           (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'pgboss'),
           has_database_privilege(current_database(), 'create')
         ) as may_use_queue,
         (select rolsuper from pg_roles where rolname = current_user) as is_superuser,
         (select to_json(extensions) from extensions where name = 'vector') as vector,
         (select to_json(extensions) from extensions where name = 'pg_trgm') as pg_trgm`;

/** Returns the server's version, or throws `DatabaseNotReady`. Reads only. */
export async function preflight(client: ClientBase): Promise<string> {
  const { rows } = await client.query<Facts>(FACTS);
  const problems = problemsOf(rows[0]);
  if (problems.length === 0) return rows[0].version;
  const list = problems.map((problem) => `  - ${problem}`).join("\n");
  throw new DatabaseNotReady(`The Postgres server cannot be used yet:\n${list}`);
}

/** What stands in the way, each with its cure. */
export function problemsOf(facts: Facts): string[] {
  const problems: string[] = [];
  const user = quote(facts.user);
  const database = quote(facts.database);
  if (facts.version_num < VERSION_MIN * 10_000) {
    problems.push(`Postgres ${facts.version} is too old: ${VERSION_MIN} or newer is needed.`);
  }
  if (facts.encoding !== "UTF8") {
    problems.push(
      `The database's encoding is ${facts.encoding}: create one with ` +
        `\`create database mneme encoding 'UTF8' template template0;\` and use it.`,
    );
  }
  if (facts.read_only) problems.push("The server is read-only (a standby?): use the primary.");
  if (!facts.may_create_tables) {
    problems.push(`${user} may not create tables: run \`grant create, usage on schema public to ${user};\``);
  }
  if (!facts.may_use_queue) {
    problems.push(
      `${user} may not keep the job queue's tables: run \`create schema if not exists pgboss; ` +
        `alter schema pgboss owner to ${user};\``,
    );
  }
  for (const name of ["vector", "pg_trgm"] as const) {
    const problem = extensionProblem(
      name,
      facts,
      `in ${database} as a superuser \`create extension ${name};\``,
    );
    if (problem) problems.push(problem);
  }
  return problems;
}

function extensionProblem(name: "vector" | "pg_trgm", facts: Facts, cure: string): string | undefined {
  const extension = facts[name];
  if (!extension) {
    const from =
      name === "vector" ? "pgvector (package postgresql-<version>-pgvector)" : "postgresql-contrib";
    return `The extension '${name}' is not on the server: install ${from}, then run ${cure}`;
  }
  const mayCreate = facts.is_superuser || (extension.is_trusted && facts.may_create_extensions);
  if (extension.is_installed || mayCreate) return undefined;
  return `The extension '${name}' is not installed, and ${quote(facts.user)} may not do so: run ${cure}`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
