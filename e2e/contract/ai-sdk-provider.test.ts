import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { ensurePackages } from "../../bin/packages.mjs";
import { collect, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

/** The provider wants another AI SDK than the server's own, so both come from a folder of theirs. */
const folder = resolve("e2e/clients/ai-sdk");
const load = (file: string) => import(pathToFileURL(`${folder}/node_modules/${file}`).href);
const served = withServer();
let ai: any;
let provider: any;

beforeAll(async () => {
  await ensurePackages(folder);
  ai = await load("ai/dist/index.mjs");
  provider = await load("@letta-ai/vercel-ai-sdk-provider/dist/index.mjs");
}, 300_000);

const letta = () => provider.createLetta({ baseUrl: served.server.url, token: "any" });
const options = (id: string, more: object = {}) => ({
  providerOptions: { letta: { agent: { id, ...more } } },
});

// The provider takes a call's name from the message's, which this API leaves empty; so the AI SDK does not know the tool.
test("generateText answers with what the agent called and said", async () => {
  const { id } = await newAgent(served.client, SCRIPTED, { tools: ["conversation_search"] });
  const ask = (prompt: string) =>
    ai.generateText({ model: letta()(), prompt, maxRetries: 0, ...options(id) });
  expect((await ask("[[text Hello]]")).text).toBe("Hello");
  const { content, text } = await ask('[[tool conversation_search {"query": "nothing"}]]');
  expect(content.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(["tool-call", "text"]),
  );
  expect(text).toContain("No results found");
});

test("streamText gives the words as they come, without losing any of other alphabets", async () => {
  const { id } = await newAgent(served.client, SCRIPTED);
  const stream = (prompt: string) =>
    ai.streamText({
      model: letta()(),
      prompt,
      maxRetries: 0,
      ...options(id, { streamTokens: true, background: true }),
    });
  const words = (await collect(stream("[[long 30]]").textStream)) as string[];
  expect(words.length).toBeGreaterThan(5);
  expect(words.join("").trim()).toMatch(/^word0 .* word29$/);
  expect(await stream("[[text Grüße, 世界 🌍]]").text).toBe("Grüße, 世界 🌍");
});

test("streamText makes one call of the pieces of its arguments, with its result", async () => {
  const { id } = await newAgent(served.client, SCRIPTED, { tools: ["conversation_search"] });
  const result = ai.streamText({
    model: letta()(),
    prompt: '[[tool conversation_search {"query": "nothing"}]]',
    tools: { conversation_search: letta().tool("conversation_search") },
    maxRetries: 0,
    ...options(id, { streamTokens: true }),
  });
  type Part = { type: string; toolCallId?: string };
  const parts = (await collect(result.fullStream)) as Part[];
  const calls = parts.filter(({ type }) => type === "tool-call");
  expect(calls).toMatchObject([{ toolName: "conversation_search", input: { query: "nothing" } }]);
  const results = parts.filter(({ type }) => type === "tool-result");
  expect(new Set(results.map(({ toolCallId }) => toolCallId))).toEqual(new Set([calls[0].toolCallId]));
  expect(parts.some(({ type }) => type === "error")).toBe(false);
});

test("the provider's own client reads the history, and it converts to messages of the AI SDK", async () => {
  const { id } = await newAgent(served.client, SCRIPTED);
  await ai.generateText({ model: letta()(), prompt: "[[text Hello]]", ...options(id) });
  const history = await letta().client.agents.messages.list(id);
  const messages = provider.convertToAiSdkMessage(history);
  expect(messages.map(({ role }: { role: string }) => role)).toEqual(
    expect.arrayContaining(["user", "assistant"]),
  );
  expect(JSON.stringify(messages)).toContain("Hello");
});

test("an agent that is not there is an error with its status", async () => {
  const call = ai.generateText({
    model: letta()(),
    prompt: "hi",
    maxRetries: 0,
    ...options("agent-00000000-0000-4000-8000-00000000dead"),
  });
  expect(await failure(call)).toMatchObject({ statusCode: 404 });
});
