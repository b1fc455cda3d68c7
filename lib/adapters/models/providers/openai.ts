import { createOpenAI } from "@ai-sdk/openai";
import { isOpenAiReasoning } from "@/lib/runtime/model-settings/model-family";
import { openAiChat, openAiResponses } from "../dialects/openai";
import { bearer, compatibleParts, listCompatible } from "./compatible";
import { type Connection, type Provider, providerFrom } from "./provider";
import { entriesOf, textIn } from "./wire";

const OPENAI_URL = "https://api.openai.com/v1";

/** OpenAI itself, or with a base URL of another host any server that speaks its Chat Completions. */
export function openai(connection: Connection): Provider {
  const baseUrl = (connection.baseUrl ?? OPENAI_URL).replace(/\/+$/, "");
  const isOfficial = new URL(baseUrl).hostname === "api.openai.com";
  const shared = { type: "openai", endpointType: "openai", baseUrl };
  const headers = bearer(connection.apiKey);
  if (isOfficial)
    return providerFrom(connection, { ...shared, ...officialParts(connection, baseUrl, headers) });
  const parts = compatibleParts(connection, { apiUrl: baseUrl, isLocal: false });
  const measured = new Map<string, number | null>();
  return providerFrom(connection, {
    ...shared,
    ...parts,
    list: (tools) =>
      listCompatible(tools, {
        headers,
        async measure(model) {
          if (!measured.get(model)) measured.set(model, await vectorSize(tools.get, model, headers));
          return measured.get(model) ?? null;
        },
      }),
  });
}

function officialParts(connection: Connection, baseURL: string, headers: Record<string, string>) {
  const open = (fetch = connection.fetch) =>
    createOpenAI({ apiKey: connection.apiKey ?? "", baseURL, fetch });
  return {
    open: (config: { model: string }, fetch: Connection["fetch"]) =>
      isOpenAiReasoning(config.model)
        ? { model: open(fetch).responses(config.model), dialect: openAiResponses }
        : { model: open(fetch).chat(config.model), dialect: openAiChat },
    openEmbedding: (config: { embedding_model: string }) => ({
      model: open().embedding(config.embedding_model),
    }),
    list: async (tools: Parameters<typeof listCompatible>[0]) => {
      const offer = await listCompatible(tools, { headers });
      return { ...offer, models: offer.models.filter(({ config }) => isChatModel(config.model)) };
    },
  };
}

const isChatModel = (name: string) =>
  /^(gpt-|o\d|chatgpt-)/.test(name) && !/instruct|search|deep-research/.test(name);

/** Asks an unknown embedding model for one vector; null when it gives none. */
async function vectorSize(
  get: (path: string, request: object) => Promise<unknown>,
  model: string,
  headers: object,
) {
  try {
    const [first] = entriesOf(
      await get("/embeddings", { headers, body: { model, input: ["size"] } }),
      "data",
    );
    return Array.isArray(first?.embedding) && textIn(first, "object") !== "error"
      ? first.embedding.length
      : null;
  } catch {
    // A model that cannot embed now is not offered now.
    return null;
  }
}
