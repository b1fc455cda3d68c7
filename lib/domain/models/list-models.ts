import type { z } from "zod";
import { Model } from "@/lib/contract/models/schemas";
import type { ModelInfo } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { contractProviderType, providerRank } from "./provider-type";

export interface ModelFilter {
  provider_category?: ("base" | "byok")[];
  provider_name?: string;
  provider_type?: string;
}

type ModelBody = z.input<typeof Model>;

/** The language models that can be chosen now, best-known providers first; the demo model comes last. */
export async function listModels(ctx: Context, filter: ModelFilter = {}): Promise<ModelBody[]> {
  const models = await ctx.models.listModels(ctx.actor.organizationId);
  return models
    .filter((model) => isWanted(model, filter))
    .sort(byProvider)
    .map(toModel);
}

function isWanted(
  model: ModelInfo,
  { provider_category, provider_name, provider_type }: ModelFilter,
): boolean {
  return (
    (!provider_category?.length || provider_category.includes(model.providerCategory)) &&
    (!provider_name || model.providerName === provider_name) &&
    (!provider_type || contractProviderType(model.providerType) === provider_type)
  );
}

const byProvider = (a: ModelInfo, b: ModelInfo) =>
  Number(a.isDemo) - Number(b.isDemo) ||
  providerRank(a.providerType) - providerRank(b.providerType) ||
  a.config.model.localeCompare(b.config.model, "en") ||
  a.handle.localeCompare(b.handle, "en");

const listedEndpoints = new Set<string>(Model.shape.model_endpoint_type.options);

/** The list has no word for every endpoint that agents have; what it cannot name speaks OpenAI's dialect. */
const listedEndpoint = (type: string) =>
  (listedEndpoints.has(type) ? type : "openai") as ModelBody["model_endpoint_type"];

function toModel(info: ModelInfo): ModelBody {
  const { config } = info;
  return {
    ...(config as Omit<typeof config, "model_endpoint_type">),
    model_endpoint_type: listedEndpoint(config.model_endpoint_type),
    handle: info.handle,
    name: config.model,
    display_name:
      info.isDemo && !/demo/i.test(info.displayName) ? `${info.displayName} (demo)` : info.displayName,
    provider_type: contractProviderType(info.providerType),
    provider_name: info.providerName,
    provider_category: info.providerCategory,
    model_type: "llm",
    context_window: info.maxContextWindow,
    max_context_window: info.maxContextWindow,
  } as ModelBody;
}
