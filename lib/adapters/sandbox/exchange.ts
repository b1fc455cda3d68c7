import type { Duplex } from "node:stream";
import type { SandboxCall } from "@/lib/runtime/sandbox";

const REPLY_BYTES_MAX = 16 * 1024 * 1024;

/** The other side went away without an answer. */
export class NoReply extends Error {}

export interface ExchangeOptions {
  signal: AbortSignal;
  timeoutMs: number;
  /** Answers what the other side asks before it has its own answer. */
  callTool?: SandboxCall["callTool"];
}

/**
 * Sends one line of JSON and gives the one that comes back; calls that come before it are answered. After the signal or
 * the time the connection is cut, which the other side takes as the order to kill the call.
 * @throws the signal's reason; `NoReply`
 */
export function exchange(
  connection: Duplex,
  request: unknown,
  { signal, timeoutMs, callTool }: ExchangeOptions,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let isAnswering = false;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      settle();
      connection.destroy();
    };
    const onAbort = () => finish(() => reject(signal.reason));
    const timer = setTimeout(() => finish(() => reject(new NoReply("it did not answer in time"))), timeoutMs);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    connection.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > REPLY_BYTES_MAX) return finish(() => reject(new NoReply("its answer was too large")));
      if (chunk.at(-1) !== NEWLINE) return;
      const line = Buffer.concat(chunks);
      if (!callTool || !line.subarray(0, CALL.length).equals(CALL))
        return finish(() => settleWith(line, resolve, reject));
      // Only code that goes past `call_tool` does not wait for its answer; its calls are not to pile up here.
      if (isAnswering) return finish(() => reject(new NoReply("it made two calls at once")));
      isAnswering = true;
      chunks = [];
      size = 0;
      void answerTo(line, callTool).then((answer) => {
        isAnswering = false;
        if (connection.writable) connection.write(`${answer}\n`);
      });
    });
    connection.on("error", (cause) => finish(() => reject(new NoReply(cause.message, { cause }))));
    connection.on("close", () => finish(() => reject(new NoReply("it ended without an answer"))));
    connection.write(`${JSON.stringify(request)}\n`);
  });
}

const NEWLINE = "\n".charCodeAt(0);
const CALL = Buffer.from('{"call": ');

/** The code may have written anything. Never rejects. */
async function answerTo(line: Buffer, callTool: NonNullable<SandboxCall["callTool"]>): Promise<string> {
  try {
    const { name, args } = JSON.parse(line.toString()).call ?? {};
    const isCall = typeof name === "string" && typeof args === "object" && args !== null;
    return JSON.stringify(isCall ? await callTool(name, args) : { error: "This is no call of a tool" });
  } catch {
    return JSON.stringify({ error: "The tool failed because of an internal error." });
  }
}

function settleWith(
  line: Buffer,
  resolve: (reply: Record<string, unknown>) => void,
  reject: (error: Error) => void,
) {
  try {
    resolve(JSON.parse(line.toString()));
  } catch (cause) {
    reject(new NoReply("its answer could not be read", { cause }));
  }
}
