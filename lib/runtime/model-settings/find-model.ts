/** The offered model that a handle names. `openai-proxy/` is what some servers call `openai/` behind a base URL. */
export function findModel<T extends { handle: string }>(models: T[], handle: string): T | undefined {
  const alias = handle.startsWith("openai-proxy/") ? handle.replace("openai-proxy/", "openai/") : handle;
  return models.find((model) => model.handle === handle) ?? models.find((model) => model.handle === alias);
}
