import type { ClientBase } from "pg";

export interface Column {
  name: string;
  /** As SQL writes it, e.g. `timestamp(3) with time zone`, `text[]`, `vector`. */
  type: string;
}

export interface Table {
  name: string;
  columns: Column[];
}

export interface Sequence {
  name: string;
  /** As text: it may be beyond what a JSON number holds. */
  last_value: string;
}

/** Our tables: all in `public` but Prisma's own and those that belong to an extension. Generated columns are left out. */
const TABLES = `
  select class.relname as name,
         json_agg(json_build_object('name', attribute.attname,
                                    'type', format_type(attribute.atttypid, attribute.atttypmod))
                  order by attribute.attnum) as columns
  from pg_class class
  join pg_attribute attribute on attribute.attrelid = class.oid
  where class.relkind = 'r'
    and class.relnamespace = 'public'::regnamespace
    and class.relname <> '_prisma_migrations'
    and not exists (select 1 from pg_depend where objid = class.oid and deptype = 'e')
    and attribute.attnum > 0
    and not attribute.attisdropped
    and attribute.attgenerated = ''
  group by class.relname
  order by class.relname`;

export async function listTables(client: ClientBase): Promise<Table[]> {
  return (await client.query<Table>(TABLES)).rows;
}

/** Sequences that were used; an unused one has nothing to restore. */
export async function listSequences(client: ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select sequencename as name, last_value::text as last_value
     from pg_sequences
     where schemaname = 'public' and last_value is not null
     order by sequencename`,
  );
  return rows;
}

/** Whether any of our tables has a row. */
export async function hasRows(client: ClientBase): Promise<boolean> {
  for (const { name } of await listTables(client)) {
    const { rowCount } = await client.query(`select 1 from "${name}" limit 1`);
    if (rowCount) return true;
  }
  return false;
}
