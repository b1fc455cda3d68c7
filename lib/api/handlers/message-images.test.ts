import { expect, test } from "vitest";
import type { Context } from "@/lib/domain/context";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat, saying } from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";

const png = Buffer.from("\x89PNG\r\n\x1a\nrest of the image", "latin1");

type Answer = Partial<Awaited<ReturnType<Context["outbound"]["get"]>>> | Error;

/** A web on which these addresses answer like this. */
function web(ctx: Context, pages: Record<string, Answer | Answer[]>) {
  const asked: string[] = [];
  ctx.outbound.get = async (url) => {
    asked.push(url);
    const page = pages[url];
    const answer = Array.isArray(page) ? page.shift() : page;
    if (!answer) throw new Error("getaddrinfo ENOTFOUND");
    if (answer instanceof Error) throw answer;
    return { status: 200, contentType: "image/png", body: png, ...answer };
  };
  return asked;
}

const at = (url: string) => ({ type: "image" as const, source: { type: "url" as const, url } });
const seen = {
  type: "image",
  source: { type: "base64", media_type: "image/png", data: png.toString("base64") },
};

async function anOnlooker() {
  const model = saying("seen", "seen", "seen", "seen");
  const world = await anAgentThat(model);
  const send = (content: unknown) =>
    world.api.agents.sendMessage({
      params: { agent_id: world.agent.id },
      body: { messages: [{ role: "user", content }] } as never,
    });
  const listed = async () => {
    const items = await world.api.agents.listMessages({ params: { agent_id: world.agent.id }, query: {} });
    return items.flatMap((item) => (item.message_type === "user_message" ? [item.content] : []));
  };
  return { ...world, model, send, listed };
}

// History must not depend on the outside: an address may answer something else tomorrow, or nothing.
test("an image at an address is fetched once, stored, shown to the model and listed with the message", async () => {
  const { ctx, send, listed, model } = await anOnlooker();
  const asked = web(ctx, { "https://pictures.test/a": {} });
  await send([
    at("https://pictures.test/a"),
    { type: "text", text: "what is it?" },
    at("https://pictures.test/a"),
  ]);
  await send("and now?");
  expect(asked).toEqual(["https://pictures.test/a"]);
  expect(model.requests[1].messages.find(({ role }) => role === "user")?.content).toMatchObject([
    seen,
    { type: "text", text: "what is it?" },
    seen,
  ]);
  expect(await listed()).toMatchObject([[seen, { type: "text", text: "what is it?" }, seen], "and now?"]);
});

test("the type of an image comes from the answer, else from the data, else from the address", async () => {
  const { ctx, send, listed } = await anOnlooker();
  web(ctx, {
    "https://p.test/1": { contentType: "image/webp; charset=binary" },
    "https://p.test/2.gif": { contentType: "application/octet-stream" },
    "https://p.test/3.gif": { contentType: null, body: Buffer.from("unknown") },
    "https://p.test/4": { contentType: null, body: Buffer.from("unknown") },
  });
  await send(["1", "2.gif", "3.gif", "4"].map((name) => at(`https://p.test/${name}`)));
  const [content] = await listed();
  const types = (content as { source: { media_type: string } }[]).map(({ source }) => source.media_type);
  expect(types).toEqual(["image/webp", "image/png", "image/gif", "image/jpeg"]);
});

test("an image that cannot be had refuses the message, with a reason that tells nothing about our network", async () => {
  const { ctx, send, agent, api } = await anOnlooker();
  web(ctx, {
    "https://p.test/missing": { status: 404 },
    "https://p.test/page": { contentType: "text/html", body: Buffer.from("<html>") },
    "https://p.test/empty": { body: Buffer.alloc(0) },
    "https://p.test/large": new Error("more than 20971520 bytes"),
    "https://p.test/inside?token=secret": new TypeError("fetch failed", { cause: { code: "ESSRF" } }),
  });
  const detail = async (url: string) => {
    const { status, body } = await refusal(send([at(url)]));
    expect([url, status]).toEqual([url, 400]);
    return body.detail as string;
  };
  for (const name of ["missing", "page", "empty", "large", "nowhere"])
    expect(await detail(`https://p.test/${name}`)).toMatch(
      /^INVALID_ARGUMENT: Failed to fetch image from https/,
    );
  const inside = await detail("https://p.test/inside?token=secret");
  expect(inside).toContain("not allowed");
  expect(inside).not.toContain("secret");
  expect((await refusal(send([at("file:///etc/passwd")]))).status).toBe(400);
  expect(await api.runs.listRuns({ query: { agent_id: agent.id } })).toEqual([]);
});

