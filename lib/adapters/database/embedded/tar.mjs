// Just enough of ustar for a folder of plain files: `tar` and this can read what the other wrote.
import fs from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";

const BLOCK = 512;

/** The folder as the bytes of a tar file, names relative to it. */
export async function* packFolder(folder) {
  for (const { name, full, isFolder } of walk(folder)) {
    if (isFolder) {
      yield header({ name: `${name}/`, size: 0, type: "5" });
      continue;
    }
    const { size } = await fs.promises.stat(full);
    yield header({ name, size, type: "0" });
    for await (const chunk of fs.createReadStream(full, {
      highWaterMark: 1 << 20,
      end: Math.max(size - 1, 0),
    }))
      yield chunk;
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** Unpacks a .tar.gz into an empty folder. A truncated or damaged file is an error. */
export async function unpackFolder(file, folder) {
  const reader = new ByteReader(fs.createReadStream(file).pipe(createGunzip()));
  for (;;) {
    const block = await reader.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const { name, size, type } = parseHeader(block);
    const target = path.join(folder, name);
    if (path.relative(folder, target).startsWith(".."))
      throw new Error(`unsafe name in the archive: ${name}`);
    if (type === "5") {
      fs.mkdirSync(target, { recursive: true, mode: 0o700 });
      continue;
    }
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    await unpackFile(reader, target, size);
    await reader.take((BLOCK - (size % BLOCK)) % BLOCK);
  }
}

async function unpackFile(reader, target, size) {
  const handle = await fs.promises.open(target, "wx", 0o600);
  try {
    for (let left = size; left > 0; ) {
      const part = Math.min(left, 1 << 20);
      await handle.write(await reader.take(part));
      left -= part;
    }
  } finally {
    await handle.close();
  }
}

function* walk(folder, prefix = "") {
  const entries = fs.readdirSync(path.join(folder, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = prefix ? `${prefix}/${entry.name}` : entry.name;
    const isFolder = entry.isDirectory();
    if (isFolder || entry.isFile()) yield { name, full: path.join(folder, name), isFolder };
    if (isFolder) yield* walk(folder, name);
  }
}

function header({ name, size, type }) {
  if (Buffer.byteLength(name) > 100) throw new Error(`name too long for the archive: ${name}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value, length) => value.toString(8).padStart(length - 1, "0");
  block.write(name, 0);
  block.write(octal(type === "5" ? 0o700 : 0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(Math.floor(Date.now() / 1000), 12), 136);
  block.write("        ", 148);
  block.write(type, 156);
  block.write("ustar\u000000", 257);
  block.write(`${octal(sum(block), 7)}\0 `, 148);
  return block;
}

function parseHeader(block) {
  const text = (from, length) => block.toString("utf8", from, from + length).split("\0")[0];
  const expected = Number.parseInt(text(148, 8), 8);
  const blank = Buffer.from(block);
  blank.fill(0x20, 148, 156);
  if (sum(blank) !== expected) throw new Error("the archive is damaged");
  return { name: text(0, 100), size: Number.parseInt(text(124, 12), 8), type: text(156, 1) || "0" };
}

function sum(block) {
  return block.reduce((total, byte) => total + byte, 0);
}

class ByteReader {
  #iterator;
  #buffer = Buffer.alloc(0);

  constructor(stream) {
    this.#iterator = stream[Symbol.asyncIterator]();
  }

  async take(length) {
    while (this.#buffer.length < length) {
      const { value, done } = await this.#iterator.next();
      if (done) throw new Error("the archive is incomplete");
      this.#buffer = Buffer.concat([this.#buffer, value]);
    }
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return taken;
  }
}
