import { createAnthropic } from "@ai-sdk/anthropic";
import { ModelError } from "@/lib/runtime/model-error";
import { anthropic as dialect } from "../dialects/anthropic";
import { type Connection, type ListTools, type Offer, type Provider, providerFrom } from "./provider";
import { entriesOf, numberIn, textIn } from "./wire";

const ANTHROPIC_URL = "https://api.anthropic.com/v1";

/** Anthropic's Messages API, or another vendor's copy of it that may list nothing. */
export function anthropic(
  connection: Connection,
  { type = "anthropic", unlisted = [] }: { type?: string; unlisted?: string[] } = {},
): Provider {
  const bare = (connection.baseUrl ?? ANTHROPIC_URL).replace(/\/+$/, "");
  const baseUrl = bare.endsWith("/v1") ? bare : `${bare}/v1`;
  const apiKey = connection.apiKey ?? "";
  return providerFrom(connection, {
    type,
    endpointType: "anthropic",
    baseUrl,
    open: (config, fetch) => ({
      model: createAnthropic({ apiKey, baseURL: baseUrl, fetch })(config.model),
      dialect,
    }),
    async list(tools) {
      try {
        return await list(tools, { "x-api-key": apiKey, "anthropic-version": "2023-06-01" });
      } catch (error) {
        if (!isNotFound(error) || unlisted.length === 0) throw error;
        return { models: unlisted.map((name) => tools.model(name)), embeddings: [] };
      }
    },
  });
}

const isNotFound = (error: unknown) => error instanceof ModelError && error.kind === "not_found";

async function list({ get, model }: ListTools, headers: Record<string, string>): Promise<Offer> {
  const entries = entriesOf(await get("/models?limit=1000", { headers }), "data");
  const models = entries.map((entry) =>
    model(textIn(entry, "id"), {
      displayName: textIn(entry, "display_name") || undefined,
      contextWindow: numberIn(entry, "max_input_tokens"),
      maxOutput: numberIn(entry, "max_tokens"),
      supportsTools: true,
    }),
  );
  return { models, embeddings: [] };
}
