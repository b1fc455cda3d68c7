import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { isOpenAiReasoning } from "@/lib/runtime/model-settings/model-family";
import { type CompatibleQuirks, compatible as compatibleDialect } from "../dialects/compatible";
import type { Connection, ListTools, Offer, ProviderParts } from "./provider";
import {
  entriesOf,
  isEmbeddingName,
  isOtherKind,
  isOtherName,
  knownDim,
  textIn,
  toolsIn,
  windowIn,
} from "./wire";

/** Opens models and embedders of any server that speaks OpenAI's Chat Completions under `apiUrl`. */
export function compatibleParts(
  connection: Connection,
  { apiUrl, isLocal, quirks = {} }: { apiUrl: string; isLocal: boolean; quirks?: CompatibleQuirks },
): Pick<ProviderParts, "open" | "openEmbedding"> {
  const open = (fetch = connection.fetch) =>
    createOpenAICompatible({
      // Option keys derive from the name, so it must be the same plain word in the dialect.
      name: "compatible",
      baseURL: apiUrl,
      apiKey: connection.apiKey ?? undefined,
      includeUsage: true,
      supportsStructuredOutputs: !quirks.lacksJsonSchema,
      transformRequestBody: withCompletionLimit,
      fetch,
    });
  const dialect = compatibleDialect("compatible", { isLocal, ...quirks });
  return {
    open: (config, fetch) => ({ model: open(fetch).chatModel(config.model), dialect }),
    openEmbedding: (config) => ({ model: open().embeddingModel(config.embedding_model) }),
  };
}

/** OpenAI's reasoning models behind a proxy refuse the old name of the limit. */
function withCompletionLimit(body: Record<string, unknown>): Record<string, unknown> {
  const { max_tokens: limit, ...rest } = body;
  if (limit === undefined || !isOpenAiReasoning(String(body.model))) return body;
  return { ...rest, max_completion_tokens: limit };
}

/** Models under `/models`: chat models with the window they tell, embedding models with a known or measured size. */
export async function listCompatible(
  { get, model, embedding }: ListTools,
  {
    path = "/models",
    headers,
    measure,
  }: {
    path?: string;
    headers?: Record<string, string>;
    measure?: (name: string) => Promise<number | null>;
  } = {},
): Promise<Offer> {
  const offer: Offer = { models: [], embeddings: [] };
  for (const entry of entriesOf(await get(path, { headers }), "data")) {
    const id = textIn(entry, "id");
    if (!id || isOtherName(id) || isOtherKind(entry)) continue;
    if (!isEmbeddingName(id) && textIn(entry, "type") !== "embedding")
      offer.models.push(model(id, { contextWindow: windowIn(entry), supportsTools: toolsIn(entry) }));
    else {
      const dim = knownDim(id) ?? (await measure?.(id)) ?? null;
      if (dim) offer.embeddings.push(embedding(id, dim));
    }
  }
  return offer;
}

export const bearer = (apiKey: string | null): Record<string, string> =>
  apiKey ? { authorization: `Bearer ${apiKey}` } : {};
