import { ModelError } from "@/lib/runtime/model-error";
import { compatibleParts, listCompatible } from "./compatible";
import { bareUrl, type LocalProvider } from "./local";
import { type ListTools, type Offer, providerFrom } from "./provider";
import { fieldsOf, numberIn } from "./wire";

/** llama.cpp's server (and llamafile): one model, whose real window only `/props` tells. */
export const llamacpp: LocalProvider = {
  name: "llamacpp",
  port: 8080,
  create(connection) {
    const baseUrl = bareUrl(connection.baseUrl);
    return providerFrom(connection, {
      // The API has no type of its own for it.
      type: "openai",
      endpointType: "llamacpp",
      baseUrl,
      ...compatibleParts(connection, { apiUrl: `${baseUrl}/v1`, isLocal: true }),
      list: (tools) => list(tools),
    });
  },
};

async function list(tools: ListTools): Promise<Offer> {
  const settings = fieldsOf(fieldsOf(await tools.get("/props")).default_generation_settings);
  const window = numberIn(settings, "n_ctx");
  if (!window) throw new ModelError("invalid_response", "The server at this port is not llama.cpp");
  const withWindow: ListTools = {
    ...tools,
    model: (name, facts) => tools.model(name, { ...facts, contextWindow: window }),
  };
  return listCompatible(withWindow, { path: "/v1/models" });
}
