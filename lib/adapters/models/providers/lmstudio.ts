import { compatibleParts, listCompatible } from "./compatible";
import { bareUrl, type LocalProvider } from "./local";
import { type ListTools, type Offer, providerFrom } from "./provider";
import { entriesOf, knownDim, numberIn, textIn } from "./wire";

/** LM Studio: its own listing tells windows and kinds; older versions only have OpenAI's. */
export const lmstudio: LocalProvider = {
  name: "lmstudio",
  port: 1234,
  create(connection) {
    const baseUrl = bareUrl(connection.baseUrl);
    return providerFrom(connection, {
      type: "lmstudio_openai",
      endpointType: "lmstudio",
      baseUrl,
      ...compatibleParts(connection, { apiUrl: `${baseUrl}/v1`, isLocal: true }),
      list: (tools) => listNative(tools).catch(() => listCompatible(tools, { path: "/v1/models" })),
    });
  },
};

/** Of unknown embedding models the size is not told; 1024 is what the API promises for them. */
const UNKNOWN_DIM = 1024;

async function listNative({ get, model, embedding }: ListTools): Promise<Offer> {
  const offer: Offer = { models: [], embeddings: [] };
  for (const entry of entriesOf(await get("/api/v0/models"), "data")) {
    const id = textIn(entry, "id");
    if (textIn(entry, "type") === "embeddings")
      offer.embeddings.push(embedding(id, knownDim(id) ?? UNKNOWN_DIM));
    else
      offer.models.push(
        model(id, { contextWindow: numberIn(entry, "loaded_context_length", "max_context_length") }),
      );
  }
  return offer;
}
