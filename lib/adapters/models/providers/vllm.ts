import { ModelError } from "@/lib/runtime/model-error";
import { bearer, compatibleParts, listCompatible } from "./compatible";
import { bareUrl, type LocalProvider } from "./local";
import { type Connection, type ListTools, providerFrom } from "./provider";
import { entriesOf, textIn } from "./wire";

/** vLLM. Port 8000 is popular, so a probed server must say that it is one. */
export const vllm: LocalProvider = {
  name: "vllm",
  port: 8000,
  create(connection) {
    const baseUrl = bareUrl(connection.baseUrl);
    return providerFrom(connection, {
      type: "vllm",
      endpointType: "vllm",
      baseUrl,
      ...compatibleParts(connection, { apiUrl: `${baseUrl}/v1`, isLocal: true }),
      list: (tools) => list(tools, connection),
    });
  },
};

async function list(tools: ListTools, { source, apiKey }: Connection) {
  const headers = bearer(apiKey);
  const entries = entriesOf(await tools.get("/v1/models", { headers }), "data");
  if (source === "probe" && !entries.some((entry) => textIn(entry, "owned_by") === "vllm"))
    throw new ModelError("invalid_response", "The server at this port is not vLLM");
  return listCompatible(tools, { path: "/v1/models", headers });
}
