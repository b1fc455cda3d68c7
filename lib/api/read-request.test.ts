import { expect, test, vi } from "vitest";
import { post, row, setup } from "./testing/widgets";

test("an ill-formed id of the path is 422 with an example of a good one", async () => {
  const { call } = setup();
  const { status, body } = await call("/v1/widgets/nope");
  expect(status).toBe(422);
  expect(body.trace_id).toMatch(/^[0-9a-f]{32}$/);
  expect(body.examples).toEqual(["widget-123e4567-e89b-42d3-8456-426614174000"]);
  expect(JSON.parse(body.detail)).toEqual([
    {
      type: "string_pattern_mismatch",
      loc: ["path", "widget_id"],
      msg: "String should match pattern 'widget-{uuid4}'",
      ctx: { pattern: "widget-{uuid4}" },
    },
  ]);
});

test("an id whose parameter is not named after its prefix gets no example", async () => {
  const { status, body } = await setup().call("/v1/conversations/nope/talk", { method: "POST" });
  expect([status, "examples" in body]).toEqual([422, false]);
  expect(JSON.parse(body.detail)[0].loc).toEqual(["path", "conversation_id"]);
});

test("all problems of a body are listed with their place", async () => {
  const { status, body } = await setup().call("/v1/widgets", post({ size: "x", extra: 1 }));
  expect(status).toBe(422);
  expect(Object.keys(body)).toEqual(["trace_id", "detail"]);
  expect(JSON.parse(body.detail).map(({ type, loc }: any) => [type, ...loc])).toEqual([
    ["missing", "body", "label"],
    ["float_type", "body", "size"],
    ["extra_forbidden", "body", "extra"],
  ]);
});

test("a problem never repeats what the caller sent, which may be a secret", async () => {
  const { body } = await setup().call("/v1/widgets", post({ label: { password: "hunter2" } }));
  expect(body.detail).not.toContain("hunter2");
});

test("a body that is not JSON is 422", async () => {
  const { status, body } = await setup().call("/v1/widgets", post("{"));
  expect([status, JSON.parse(body.detail)[0].type]).toEqual([422, "json_invalid"]);
});

test("an operation with an optional body takes none, null and {}", async () => {
  const { call } = setup();
  for (const body of [undefined, "", "null", "{}"])
    expect((await call("/v1/conversations/default/talk", { method: "POST", body })).body.loud).toBe(true);
  expect((await call("/v1/widgets", { method: "POST" })).status).toBe(422);
});

test("path segments are decoded; a malformed escape is the caller's mistake", async () => {
  const { call } = setup();
  const form = new FormData();
  form.set("file", new File(["x"], "x.txt"));
  const answer = await call("/v1/widgets/my%20label%2Fx/upload", { method: "POST", body: form });
  expect(answer.body).toEqual({ label: "my label/x", name: "x.txt", replace: false });
  expect((await call("/v1/widgets/%E0%A4%A/upload", { method: "POST", body: form })).status).toBe(422);
});

test("a form's text fields become what the contract says", async () => {
  const { call } = setup();
  const form = new FormData();
  form.set("file", new File(["x"], "x.txt"));
  form.set("replace", "true");
  expect((await call("/v1/widgets/a/upload", { method: "POST", body: form })).body.replace).toBe(true);
  expect((await call("/v1/widgets/a/upload", post({ file: "x" }))).status).toBe(422);
  form.delete("file");
  expect((await call("/v1/widgets/a/upload", { method: "POST", body: form })).status).toBe(422);
});

test("query values become numbers, booleans and lists", async () => {
  const { call } = setup();
  const { body } = await call("/v1/widgets?limit=5&tags=a&sizes=1&sizes=2&hidden=True&order=asc");
  expect(body).toEqual({
    limit: 5,
    tags: ["a"],
    sizes: [1, 2],
    hidden: true,
    order: "asc",
    order_by: "created_at",
  });
});

test("an empty query value is as good as none", async () => {
  const { body } = await setup().call("/v1/widgets?limit=&tags=&before=&hidden=");
  expect(body).toEqual({ limit: 50, order: "desc", order_by: "created_at" });
});

test("a query value of the wrong type is 422", async () => {
  const { call } = setup();
  for (const query of ["limit=x", "limit=1.5", "limit=-1", "hidden=maybe", "order=up", "sizes=a"])
    expect((await call(`/v1/widgets?${query}`)).status).toBe(422);
});

test("a list of objects in a query may be JSON or indexed", async () => {
  const { call } = setup();
  const search = [{ field: "name", value: "x" }];
  const json = `search=${encodeURIComponent(JSON.stringify(search))}`;
  expect((await call(`/v1/widgets?${json}`)).body.search).toEqual(search);
  expect((await call("/v1/widgets?search[0][field]=name&search[0][value]=x")).body.search).toEqual(search);
  expect((await call("/v1/widgets?search=nonsense")).status).toBe(422);
});

test("a body above the limit is refused, whether it told its length or not", async () => {
  const { call } = setup({}, 100);
  const large = JSON.stringify({ label: "x".repeat(200) });
  expect((await call("/v1/widgets", { ...post(large), headers: { "content-length": "214" } })).status).toBe(
    400,
  );
  const stream = new Blob([large]).stream();
  const chunked = { method: "POST", body: stream, duplex: "half" } as RequestInit;
  expect((await call("/v1/widgets", chunked)).status).toBe(400);
  expect((await call("/v1/widgets", post({ label: "x" }))).status).toBe(201);
});

test("NUL characters are dropped from text, since the database cannot store them", async () => {
  const create = vi.fn(() => row);
  await setup({ create }).call("/v1/widgets", post({ label: "a\0b" }));
  expect(create).toHaveBeenCalledWith(expect.objectContaining({ body: { label: "ab" } }));
});

test("NUL characters are dropped from the path and the query as well", async () => {
  const list = vi.fn(() => []);
  const { call } = setup({ list });
  await call(`/v1/widgets/?after=a%00b&tags=c%00&tags=%00&search[0][field]=f&search[0][value]=%00v`);
  expect(list).toHaveBeenCalledWith(
    expect.objectContaining({
      query: expect.objectContaining({ after: "ab", tags: ["c"], search: [{ field: "f", value: "v" }] }),
    }),
  );
  const get = vi.fn(() => row);
  await setup({ get }).call(`/v1/widgets/${row.id}%00`);
  expect(get).toHaveBeenCalledWith(expect.objectContaining({ params: { widget_id: row.id } }));
});
