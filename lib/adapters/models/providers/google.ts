import { createGoogle } from "@ai-sdk/google";
import { google as dialect } from "../dialects/google";
import { type Connection, type ListTools, type Offer, type Provider, providerFrom } from "./provider";
import { entriesOf, isOtherName, knownDim, numberIn, textIn } from "./wire";

const GEMINI_URL = "https://generativelanguage.googleapis.com/v1beta";

/** Google's Gemini API. */
export function google(connection: Connection): Provider {
  const baseUrl = (connection.baseUrl ?? GEMINI_URL).replace(/\/+$/, "");
  const apiKey = connection.apiKey ?? "";
  const open = (fetch = connection.fetch) => createGoogle({ apiKey, baseURL: baseUrl, fetch });
  return providerFrom(connection, {
    type: "google_ai",
    endpointType: "google_ai",
    baseUrl,
    open: (config, fetch) => ({ model: open(fetch)(config.model), dialect }),
    openEmbedding: (config) => ({
      model: open().embedding(config.embedding_model),
      providerOptions: { google: { outputDimensionality: config.embedding_dim } },
    }),
    list: (tools) => list(tools, { "x-goog-api-key": apiKey }),
  });
}

async function list({ get, model, embedding }: ListTools, headers: Record<string, string>): Promise<Offer> {
  const offer: Offer = { models: [], embeddings: [] };
  for (const entry of entriesOf(await get("/models?pageSize=1000", { headers }), "models")) {
    const name = textIn(entry, "name").replace(/^models\//, "");
    const methods = Array.isArray(entry.supportedGenerationMethods) ? entry.supportedGenerationMethods : [];
    const displayName = textIn(entry, "displayName") || name;
    if (methods.includes("embedContent"))
      offer.embeddings.push(embedding(name, knownDim(name) ?? 768, displayName));
    else if (methods.includes("generateContent") && /^gemini/.test(name) && !isOtherName(name))
      offer.models.push(
        model(name, {
          displayName,
          contextWindow: numberIn(entry, "inputTokenLimit"),
          maxOutput: numberIn(entry, "outputTokenLimit"),
          supportsTools: true,
        }),
      );
  }
  return offer;
}
