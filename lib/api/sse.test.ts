import { expect, test, vi } from "vitest";
import { z } from "zod";
import { operation } from "@/lib/contract/operation";
import type { Context } from "@/lib/domain/context";
import { createDispatch, type RequestEvent } from "./dispatch";
import { EventStream, type StreamItem } from "./sse";

const op = operation({
  method: "POST",
  path: "/v1/stream",
  operationId: "stream",
  summary: "",
  response: z.unknown(),
  event: z.object({ n: z.int() }),
});

function setup(source: (signal: AbortSignal) => AsyncIterable<StreamItem>) {
  const events: RequestEvent[] = [];
  const dispatch = createDispatch({
    contract: { streams: { op } },
    handlers: { streams: { op: ({ signal }) => new EventStream(source(signal)) } },
    authenticate: async () => ({}) as Context,
    onRequest: (event) => events.push(event),
  });
  return {
    events,
    open: (signal?: AbortSignal) =>
      dispatch(new Request("http://test/v1/stream", { method: "POST", signal })),
  };
}
async function chunksOf(response: Response) {
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
    chunks.push(decoder.decode(chunk));
  return chunks;
}
/** Waits like a run log does: until something happens or the reader is gone. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

test("each item is one whole frame; the source decides about the end mark", async () => {
  const { open } = setup(async function* () {
    yield { data: { text: "a\nb" } };
    yield { event: "error", data: { detail: "x" } };
    yield { done: true };
  });
  expect(await chunksOf(await open())).toEqual([
    'data: {"text":"a\\nb"}\n\n',
    'event: error\ndata: {"detail":"x"}\n\n',
    "data: [DONE]\n\n",
  ]);
  const { open: openSilent } = setup(async function* () {
    yield { data: 1 };
  });
  expect(await chunksOf(await openSilent())).toEqual(["data: 1\n\n"]);
});

// Some clients take any line with the end mark in it for the end.
test("an event that speaks of the end mark does not look like one, and reads as it was", async () => {
  const said = { text: 'The stream ends with "data: [DONE]" \\[DONE]', parts: ["[DONE]"] };
  const { open } = setup(async function* () {
    yield { data: said };
    yield { done: true };
  });
  const [event, end] = await chunksOf(await open());
  expect(event).not.toContain("[DONE]");
  expect(JSON.parse(event.slice("data: ".length))).toEqual(said);
  expect(end).toBe("data: [DONE]\n\n");
});

test("nothing between the server and the client may buffer or change a stream", async () => {
  const { headers, status } = await setup(async function* () {}).open();
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-cache, no-transform");
  expect(headers.get("x-accel-buffering")).toBe("no");
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
});

test("the source is asked only for what the client reads", async () => {
  const made: number[] = [];
  const { open } = setup(async function* () {
    for (let n = 0; ; n++) {
      made.push(n);
      yield { data: n };
    }
  });
  const reader = (await open()).body!.getReader();
  await reader.read();
  expect(made).toEqual([0]);
  await reader.cancel();
});

test("a source that waits is released when the reader cancels", async () => {
  const released = vi.fn();
  const { open } = setup(async function* (signal) {
    try {
      yield { data: 1 };
      await untilAborted(signal);
    } finally {
      released();
    }
  });
  const reader = (await open()).body!.getReader();
  await reader.read();
  const pending = reader.read();
  await reader.cancel();
  await pending;
  expect(released).toHaveBeenCalledOnce();
});

test("a source that waits is released when the connection drops", async () => {
  const connection = new AbortController();
  const released = Promise.withResolvers<void>();
  const { open } = setup(async function* (signal) {
    try {
      yield { data: 1 };
      await untilAborted(signal);
    } finally {
      released.resolve();
    }
  });
  const reader = (await open(connection.signal)).body!.getReader();
  await reader.read();
  connection.abort();
  await released.promise;
});

test("a source that breaks ends with an error frame that leaks nothing, and is logged", async () => {
  const { open, events } = setup(async function* () {
    yield { data: 1 };
    throw new Error("password=hunter2");
  });
  const chunks = await chunksOf(await open());
  expect(chunks[1]).toMatch(/^event: error\ndata: /);
  expect(chunks.join("")).not.toContain("hunter2");
  expect(events.at(-1)?.error).toMatchObject({ message: "password=hunter2" });
});
