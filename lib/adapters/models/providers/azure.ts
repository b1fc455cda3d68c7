import { createOpenAI } from "@ai-sdk/openai";
import type { FetchFunction } from "@ai-sdk/provider-utils";
import { ModelError } from "@/lib/runtime/model-error";
import { contextWindowOf, maxOutputOf } from "@/lib/runtime/model-settings/known-models";
import { isOpenAiReasoning } from "@/lib/runtime/model-settings/model-family";
import { openAiChat, openAiResponses } from "../dialects/openai";
import { listCompatible } from "./compatible";
import { type Connection, type ListTools, type Offer, type Provider, providerFrom } from "./provider";
import { entriesOf, isEmbeddingName, isOtherName, knownDim, textIn } from "./wire";

/** The last version of the API under which a key may list its resource's deployments. */
const LISTING_VERSION = "2023-03-15-preview";

/**
 * OpenAI's models in a resource of Azure. A model's name is that of its deployment. A dated `api_version` speaks to the
 * deployments one by one, as older resources need; without one the resource's undated API is used.
 */
export function azure(connection: Connection): Provider {
  const root = rootOf(connection.baseUrl ?? "");
  const version = /^\d{4}-/.test(connection.apiVersion ?? "") ? connection.apiVersion : null;
  const clientFor = (deployment: string, fetch: FetchFunction | undefined) =>
    createOpenAI({
      apiKey: "in-header",
      baseURL: version ? `${root}/openai/deployments/${encodeURIComponent(deployment)}` : `${root}/openai/v1`,
      fetch: withKey(fetch, connection.apiKey ?? "", version),
    });
  return providerFrom(connection, {
    type: "azure",
    endpointType: "azure",
    baseUrl: root,
    open({ model }, fetch) {
      const client = clientFor(model, fetch);
      return !version && isOpenAiReasoning(model)
        ? { model: client.responses(model), dialect: openAiResponses }
        : { model: client.chat(model), dialect: openAiChat };
    },
    openEmbedding: ({ embedding_model }) => ({
      model: clientFor(embedding_model, connection.fetch).embedding(embedding_model),
    }),
    list: (tools) => list(tools, { "api-key": connection.apiKey ?? "" }),
  });
}

/** The resource's own address, whatever part of the API's the operator copied. */
const rootOf = (url: string) => url.replace(/\/+$/, "").replace(/\/openai(\/v1)?$/, "");

/** Azure takes keys in a header of its own; a bearer token would be one of its directory. */
function withKey(
  inner: FetchFunction = globalThis.fetch,
  apiKey: string,
  version: string | null | undefined,
): FetchFunction {
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.delete("authorization");
    headers.set("api-key", apiKey);
    const address = version ? `${url}?api-version=${version}` : url;
    return inner(address, { ...init, headers: Object.fromEntries(headers) });
  };
}

async function list(tools: ListTools, headers: Record<string, string>): Promise<Offer> {
  const path = `/openai/deployments?api-version=${LISTING_VERSION}`;
  const answer = await tools.get(path, { headers }).catch((error: unknown) => {
    if (error instanceof ModelError && ["not_found", "bad_request"].includes(error.kind)) return null;
    throw error;
  });
  if (answer === null)
    return { ...(await listCompatible(tools, { path: "/openai/v1/models", headers })), note };
  const offer: Offer = { models: [], embeddings: [] };
  for (const entry of entriesOf(answer, "data")) {
    const [id, model] = [textIn(entry, "id"), textIn(entry, "model")];
    if (!id || isOtherName(model)) continue;
    if (isEmbeddingName(model)) offer.embeddings.push(tools.embedding(id, knownDim(model) ?? 1536));
    else {
      const facts = { contextWindow: contextWindowOf(model), maxOutput: maxOutputOf(model) };
      offer.models.push(tools.model(id, facts));
    }
  }
  return offer;
}

const note =
  "This resource does not tell its deployments, so models are named as Azure names them: a model works if it is deployed under its own name.";
