import { expect, test } from "vitest";
import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import type { Model } from "@/lib/contract/models/schemas";
import { groupModels } from "./model-groups";

const model = (provider_name: string, name: string) =>
  ({ handle: `${provider_name}/${name}`, display_name: name, provider_name }) as Model;
const provider = (name: string, status: MnemeProvider["status"]) =>
  ({ name, status, message: null }) as MnemeProvider;
const models = [model("openai", "gpt-5"), model("ollama", "qwen3"), model("openai", "gpt-4o")];

test("models stand under their provider in the order of the server", () => {
  const groups = groupModels(models, [], "");
  expect(groups.map(({ provider, models }) => [provider, models.length])).toEqual([
    ["openai", 2],
    ["ollama", 1],
  ]);
});

test("a provider that does not answer is shown with its reason, except while searching", () => {
  const providers = [provider("vllm", "unreachable"), provider("openai", "ok")];
  expect(groupModels(models, providers, "").at(-1)).toMatchObject({
    provider: "vllm",
    trouble: "does not answer",
  });
  expect(groupModels(models, providers, "qwen").map((group) => group.provider)).toEqual(["ollama"]);
});
