import { expect, test } from "vitest";
import { AppError, notFound } from "@/lib/shared/errors";
import { noContent as answerNothing } from "./handlers";
import { post, row, setup, throwing, uuid } from "./testing/widgets";

test("a path answers with and without its trailing slash, and under /latest", async () => {
  const { call } = setup();
  for (const path of ["/v1/widgets", "/v1/widgets/", "/latest/widgets", "/latest/widgets/"])
    expect((await call(path)).status).toBe(200);
  expect((await call(`/v1/widgets/widget-${uuid}/`)).status).toBe(200);
});

test("a fixed segment wins over a parameter", async () => {
  const { call } = setup();
  expect((await call("/v1/widgets/count")).body).toBe(3);
  expect((await call("/v1/widgets/count/")).body).toBe(3);
});

test("an unknown path is 404, a known path with another method is 405 and names the methods", async () => {
  const { call } = setup();
  expect(await call("/v1/nothing")).toMatchObject({ status: 404, body: { detail: "Not Found" } });
  const answer = await call("/v1/widgets", { method: "PATCH" });
  expect(answer).toMatchObject({ status: 405, body: { detail: "Method Not Allowed" } });
  expect(answer.headers.get("allow")).toBe("GET, POST");
});

test("authentication comes before validation", async () => {
  const { call } = setup();
  const answer = await call("/v1/widgets/nope", { headers: { authorization: "Bearer wrong" } });
  expect(answer).toMatchObject({ status: 401, body: { detail: "Unauthorized" } });
});

test("columns that are not in the contract do not leave the server; absent fields get null or their default", async () => {
  const { call } = setup();
  expect((await call(`/v1/widgets/widget-${uuid}`)).body).toEqual({
    id: `widget-${uuid}`,
    label: "a",
    note: null,
    tags: [],
    created_at: null,
  });
});

test("dates leave as text with their zone", async () => {
  const { call } = setup({ get: () => ({ ...row, created_at: new Date(0) }) });
  expect((await call(`/v1/widgets/widget-${uuid}`)).body.created_at).toBe("1970-01-01T00:00:00.000Z");
});

test("a response that breaks the contract is our fault, and says nothing about it but in the log", async () => {
  const { call, events } = setup({ get: () => ({ ...row, label: 7 as never }) });
  const { status, body } = await call(`/v1/widgets/widget-${uuid}`);
  expect([status, body]).toEqual([500, { detail: "An unknown error occurred" }]);
  expect(events[0].error).toMatchObject({ message: "label: number where string is wanted" });
});

test("an unexpected error leaks nothing", async () => {
  const { call } = setup(throwing(new Error("password=hunter2")));
  const { status, body } = await call(`/v1/widgets/widget-${uuid}`);
  expect([status, body]).toEqual([500, { detail: "An unknown error occurred" }]);
});

test.each([
  [notFound("Widget", "x"), 404, { detail: "NOT_FOUND: Widget 'x' not found" }],
  [new AppError("invalid_argument", "bad"), 400, { detail: "INVALID_ARGUMENT: bad" }],
  [new AppError("not_found", "Agent not found", { exact: true }), 404, { detail: "Agent not found" }],
  [new AppError("unprocessable", "no"), 422, { detail: "no" }],
  [
    new AppError("conflict", "busy", { detail: { run_id: "run-1" } }),
    409,
    { detail: "CONFLICT: busy", run_id: "run-1" },
  ],
  [
    new AppError("conflict", "wait", { detail: { detail: { code: "PENDING_APPROVAL" } } }),
    409,
    { detail: { code: "PENDING_APPROVAL" } },
  ],
  [
    new AppError("unavailable", "x", {
      status: 504,
      detail: { error: { type: "llm_timeout", message: "x" } },
    }),
    504,
    { error: { type: "llm_timeout", message: "x" } },
  ],
])("%s becomes the body clients know", async (error, status, body) => {
  expect(await setup(throwing(error)).call(`/v1/widgets/widget-${uuid}`)).toMatchObject({ status, body });
});

