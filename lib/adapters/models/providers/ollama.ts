import { ollama as dialect } from "../dialects/ollama";
import { ollamaModel } from "../ollama/ollama-model";
import { bearer, compatibleParts } from "./compatible";
import { bareUrl, type LocalProvider } from "./local";
import { type Connection, type ListTools, type Offer, providerFrom } from "./provider";
import { entriesOf, fieldsOf, knownDim, numberIn, textIn } from "./wire";

/** What is asked for where nobody chose: enough for an agent, and little enough for the memory of a usual machine. */
const USUAL_WINDOW = 32_768;

/** Ollama by its own API: OpenAI's has no way to say how large the window must be, and prompts beyond it are cut. */
export const ollama: LocalProvider = {
  name: "ollama",
  port: 11434,
  create(connection) {
    const baseUrl = bareUrl(connection.baseUrl);
    const headers = bearer(connection.apiKey);
    return providerFrom(connection, {
      type: "ollama",
      endpointType: "ollama",
      baseUrl,
      openEmbedding: compatibleParts(connection, { apiUrl: `${baseUrl}/v1`, isLocal: true }).openEmbedding,
      open: (config, fetch) => ({
        model: ollamaModel({ modelId: config.model, baseUrl, headers, fetch }),
        dialect,
      }),
      list: (tools) => list(tools, connection, headers),
    });
  },
};

async function list(
  { get, model, embedding }: ListTools,
  { localWindow }: Connection,
  headers: Record<string, string>,
): Promise<Offer> {
  const names = entriesOf(await get("/api/tags", { headers }), "models").map((entry) =>
    textIn(entry, "name"),
  );
  const shown = await Promise.all(
    names.map((name) =>
      get("/api/show", { headers, body: { model: name }, timeoutMs: 3_000 }).catch(() => null),
    ),
  );
  const offer: Offer = { models: [], embeddings: [] };
  for (const [index, name] of names.entries()) {
    const facts = fieldsOf(shown[index]);
    const capabilities = Array.isArray(facts.capabilities) ? facts.capabilities : null;
    const { window, dim } = sizesIn(facts);
    if (capabilities?.includes("embedding") || (!capabilities && knownDim(name)))
      offer.embeddings.push(embedding(name, dim ?? knownDim(name) ?? 1024));
    else
      offer.models.push(
        model(name, {
          contextWindow: setWindow(facts) ?? Math.min(window ?? USUAL_WINDOW, localWindow ?? USUAL_WINDOW),
          supportsTools: capabilities?.includes("tools") ?? null,
        }),
      );
  }
  return offer;
}

/** `num_ctx` of the model's own file. */
const setWindow = (facts: Record<string, unknown>): number | null =>
  Number(/^num_ctx\s+(\d+)/m.exec(textIn(facts, "parameters"))?.[1] ?? 0) || null;

/** Keys begin with the architecture: `llama.context_length`. */
function sizesIn(facts: Record<string, unknown>) {
  const info = Object.entries(fieldsOf(facts.model_info));
  const bare = Object.fromEntries(info.map(([key, value]) => [key.split(".").at(-1), value]));
  return { window: numberIn(bare, "context_length"), dim: numberIn(bare, "embedding_length") };
}
