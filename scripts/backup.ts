// npm run backup -- FILE: writes everything in the database, of either kind, into one file. The server may run.
import { statSync } from "node:fs";
import { backupDatabase } from "@/lib/adapters/database/backup-database";
import { place } from "./place";

const [file] = process.argv.slice(2);
if (!file) {
  console.error("usage: npm run backup -- FILE");
  process.exit(2);
}
try {
  const rows = await backupDatabase(place(), file);
  console.log(`${file}: ${rows} rows, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
} catch (err) {
  console.error(`backup failed: ${(err as Error).message}`);
  process.exit(1);
}
