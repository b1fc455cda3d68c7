import { expect, test } from "vitest";
import { ProviderType } from "@/lib/contract/providers/schemas";
import { connectionOf, emptyDraft, freeName, isComplete, kindOf, providerKinds } from "./provider-kinds";

const draft = (type: string, fields: object = {}) => ({ ...emptyDraft(kindOf(type).type, []), ...fields });

test("every kind is a type of the API, and is offered once", () => {
  const types = providerKinds.map(({ type }) => type);
  expect(ProviderType.options).toEqual(expect.arrayContaining(types));
  expect(new Set(types).size).toBe(types.length);
});

test("what a kind does not know is not sent, even if it was typed for another kind before", () => {
  const typed = { apiKey: " sk-1 ", baseUrl: "https://x.test", region: "eu-west-1", apiVersion: "v" };
  expect(connectionOf(draft("anthropic", typed))).toEqual({
    api_key: "sk-1",
    access_key: null,
    base_url: "https://x.test",
    region: null,
    api_version: null,
  });
});

test("a form is complete when its kind could be reached", () => {
  expect(isComplete(draft("anthropic"))).toBe(false);
  expect(isComplete(draft("anthropic", { apiKey: "k" }))).toBe(true);
  expect(isComplete(draft("anthropic", { apiKey: "k", name: "a/b" }))).toBe(false);
  expect(isComplete(draft("azure", { apiKey: "k" }))).toBe(false);
  expect(isComplete(draft("bedrock", { apiKey: "k", region: "eu-west-1" }))).toBe(true);
  expect(isComplete(draft("ollama", { baseUrl: "http://nas:11434" }))).toBe(true);
  expect(isComplete(draft("openai"))).toBe(false);
  expect(isComplete(draft("openai", { baseUrl: "http://nas:4000/v1" }))).toBe(true);
});

test("the name that is offered is free", () => {
  expect(freeName("lmstudio_openai", [])).toBe("my-lmstudio");
  expect(freeName("openai", ["my-openai", "my-openai-2"])).toBe("my-openai-3");
});
