import { bearer, compatibleParts, listCompatible } from "./compatible";
import { type Connection, type Provider, providerFrom } from "./provider";

/** Vendors whose API is OpenAI's under another address. */
const vendor =
  (type: string, vendorUrl: string) =>
  (connection: Connection): Provider => {
    const baseUrl = (connection.baseUrl ?? vendorUrl).replace(/\/+$/, "");
    return providerFrom(connection, {
      type,
      endpointType: type,
      baseUrl,
      ...compatibleParts(connection, { apiUrl: baseUrl, isLocal: false }),
      list: async (tools) => ({
        ...(await listCompatible(tools, { headers: bearer(connection.apiKey) })),
        embeddings: [],
      }),
    });
  };

export const openrouter = vendor("openrouter", "https://openrouter.ai/api/v1");
export const groq = vendor("groq", "https://api.groq.com/openai/v1");
export const deepseek = vendor("deepseek", "https://api.deepseek.com/v1");
export const together = vendor("together", "https://api.together.xyz/v1");
export const xai = vendor("xai", "https://api.x.ai/v1");
export const mistral = vendor("mistral", "https://api.mistral.ai/v1");
