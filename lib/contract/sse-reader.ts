/** A stream that reported a failure; `body` is what the server said about it. */
export class StreamError extends Error {
  constructor(readonly body: unknown) {
    super(messageOf(body));
    this.name = "StreamError";
  }
}

/** The JSON events of a server-sent stream, however its chunks are cut. Ends at `[DONE]` or with the connection. */
export async function* readEvents<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T, void, undefined> {
  const reader = body.getReader();
  try {
    for await (const { event, data } of frames(reader)) {
      if (data === "[DONE]") return;
      if (event === "error") throw new StreamError(parsed(data));
      yield JSON.parse(data);
    }
  } finally {
    await reader.cancel().catch(() => {}); // the connection may be gone already
  }
}

type Frame = { event: string; data: string };

async function* frames(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Frame> {
  const decoder = new TextDecoder();
  let rest = "";
  let frame = { event: "", data: [] as string[] };
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    // A carriage return at the end of a chunk may be half of a line end.
    const complete = done ? rest.length : rest.endsWith("\r") ? rest.length - 1 : rest.length;
    const lines = rest.slice(0, complete).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + rest.slice(complete);
    for (const line of lines) {
      if (line !== "") readLine(frame, line);
      else if (frame.data.length) {
        yield { event: frame.event, data: frame.data.join("\n") };
        frame = { event: "", data: [] };
      } else frame.event = "";
    }
    if (done) return; // a frame without its blank line was cut off
  }
}

function readLine(frame: { event: string; data: string[] }, line: string) {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") frame.data.push(value);
  else if (name === "event") frame.event = value;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

function messageOf(body: unknown): string {
  if (typeof body === "string") return body;
  const { error, message, detail } = (body ?? {}) as Record<string, unknown>;
  if (typeof error === "object" && error !== null) return messageOf(error);
  const text = [detail, message, error].find(
    (candidate) => typeof candidate === "string" && candidate !== "",
  );
  return text ? String(text) : "The stream ended with an error";
}
