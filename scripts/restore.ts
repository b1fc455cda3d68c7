// npm run restore -- FILE [--force]: fills the database from a backup or a snapshot. Stop the server first.
import { restoreDatabase } from "@/lib/adapters/database/backup-database";
import { place } from "./place";

const words = process.argv.slice(2);
const [file] = words.filter((word) => !word.startsWith("--"));
if (!file) {
  console.error("usage: npm run restore -- FILE [--force]");
  process.exit(2);
}
try {
  await restoreDatabase({ ...place(), force: words.includes("--force") }, file);
  console.log(`restored ${file}`);
} catch (err) {
  console.error(`restore failed, nothing was changed: ${(err as Error).message}`);
  process.exit(1);
}
