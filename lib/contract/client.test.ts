import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { ApiError, createClient, openStream } from "./client";
import { operation } from "./operation";
import { StreamError } from "./sse-reader";

const get = operation({
  method: "GET",
  path: "/v1/items/{name}",
  operationId: "get_item",
  summary: "",
  params: z.object({ name: z.string() }),
  query: z.object({
    tags: z.array(z.string()).optional(),
    limit: z.int().default(5),
    gone: z.string().optional(),
  }),
  response: z.object({ ok: z.boolean() }),
});
const upload = operation({
  method: "POST",
  path: "/v1/items",
  operationId: "upload",
  summary: "",
  body: z.object({ file: z.file(), replace: z.boolean().optional() }),
  multipart: true,
  response: z.undefined(),
});
const listen = operation({
  method: "POST",
  path: "/v1/listen",
  operationId: "listen",
  summary: "",
  body: z.object({ n: z.int() }),
  response: z.unknown(),
  event: z.object({ n: z.int() }),
});

function setup(response: () => Response) {
  const sent: [string, RequestInit][] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push([url, init]);
    return response();
  };
  return {
    sent,
    fetch,
    api: createClient({ items: { get, upload, listen } }, { fetch, origin: "http://x" }),
  };
}
/** The text as a response whose body arrives in pieces of that many bytes. */
function inPieces(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.slice(i * size, (i + 1) * size),
  );
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    }),
  );
}
async function read(text: string, size: number) {
  const { fetch } = setup(() => inPieces(text, size));
  const events: unknown[] = [];
  for await (const event of openStream(listen, { body: { n: 1 } }, { fetch })) {
    expectTypeOf(event).toEqualTypeOf<{ n: number }>();
    events.push(event);
  }
  return events;
}

test("a call fills the path, the query and the body, and is typed by the contract", async () => {
  const { api, sent } = setup(() => Response.json({ ok: true }));
  const item = await api.items.get({
    params: { name: "a/b c" },
    query: { tags: ["x", "y"], gone: undefined },
  });
  expectTypeOf(item).toEqualTypeOf<{ ok: boolean }>();
  expect(sent[0][0]).toBe("http://x/v1/items/a%2Fb%20c?tags=x&tags=y");
  // @ts-expect-error the path needs a name
  await api.items.get({ query: {} }).catch(() => {});
});

test("a form is sent as a form", async () => {
  const { api, sent } = setup(() => new Response(null, { status: 204 }));
  await api.items.upload({ body: { file: new File(["x"], "x.txt"), replace: true } });
  const form = sent[0][1].body as FormData;
  expect([(form.get("file") as File).name, form.get("replace")]).toEqual(["x.txt", "true"]);
});

test.each([
  [{ detail: "NOT_FOUND: x" }, "NOT_FOUND: x"],
  [{ detail: { code: "PENDING_APPROVAL", message: "wait" } }, "wait"],
  [{ message: "no" }, "no"],
  [{ error: { type: "llm_timeout", message: "slow", detail: "" } }, "slow"],
  [{ trace_id: "", detail: '[{"loc":["body","label"],"msg":"Field required"}]' }, "label: Field required"],
  [{}, "get_item failed with status 400"],
])("the message of an error is found in %j", async (body, message) => {
  const { api } = setup(() => Response.json(body, { status: 400 }));
  const error = await api.items.get({ params: { name: "x" } }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, body, message });
});

test("an error that is not JSON keeps its text", async () => {
  const { api } = setup(() => new Response("Bad gateway", { status: 502 }));
  await expect(api.items.get({ params: { name: "x" } })).rejects.toMatchObject({
    status: 502,
    message: "Bad gateway",
  });
});

// Networks cut streams anywhere: inside a character, between the two line ends, inside a name.
test.each([1, 2, 3, 5, 7, 1000])(
  "a stream cut into pieces of %i bytes yields the same events",
  async (size) => {
    const text =
      'data: {"n":1,"t":"ü😀"}\n\n: comment\n\ndata: {"n":2}\r\n\r\nevent: x\ndata: {"n":\ndata: 3}\n\ndata: [DONE]\n\ndata: {"n":4}\n\n';
    expect(await read(text, size)).toEqual([{ n: 1, t: "ü😀" }, { n: 2 }, { n: 3 }]);
  },
);

test("a stream without an end mark ends with the connection; half a frame is not an event", async () => {
  expect(await read('data: {"n":1}\n\ndata: {"n":2}', 4)).toEqual([{ n: 1 }]);
});

test("an error event throws what the server said", async () => {
  const text =
    'data: {"n":1}\n\nevent: error\ndata: {"error_type":"llm_error","detail":"overloaded"}\n\ndata: [DONE]\n\n';
  const error = await read(text, 6).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StreamError);
  expect(error).toMatchObject({ message: "overloaded", body: { error_type: "llm_error" } });
});

test("leaving a stream early closes the connection", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('data: {"n":1}\n\n')),
    cancel: () => {
      isCancelled = true;
    },
  });
  const { fetch } = setup(() => new Response(body));
  for await (const _ of openStream(listen, { body: { n: 1 } }, { fetch })) break;
  expect(isCancelled).toBe(true);
});

test("a stream that is refused is an ApiError", async () => {
  const { fetch } = setup(() => Response.json({ detail: "busy" }, { status: 409 }));
  const stream = openStream(listen, { body: { n: 1 } }, { fetch });
  await expect(stream.next()).rejects.toMatchObject({ name: "ApiError", status: 409, message: "busy" });
});