test("a slow answer is asked for once more", async () => {
  const { ctx, send } = await anOnlooker();
  const late = () => new DOMException("late", "TimeoutError") as Error;
  const asked = web(ctx, { "https://p.test/slow": [late(), {}], "https://p.test/dead": [late(), late()] });
  await send([at("https://p.test/slow")]);
  expect((await refusal(send([at("https://p.test/dead")]))).body.detail).toContain("no answer within 5 s");
  expect(asked).toHaveLength(4);
});

test("images in base64, as data address and of the letta kind are stored as they came", async () => {
  const { send, listed, model } = await anOnlooker();
  const base64 = { type: "base64", media_type: "image/webp", data: "AAAA", detail: "low" };
  const letta = { type: "letta", file_id: "file-1", media_type: "image/png", data: "BBBB", detail: null };
  await send([
    { type: "image", source: base64 },
    { type: "image", source: letta },
    at("data:image/gif;base64,CCCC"),
    at("data:,DDDD"),
  ]);
  const parts = [
    { type: "image", source: base64 },
    { type: "image", source: letta },
    { type: "image", source: { type: "base64", media_type: "image/gif", data: "CCCC" } },
    { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "DDDD" } },
  ];
  expect(await listed()).toMatchObject([parts]);
  expect(model.requests[0].messages.at(-1)?.content).toMatchObject(parts);
});

test("a client's tool may return images: the model sees them, lists keep them, the old field counts them", async () => {
  const model = scriptedModel([callTool("camera")], [text("a cat")]);
  const { ctx, api, agent } = await anAgentThat(model);
  web(ctx, { "https://p.test/cat": { contentType: null, body: Buffer.from("unknown") } });
  const send = (body: object) =>
    api.agents.sendMessage({
      params: { agent_id: agent.id },
      body: { client_tools: [{ name: "camera" }], ...body } as never,
    });
  await send({ input: "look" });
  const tool_return = [
    { type: "text", text: "front door" },
    at("https://p.test/cat"),
    { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "AAAA" } },
  ];
  await send({
    messages: [
      {
        type: "approval",
        approvals: [{ type: "tool", tool_call_id: "call-camera", status: "success", tool_return }],
      },
    ],
  });
  const stored = [
    { type: "text", text: "front door" },
    {
      type: "image",
      source: { type: "base64", media_type: "image/png", data: Buffer.from("unknown").toString("base64") },
    },
    { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "AAAA" } },
  ];
  const heard = model.requests[1].messages.at(-1);
  expect(heard?.tool_returns).toMatchObject([{ status: "success", func_response: stored }]);
  const items = await api.agents.listMessages({ params: { agent_id: agent.id }, query: {} });
  const returned = items.find((item) => item.message_type === "tool_return_message");
  expect(returned).toMatchObject({
    tool_return: "front door\n[2 images omitted]",
    tool_returns: [{ tool_call_id: "call-camera", status: "success", tool_return: stored }],
  });
});

// Each may be as large as an image can be; together they would fill the memory.
test("images that are too large together are refused before all are fetched", async () => {
  const { ctx, send } = await anOnlooker();
  const urls = Array.from({ length: 20 }, (_, i) => `https://pictures.test/${i}`);
  const body = Buffer.alloc(15 * 1024 * 1024);
  const asked = web(ctx, Object.fromEntries(urls.map((url) => [url, { body }])));
  const { status, body: answer } = await refusal(send(urls.map(at)));
  expect(status).toBe(400);
  expect(answer.detail).toContain("50 MiB together");
  expect(asked.length).toBeLessThan(10);
});
