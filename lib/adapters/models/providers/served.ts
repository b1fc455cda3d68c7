import { ModelError } from "@/lib/runtime/model-error";
import { bearer, compatibleParts, listCompatible } from "./compatible";
import { bareUrl, type LocalProvider } from "./local";
import { type Connection, type ListTools, providerFrom } from "./provider";
import { entriesOf, textIn } from "./wire";

/** A server for open weights that speaks OpenAI's dialect and says in its listing what it is. */
const served = (name: string, port: number, endpointType = name): LocalProvider => ({
  name,
  port,
  create(connection) {
    const baseUrl = bareUrl(connection.baseUrl);
    return providerFrom(connection, {
      type: name,
      endpointType,
      baseUrl,
      ...compatibleParts(connection, { apiUrl: `${baseUrl}/v1`, isLocal: true }),
      list: (tools) => list(tools, connection, name),
    });
  },
});

/** Ports such as 8000 are popular, so a probed server must say that it is one. */
async function list(tools: ListTools, { source, apiKey }: Connection, name: string) {
  const headers = bearer(apiKey);
  const entries = entriesOf(await tools.get("/v1/models", { headers }), "data");
  if (source === "probe" && !entries.some((entry) => textIn(entry, "owned_by") === name))
    throw new ModelError("invalid_response", `The server at this port is not ${name}`);
  return listCompatible(tools, { path: "/v1/models", headers });
}

export const vllm = served("vllm", 8000);
export const sglang = served("sglang", 30000, "openai");
