import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);

/**
 * Opens a zip archive for reading. All its parts together never inflate to more than `sizeBytesMax`, whatever sizes it
 * claims: a few kilobytes can hold gigabytes.
 */
export function openZip(bytes, sizeBytesMax) {
  const entries = entriesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let left = sizeBytesMax;
  return {
    exists: (name) => entries.has(name),
    async read(name, encoding) {
      const entry = entries.get(name);
      if (!entry) throw new Error(`it has no part '${name}'`);
      const data = await contentOf(entry, left);
      left -= data.byteLength;
      if (left < 0) throw tooLarge();
      if (encoding === "base64") return Buffer.from(data).toString("base64");
      return encoding ? new TextDecoder(encoding).decode(data) : data;
    },
  };
}

const tooLarge = () => new Error("it is too large once it is unpacked");

async function contentOf({ isDeflated, data }, sizeBytesMax) {
  if (!isDeflated) return data;
  return inflate(data, { maxOutputLength: Math.max(1, sizeBytesMax) }).catch((cause) => {
    throw cause.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : cause;
  });
}

const endMark = Buffer.from([0x50, 0x4b, 5, 6]);
const entryMark = 0x02014b50;
const entryHeaderBytes = 46;
const localHeaderBytes = 30;

/** The parts that the directory at the archive's end names. */
function entriesOf(zip) {
  const end = zip.lastIndexOf(endMark);
  if (end < 0) throw new Error("it is no zip archive");
  const sizeBytes = zip.readUInt32LE(end + 12);
  // Something may stand in front of the archive, which its own offsets do not count.
  const shift = end - sizeBytes - zip.readUInt32LE(end + 16);
  const entries = new Map();
  for (let at = end - sizeBytes; at < end && zip.readUInt32LE(at) === entryMark; ) {
    const nameEnd = at + entryHeaderBytes + zip.readUInt16LE(at + 28);
    entries.set(zip.toString("utf8", at + entryHeaderBytes, nameEnd), entryAt(zip, at, shift));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(zip, at, shift) {
  const local = shift + zip.readUInt32LE(at + 42);
  const start = local + localHeaderBytes + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return {
    isDeflated: zip.readUInt16LE(at + 10) === 8,
    data: zip.subarray(start, start + zip.readUInt32LE(at + 20)),
  };
}
