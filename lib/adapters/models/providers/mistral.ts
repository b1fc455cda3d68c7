import { mistral as dialect } from "../dialects/mistral";
import { bearer, compatibleParts, listCompatible } from "./compatible";
import { type Connection, type Provider, providerFrom } from "./provider";

const MISTRAL_URL = "https://api.mistral.ai/v1";

/** Mistral's own dialect: ids of calls, thoughts and forced tools differ from OpenAI's. */
export function mistral(connection: Connection): Provider {
  const baseUrl = (connection.baseUrl ?? MISTRAL_URL).replace(/\/+$/, "");
  const apiKey = connection.apiKey ?? "";
  return providerFrom(connection, {
    ...compatibleParts(connection, { apiUrl: baseUrl, isLocal: false }),
    type: "mistral",
    endpointType: "mistral",
    baseUrl,
    async open({ model }, fetch) {
      const { createMistral } = await import("@ai-sdk/mistral");
      return { model: createMistral({ apiKey, baseURL: baseUrl, fetch }).chat(model), dialect };
    },
    list: (tools) => listCompatible(tools, { headers: bearer(connection.apiKey) }),
  });
}
