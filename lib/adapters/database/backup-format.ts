import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Column, Sequence } from "./tables";

export const FORMAT = "mneme-backup";
export const VERSION = 1;

export interface BackupHeader {
  format: typeof FORMAT;
  version: number;
  created_at: string;
  /** The migrations that made the tables, so that a newer release can restore into the same tables and then go on. */
  migrations: { name: string; checksum: string }[];
}

/** A backup is a gzip file of JSON lines: the header, then each table followed by its rows, sequences, and the end. */
export type BackupLine =
  | BackupHeader
  | { table: string; columns: Column[] }
  | (string | null)[]
  | { sequence: Sequence }
  | { end: { rows: number } };

/** The lines of a backup file, header first. A file that is cut off, damaged or something else is an error. */
export async function* readBackup(file: string): AsyncGenerator<BackupLine> {
  const input = createReadStream(file);
  const unzipped = input.pipe(createGunzip());
  input.on("error", (err) => unzipped.destroy(err));
  const failed = new Promise<never>((_, reject) => unzipped.on("error", reject));
  failed.catch(() => {});
  const reader = createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  let isFirst = true;
  let hasEnd = false;
  for (;;) {
    const { value, done } = await Promise.race([reader.next(), failed]).catch(notABackup(file));
    if (done) break;
    const line = parse(value, file);
    if (isFirst) assertHeader(line, file);
    isFirst = false;
    hasEnd = "end" in line;
    yield line;
  }
  if (!hasEnd) throw new Error(`${file} is incomplete: it has no end.`);
}

export async function readHeader(file: string): Promise<BackupHeader> {
  for await (const line of readBackup(file)) return line as BackupHeader;
  throw new Error(`${file} is empty.`);
}

function parse(text: string, file: string): BackupLine {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is damaged: ${(cause as Error).message}`, { cause });
  }
}

function assertHeader(line: BackupLine, file: string): asserts line is BackupHeader {
  const header = line as Partial<BackupHeader>;
  if (header.format !== FORMAT) throw new Error(`${file} is not a backup of this program.`);
  if (header.version !== VERSION)
    throw new Error(`${file} was made by a newer release (format ${header.version}).`);
}

function notABackup(file: string) {
  return (cause: Error & { code?: string }): never => {
    if (cause.code === "ENOENT") throw new Error(`There is no file ${file}.`);
    throw new Error(`${file} cannot be read as a backup: ${cause.message}`, { cause });
  };
}
