import { ModelError } from "@/lib/runtime/model-error";
import type { CompatibleQuirks } from "../dialects/compatible";
import { bearer, compatibleParts, listCompatible } from "./compatible";
import { type Connection, type ListTools, type Offer, type Provider, providerFrom } from "./provider";

interface VendorFacts extends CompatibleQuirks {
  /** `model_endpoint_type`, where the API has no value of its own for the vendor. */
  endpointType?: string;
  /** Offered where the vendor lists nothing. */
  unlisted?: string[];
  /** Anybody may list; this path needs the key. */
  keyPath?: string;
}

/** Vendors whose API is OpenAI's under another address. */
const vendor =
  (
    type: string,
    vendorUrl: string,
    { endpointType = type, unlisted = [], keyPath, ...quirks }: VendorFacts = {},
  ) =>
  (connection: Connection): Provider => {
    const baseUrl = (connection.baseUrl ?? vendorUrl).replace(/\/+$/, "");
    const headers = bearer(connection.apiKey);
    return providerFrom(connection, {
      type,
      endpointType,
      baseUrl,
      ...compatibleParts(connection, { apiUrl: baseUrl, isLocal: false, quirks }),
      list: async (tools) => ({ ...(await listVendor(tools, headers, unlisted)), embeddings: [] }),
      ...(keyPath && { check: async ({ get }) => void (await get(keyPath, { headers })) }),
    });
  };

async function listVendor(
  tools: ListTools,
  headers: Record<string, string>,
  unlisted: string[],
): Promise<Offer> {
  try {
    return await listCompatible(tools, { headers });
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== "not_found" || unlisted.length === 0) throw error;
    return { models: unlisted.map((name) => tools.model(name)), embeddings: [] };
  }
}

const zhipu: VendorFacts = {
  replaysThoughts: true,
  lacksJsonSchema: true,
  thinking: (isOn) => ({ thinking: { type: isOn ? "enabled" : "disabled", clear_thinking: false } }),
  unlisted: ["glm-4.7", "glm-4.6", "glm-4.5", "glm-4.5-air"],
};

/** By the API's `ProviderType`. */
export const compatibleVendors: Record<string, (connection: Connection) => Provider> = {
  groq: vendor("groq", "https://api.groq.com/openai/v1"),
  xai: vendor("xai", "https://api.x.ai/v1"),
  deepseek: vendor("deepseek", "https://api.deepseek.com/v1", {
    replaysThoughts: true,
    lacksJsonSchema: true,
  }),
  together: vendor("together", "https://api.together.xyz/v1"),
  fireworks: vendor("fireworks", "https://api.fireworks.ai/inference/v1"),
  cerebras: vendor("cerebras", "https://api.cerebras.ai/v1", { endpointType: "openai" }),
  openrouter: vendor("openrouter", "https://openrouter.ai/api/v1", {
    thinking: (enabled) => ({ reasoning: { enabled } }),
    cachesOnDemand: /claude/,
    keyPath: "/key",
  }),
  zai: vendor("zai", "https://api.z.ai/api/paas/v4", zhipu),
  zai_coding: vendor("zai_coding", "https://api.z.ai/api/coding/paas/v4", zhipu),
  minimax: vendor("minimax", "https://api.minimax.io/v1", {
    replaysThoughts: true,
    lacksJsonSchema: true,
    unlisted: ["MiniMax-M2.1", "MiniMax-M2"],
  }),
  moonshot: vendor("moonshot", "https://api.moonshot.ai/v1", {
    endpointType: "openai",
    replaysThoughts: true,
    lacksJsonSchema: true,
  }),
  baseten: vendor("baseten", "https://inference.baseten.co/v1", {
    thinking: (isOn) => ({ chat_template_args: { enable_thinking: isOn } }),
  }),
  "hugging-face": vendor("hugging-face", "https://router.huggingface.co/v1"),
};
