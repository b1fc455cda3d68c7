import { compatibleParts } from "./compatible";
import { bareUrl, type LocalProvider } from "./local";
import { type ListTools, type Offer, providerFrom } from "./provider";
import { entriesOf, fieldsOf, knownDim, numberIn, textIn } from "./wire";

/** Ollama: found and described by its own API, spoken to in OpenAI's. */
export const ollama: LocalProvider = {
  name: "ollama",
  port: 11434,
  create(connection) {
    const baseUrl = bareUrl(connection.baseUrl);
    return providerFrom(connection, {
      type: "ollama",
      endpointType: "ollama",
      baseUrl,
      ...compatibleParts(connection, { apiUrl: `${baseUrl}/v1`, isLocal: true }),
      list,
    });
  },
};

async function list(tools: ListTools): Promise<Offer> {
  const names = entriesOf(await tools.get("/api/tags"), "models").map((entry) => textIn(entry, "name"));
  const loaded = await loadedWindows(tools);
  const offer: Offer = { models: [], embeddings: [] };
  let isWindowUnknown = false;
  const shown = await Promise.all(
    names.map((model) => tools.get("/api/show", { body: { model }, timeoutMs: 3_000 }).catch(() => null)),
  );
  for (const [index, name] of names.entries()) {
    const facts = fieldsOf(shown[index]);
    const info = Object.entries(fieldsOf(facts.model_info));
    const sizeOf = (suffix: string) =>
      numberIn(Object.fromEntries(info.map(([key, value]) => [key.split(".").at(-1), value])), suffix);
    const capabilities = Array.isArray(facts.capabilities) ? facts.capabilities : null;
    if (capabilities?.includes("embedding") || (!capabilities && knownDim(name))) {
      offer.embeddings.push(tools.embedding(name, sizeOf("embedding_length") ?? knownDim(name) ?? 1024));
      continue;
    }
    const setWindow =
      Number(/^num_ctx\s+(\d+)/m.exec(textIn(facts, "parameters"))?.[1] ?? 0) || loaded.get(name) || null;
    isWindowUnknown ||= setWindow === null;
    offer.models.push(
      tools.model(name, {
        contextWindow: setWindow ?? sizeOf("context_length"),
        supportsTools: capabilities?.includes("tools") ?? null,
      }),
    );
  }
  return isWindowUnknown ? { ...offer, note: windowNote } : offer;
}

/** Ollama reports a model's effective window only while it is loaded. */
async function loadedWindows({ get }: ListTools): Promise<Map<string, number>> {
  const entries = await get("/api/ps")
    .then((answer) => entriesOf(answer, "models"))
    .catch(() => []);
  return new Map(entries.map((entry) => [textIn(entry, "name"), numberIn(entry, "context_length") ?? 0]));
}

const windowNote =
  "Ollama silently cuts prompts at its own context length, which is small by default. Start it with OLLAMA_CONTEXT_LENGTH=65536 (or set num_ctx in the model).";
