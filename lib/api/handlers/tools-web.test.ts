import { expect, test } from "vitest";
import { createWeb } from "@/lib/adapters/web/create-web";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { aWorld } from "@/lib/testing/harness";
import { type AskedExa, aFakeExa, aWebServer } from "@/lib/testing/web";

const results = [{ url: "https://tea.test/", title: "Tea", text: "All about tea" }];

/** An agent with both tools whose web is a fake search service; pages of this machine may be read. */
async function aBrowsingAgent({
  searchKey = null,
  secrets,
  answer = () => ({ body: { results } }),
}: {
  searchKey?: string | null;
  secrets?: Record<string, string>;
  answer?: (asked: AskedExa) => { status?: number; body: unknown };
} = {}) {
  const world = await aWorld();
  const exa = await aFakeExa(answer);
  world.ctx.web = createWeb({ searchKey, searchUrl: exa.url, allowPrivate: true });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({ tools: ["web_search", "fetch_webpage"], secrets } as never);
  const run = async (tool_name: string, args: Record<string, unknown>) => {
    const path = `/v1/agents/${agent.id}/tools/${tool_name}/run`;
    return (await world.send("POST", path, { args })).body;
  };
  return { run, asked: exa.asked };
}

test("a search answers as indented JSON, with ten results asked for unless told otherwise", async () => {
  const { run, asked } = await aBrowsingAgent({ searchKey: "server-key" });
  const { status, func_return } = await run("web_search", { query: "tea" });
  expect(status).toBe("success");
  const result = { title: "Tea", url: "https://tea.test/", published_date: null, author: null };
  expect(func_return).toBe(
    JSON.stringify({ query: "tea", results: [{ ...result, text: "All about tea" }] }, null, 2),
  );
  await run("web_search", { query: "tea", num_results: 500 });
  await run("web_search", { query: "tea", num_results: 0 });
  expect(asked.map(({ body }) => body.numResults)).toEqual([10, 100, 1]);
});

test("an agent's own key comes before the server's", async () => {
  const { run, asked } = await aBrowsingAgent({
    searchKey: "server-key",
    secrets: { EXA_API_KEY: "agent-key" },
  });
  await run("web_search", { query: "tea" });
  expect(asked.map(({ key }) => key)).toEqual(["agent-key"]);
});

test("without any key a search is refused, and nobody is asked", async () => {
  const { run, asked } = await aBrowsingAgent();
  const { status, stderr } = await run("web_search", { query: "tea" });
  expect(status).toBe("error");
  expect(stderr[0]).toContain("EXA_API_KEY");
  expect(asked).toEqual([]);
});

test("a blank query and a failure of the service are answers that say so, with status success", async () => {
  const { run, asked } = await aBrowsingAgent({
    searchKey: "k",
    answer: () => ({ status: 402, body: { error: "no credits left" } }),
  });
  const blank = await run("web_search", { query: "  " });
  expect(blank.status).toBe("success");
  expect(JSON.parse(blank.func_return).error).toContain("empty");
  expect(asked).toEqual([]);
  const failed = await run("web_search", { query: "tea" });
  expect(failed.status).toBe("success");
  expect(JSON.parse(failed.func_return).error).toContain("no credits left");
});

test("with a key a page comes from the service as JSON", async () => {
  const { run, asked } = await aBrowsingAgent({ searchKey: "k" });
  const { func_return } = await run("fetch_webpage", { url: "https://tea.test/kinds" });
  expect(asked).toMatchObject([
    { path: "/contents", body: { urls: ["https://tea.test/kinds"], text: true } },
  ]);
  expect(JSON.parse(func_return)).toEqual({
    title: "Tea",
    published_date: null,
    author: null,
    text: "All about tea",
  });
});

test("a page is downloaded without a key, and when the service does not have it", async () => {
  const page = await aWebServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<article><p>Green tea.</p></article>"),
  );
  const keyless = await aBrowsingAgent();
  expect((await keyless.run("fetch_webpage", { url: page })).func_return).toBe("Green tea.");
  expect(keyless.asked).toEqual([]);
  const unlucky = await aBrowsingAgent({ searchKey: "k", answer: () => ({ body: { results: [] } }) });
  expect((await unlucky.run("fetch_webpage", { url: page })).func_return).toBe("Green tea.");
  expect(unlucky.asked).toHaveLength(1);
});

test.each([
  "file:///etc/passwd",
  "data:text/plain,x",
  "ftp://tea.test/",
  "tea.test",
  "https://me:pw@tea.test/",
])("%s is no address of a web page", async (url) => {
  const { run, asked } = await aBrowsingAgent({ searchKey: "k" });
  expect(await run("fetch_webpage", { url })).toMatchObject({ status: "error", func_return: null });
  expect(asked).toEqual([]);
});
