import { type DemoModelOptions, demoConfig, demoModel } from "../demo/demo-model";
import type { Provider } from "./provider";

/** The rule model that is always there, so that everything can be tried before a real model is connected. */
export const demo = (options: DemoModelOptions = {}): Provider => ({
  name: "demo",
  // Of the API's types the one that stands for the server's own models.
  type: "letta",
  category: "base",
  source: "built-in",
  baseUrl: null,
  list: async () => ({
    models: [
      {
        handle: "demo/rules-v1",
        displayName: demoConfig.display_name ?? "Demo",
        providerName: "demo",
        providerType: "letta",
        providerCategory: "base",
        maxContextWindow: demoConfig.context_window,
        maxOutputTokens: demoConfig.max_tokens ?? 4_096,
        supportsTools: true,
        isDemo: true,
        config: demoConfig,
      },
    ],
    embeddings: [],
  }),
  openModel: (config) => demoModel(config, options),
  openEmbedder() {
    throw new Error("The demo provider has no embedding models");
  },
});
