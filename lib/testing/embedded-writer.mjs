// A process for the kill tests: opens the embedded database of the folder it is given, then writes numbers from the
// highest one on, and prints each as soon as its commit is acknowledged.
import pg from "pg";
import { openEmbedded } from "../adapters/database/embedded.mjs";

const { url } = await openEmbedded({ dataDir: process.argv[2], snapshots: { everyMs: 150 } });
console.log("open");
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query("create table if not exists numbers (n int primary key, filler text)");
const { rows } = await client.query("select coalesce(max(n), 0)::int as last from numbers");
for (let n = rows[0].last + 1; ; n++) {
  await client.query("insert into numbers values ($1, repeat(md5($1::int::text), 50))", [n]);
  if (n % 50 === 0) await client.query("update numbers set filler = reverse(filler) where n % 7 = 0");
  console.log(n);
}