// SDKs repeat every 409 by themselves.

test("only a conflict that passes by itself invites a retry", async () => {
  const lasting = await setup(throwing(new AppError("conflict", "taken"))).call(`/v1/widgets/widget-${uuid}`);
  expect(lasting.headers.get("x-should-retry")).toBe("false");
  const passing = new AppError("conflict", "locked", { transient: true });
  const { headers } = await setup(throwing(passing)).call(`/v1/widgets/widget-${uuid}`);
  expect([headers.get("x-should-retry"), headers.get("retry-after")]).toEqual([null, "1"]);
});

test("operations of the hosted product complain in their own words", async () => {
  const { call } = setup();
  expect(await call("/v1/leases", post({}))).toMatchObject({
    status: 400,
    body: { message: "name: Field required" },
  });
  const missing = setup({
    lease: () => {
      throw notFound("Lease", "x");
    },
  });
  const answer = await missing.call("/v1/leases", post({ name: "x" }));
  expect([answer.status, answer.body]).toEqual([404, { message: "Lease 'x' not found" }]);
});

test("the status of the contract is used; nothing to say is an empty body", async () => {
  const { call } = setup();
  expect((await call("/v1/widgets", post({ label: "x" }))).status).toBe(201);
  for (const body of [undefined, "{}"])
    expect(await call(`/v1/widgets/widget-${uuid}`, { method: "DELETE", body })).toMatchObject({
      status: 204,
      body: undefined,
    });
});

test("a handler may answer with null, without a body, or with a response of its own", async () => {
  expect((await setup({ talk: () => undefined }).call("/v1/conversations/default/talk", post({}))).body).toBe(
    null,
  );
  const nothing = await setup({ talk: answerNothing }).call("/v1/conversations/default/talk", post({}));
  expect(nothing.status).toBe(204);
  const raw = setup({ get: () => new Response('"raw"', { status: 418, headers: { "x-own": "1" } }) });
  const answer = await raw.call(`/v1/widgets/widget-${uuid}`);
  expect([answer.status, answer.body, answer.headers.get("x-own")]).toEqual([418, "raw", "1"]);
});

test.each([
  [{}, "1.0"],
  [{ "user-agent": "curl/8" }, "legacy"],
  [{ "user-agent": "curl/8", "x-stainless-package-version": "1.2.3" }, "1.0"],
  [{ "user-agent": "@letta-ai/letta-client/1.0.0-alpha.1" }, "1.0"],
  [{ "user-agent": "letta-client/1.0.0a21" }, "1.0"],
  [{ "user-agent": "letta-client/1" }, "1.0"],
  [{ "user-agent": "letta-client/0.1.324" }, "legacy"],
  [{ "user-agent": "letta-client/10.0.0" }, "legacy"],
  [{ "user-agent": "letta-code/1.0.0" }, "legacy"],
])("headers %j are of a %s client", async (headers, generation) => {
  const { body } = await setup().call("/v1/conversations/default/talk", { ...post({}), headers });
  expect(body.client).toBe(generation);
});

test("each request is one event, with the trace id of its answer", async () => {
  const { call, events } = setup();
  const { headers } = await call(`/v1/widgets/widget-${uuid}`);
  expect(events).toEqual([
    {
      operationId: "retrieve_widget",
      method: "GET",
      path: `/v1/widgets/widget-${uuid}`,
      status: 200,
      ms: expect.any(Number),
      traceId: headers.get("x-request-id"),
      actor: expect.objectContaining({ userId: "user-1" }),
    },
  ]);
  await call("/v1/nothing");
  expect(events[1]).toMatchObject({ operationId: undefined, status: 404 });
});

test("the caller's trace goes on", async () => {
  const trace = "0af7651916cd43dd8448eb211c80319c";
  const { headers } = await setup().call("/v1/widgets", {
    headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
  });
  expect(headers.get("x-request-id")).toBe(trace);
});
