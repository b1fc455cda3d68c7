// The few parts of the Postgres wire protocol that the server must understand: where a message ends and what it is.

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

export const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/** Cuts a client's bytes into messages without copying a long message more than once. */
export class MessageReader {
  #chunks = [];
  #length = 0;
  #needed = 5;
  #started = false;

  push(chunk) {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The next whole message as `{ type, bytes }`; type is a letter, or startup, encryption, cancel. */
  next() {
    if (this.#length < this.#needed) return undefined;
    const buffer = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#chunks = [buffer];
    const size = this.#started ? 1 + buffer.readInt32BE(1) : buffer.readInt32BE(0);
    this.#needed = Math.max(size, this.#started ? 5 : 8);
    if (buffer.length < this.#needed) return undefined;
    const bytes = buffer.subarray(0, size);
    this.#chunks = [buffer.subarray(size)];
    this.#length = buffer.length - size;
    this.#needed = 5;
    return { type: this.#typeOf(bytes), bytes };
  }

  #typeOf(bytes) {
    if (this.#started) return String.fromCharCode(bytes[0]);
    const code = bytes.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return "encryption";
    if (code === CANCEL_REQUEST) return "cancel";
    this.#started = true;
    return "startup";
  }
}

/** The text of a simple query. */
export function queryText(bytes) {
  return bytes.toString("utf8", 5, bytes.length - 1);
}

/** The text of a Parse message, which follows the statement's name; long ones cut. */
export function parsedText(bytes) {
  const start = bytes.indexOf(0, 5) + 1;
  return bytes.toString("utf8", start, Math.min(start + 1_000, bytes.length));
}

export function query(text) {
  return message("Q", cstring(text));
}

export function commandComplete(tag) {
  return Buffer.concat([message("C", cstring(tag)), readyForQuery()]);
}

export function errorResponse({ severity = "ERROR", code = "XX000", text }) {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${text}`].map(cstring);
  return message("E", Buffer.concat([...fields, Buffer.from([0])]));
}

/** The status says whether a transaction is open (T) or not (I). */
export function readyForQuery(status = "I") {
  return message("Z", Buffer.from(status));
}

function cstring(text) {
  return Buffer.from(`${text}\0`, "utf8");
}

function message(type, body) {
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
