import type { FetchFunction } from "@ai-sdk/provider-utils";
import { bedrock as dialect } from "../dialects/bedrock";
import { bearer } from "./compatible";
import { getJson } from "./get-json";
import { type Connection, type ListTools, type Offer, type Provider, providerFrom } from "./provider";
import { entriesOf, textIn } from "./wire";

/** Amazon Bedrock, by a pair of AWS keys or a Bedrock API key (then without `accessKey`). */
export function bedrock(connection: Connection): Provider {
  const region = connection.region || "us-east-1";
  const baseUrl = (connection.baseUrl ?? `https://bedrock-runtime.${region}.amazonaws.com`).replace(
    /\/+$/,
    "",
  );
  return providerFrom(connection, {
    type: "bedrock",
    endpointType: "bedrock",
    baseUrl,
    async open({ model }, fetch) {
      const { createAmazonBedrock } = await import("@ai-sdk/amazon-bedrock");
      // Everything is given, even if empty: what is left out would be taken from the server's own environment.
      const client = createAmazonBedrock({ region, baseURL: baseUrl, ...keysOf(connection), fetch });
      return { model: client(model), dialect };
    },
    list: (tools) => list(tools, connection, region),
  });
}

function keysOf({ apiKey, accessKey }: Connection) {
  const secret = apiKey ?? "";
  return accessKey
    ? { apiKey: "", accessKeyId: accessKey, secretAccessKey: secret, sessionToken: "" }
    : { apiKey: secret, accessKeyId: "", secretAccessKey: "" };
}

/** Newer models are only reached through inference profiles; the others are called by their own ids. */
async function list(tools: ListTools, connection: Connection, region: string): Promise<Offer> {
  const get = await controlPlane(connection, region);
  const [foundation, profiles] = await Promise.all([
    get("/foundation-models?byOutputModality=TEXT&byInferenceType=ON_DEMAND"),
    get("/inference-profiles?maxResults=1000&type=SYSTEM_DEFINED"),
  ]);
  const models = entriesOf(foundation, "modelSummaries")
    .filter((entry) => entry.responseStreamingSupported === true)
    .map((entry) => tools.model(textIn(entry, "modelId"), { displayName: textIn(entry, "modelName") }));
  const named = entriesOf(profiles, "inferenceProfileSummaries").map((entry) =>
    tools.model(textIn(entry, "inferenceProfileId"), { displayName: textIn(entry, "inferenceProfileName") }),
  );
  return { models: [...models, ...named], embeddings: [] };
}

/** Models are listed by another host than the one that runs them. */
async function controlPlane(connection: Connection, region: string) {
  const host = connection.baseUrl ?? `https://bedrock.${region}.amazonaws.com`;
  const fetch = await signing(connection, region);
  const context = { providerName: connection.name, isByok: connection.category === "byok" };
  return (path: string) =>
    getJson(
      `${host.replace(/\/+$/, "")}${path}`,
      {
        fetch,
        headers: connection.accessKey ? {} : bearer(connection.apiKey),
        timeoutMs: connection.listTimeoutMs,
      },
      { ...context, secrets: [connection.apiKey ?? "", connection.accessKey ?? ""] },
    );
}

async function signing(
  { apiKey, accessKey, fetch = globalThis.fetch }: Connection,
  region: string,
): Promise<FetchFunction> {
  if (!accessKey) return fetch;
  const { AwsV4Signer } = await import("aws4fetch");
  return async (url, init) => {
    const signer = new AwsV4Signer({
      url: String(url),
      accessKeyId: accessKey,
      secretAccessKey: apiKey ?? "",
      region,
      service: "bedrock",
    });
    const { headers } = await signer.sign();
    return fetch(url, { ...init, headers: { ...init?.headers, ...Object.fromEntries(headers) } });
  };
}
