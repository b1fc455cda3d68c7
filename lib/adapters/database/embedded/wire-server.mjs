// Serves one PGlite engine to many Postgres clients over a unix socket.
//
// The engine has one session, so what one client sends until its Sync is executed as one piece, and nobody else gets in
// between while that client is in a transaction or between Parse and Sync. (Handing the messages on one by one mixes up
// clients: with parameters above 64 kB, one client's Bind meets another's unnamed statement and returns wrong rows.)
import net from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  commandComplete,
  errorResponse,
  MessageReader,
  parsedText,
  query,
  queryText,
  readyForQuery,
  SYNC,
} from "./wire-messages.mjs";

/** These end a piece: simple query, Sync, Flush, function call. */
const ENDS_PIECE = new Set(["Q", "S", "H", "F"]);
/** The others that may be in one. Anything else would end the engine's only session. */
const IN_PIECE = new Set(["P", "B", "D", "E", "C"]);
/** Clients send these after COPY failed; they mean nothing any more. */
const COPY_REST = new Set(["d", "c", "f"]);

/** The engine cannot wait for a client's data; it would end the session, and with it the engine. */
const COPY_IN = /^\s*copy\s[^;]*\sfrom\s+stdin/i;
const NO_COPY_IN = "the embedded database does not support COPY FROM STDIN";

export class WireServer {
  #engine;
  #options;
  #server = net.createServer((socket) => this.#accept(socket));
  #clients = new Set();
  /** Clients and tasks whose turn comes next, in order. */
  #waiting = [];
  /** The client whose transaction, or half-sent statement, keeps all others out. */
  #holder = null;
  #holderTimer;
  #isPumping = false;

  constructor(engine, { path, maxConnections = 100, idleInTransactionMs = 60_000, commands = {}, onFatal }) {
    this.#engine = engine;
    this.#options = { path, idleInTransactionMs, commands, onFatal };
    this.#server.maxConnections = maxConnections;
  }

  listen() {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#options.path, resolve);
    });
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const client of this.#clients) client.socket.destroy();
    await closed;
    await this.exclusive(async () => {});
  }

  /** Runs a task while no client's statement or transaction is under way; clients wait. */
  exclusive(task) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ run: () => Promise.resolve().then(task).then(resolve, reject) });
      this.#pump();
    });
  }

  #accept(socket) {
    const client = { socket, reader: new MessageReader(), parts: [], pieces: [], isGone: false };
    this.#clients.add(client);
    socket.on("data", (chunk) => this.#receive(client, chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#leave(client));
  }

  #receive(client, chunk) {
    client.reader.push(chunk);
    for (let next = client.reader.next(); next; next = client.reader.next()) {
      const { type, bytes } = next;
      if (type === "encryption") client.socket.write("N");
      else if (type === "cancel" || type === "X") client.socket.end();
      else if (type === "startup") this.#enqueue(client, { type, bytes });
      else if (!COPY_REST.has(type)) this.#collect(client, type, bytes);
    }
  }

  #collect(client, type, bytes) {
    const isEnd = ENDS_PIECE.has(type);
    if (!isEnd && !IN_PIECE.has(type)) return this.#dismiss(client, `unknown message type ${type}`);
    if (type === "P" && COPY_IN.test(parsedText(bytes))) return this.#dismiss(client, NO_COPY_IN);
    client.parts.push(bytes);
    if (!isEnd) return;
    this.#enqueue(client, { type, bytes: Buffer.concat(client.parts) });
    client.parts = [];
  }

  #dismiss({ socket }, text, code = "08P01") {
    socket.end(errorResponse({ severity: "FATAL", code, text }), () => socket.destroy());
  }

  #enqueue(client, piece) {
    client.pieces.push(piece);
    if (client.pieces.length === 1 && client !== this.#holder) this.#waiting.push(client);
    this.#pump();
  }

  #leave(client) {
    client.isGone = true;
    client.pieces = [];
    this.#clients.delete(client);
    this.#pump();
  }

  async #pump() {
    if (this.#isPumping) return;
    this.#isPumping = true;
    clearTimeout(this.#holderTimer);
    try {
      while (true) {
        if (this.#holder?.isGone) await this.#release();
        const turn = this.#nextTurn();
        if (!turn) break;
        await turn();
        // Without this, one busy client would keep the worker from reading the others' sockets.
        await nextTurn();
      }
    } catch (err) {
      this.#options.onFatal(err);
      return;
    }
    this.#isPumping = false;
    this.#watchHolder();
  }

  #nextTurn() {
    const holder = this.#holder;
    if (holder) return holder.pieces.length > 0 ? () => this.#runPiece(holder) : undefined;
    while (this.#waiting.length > 0) {
      const next = this.#waiting.shift();
      if (next.run) return next.run;
      if (next.pieces.length > 0) return () => this.#runPiece(next);
    }
    return undefined;
  }

  async #runPiece(client) {
    const piece = client.pieces.shift();
    const command = this.#commandOf(piece);
    if (command) await this.#runCommand(client, command);
    else await this.#execute(piece.bytes, (bytes) => client.isGone || client.socket.write(bytes));
    const isHeld = this.#engine.isInTransaction() || piece.type === "H";
    this.#holder = isHeld ? client : null;
    if (!isHeld && client.pieces.length > 0) this.#waiting.push(client);
  }

  /** The engine's output lies in its own memory, so it is copied before it is handed on. */
  #execute(bytes, write) {
    const onRawData = (output) => write(Buffer.from(output));
    return this.#engine.runExclusive(() =>
      this.#engine.execProtocolRawStream(new Uint8Array(bytes), { syncToFs: false, onRawData }),
    );
  }

  /** Our own words beside SQL: `mneme <command> <argument>`. */
  #commandOf({ type, bytes }) {
    if (type !== "Q") return undefined;
    const text = queryText(bytes);
    if (COPY_IN.test(text)) return { refusal: NO_COPY_IN };
    const match = /^mneme (\w+) (.*)$/s.exec(text);
    if (!match) return undefined;
    if (this.#engine.isInTransaction()) return { refusal: "not inside a transaction" };
    const task = this.#options.commands[match[1]];
    return task ? { task, argument: match[2] } : { refusal: "unknown command" };
  }

  async #runCommand(client, { task, argument, refusal }) {
    try {
      if (refusal) throw new Error(refusal);
      await task(argument);
      client.socket.write(commandComplete("MNEME"));
    } catch (err) {
      const status = this.#engine.isInTransaction() ? "T" : "I";
      client.socket.write(Buffer.concat([errorResponse({ text: err.message }), readyForQuery(status)]));
    }
  }

  /** Ends what a client left open, so that the next one starts on a clean session. */
  async #release() {
    await this.#execute(SYNC, () => {});
    if (this.#engine.isInTransaction()) await this.#execute(query("rollback"), () => {});
    this.#holder = null;
  }

  #watchHolder() {
    const holder = this.#holder;
    if (!holder) return;
    this.#holderTimer = setTimeout(() => {
      const text = "terminated: the transaction was idle for too long, and every other client waits for it";
      this.#dismiss(holder, text, "25P03");
    }, this.#options.idleInTransactionMs);
  }
}
