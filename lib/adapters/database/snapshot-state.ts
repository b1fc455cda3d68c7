import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The finished snapshots in a folder; none when there is no such folder yet. */
export async function readSnapshots(folder: string) {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".tar.gz"));
  // Rotation may remove a file while we look.
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  const files = found.filter((file) => file !== null);
  const newest = files.map(({ mtime }) => mtime).sort((a, b) => b.getTime() - a.getTime())[0];
  return {
    count: files.length,
    sizeBytes: files.reduce((sum, { size }) => sum + size, 0),
    newestAt: newest ?? null,
  };
}
