import type { Container } from "./container";
import { DEFAULT_ORGANIZATION_ID } from "./seed";

/** What a person sees in the terminal once the server is up: where it is, and what it found. */
export async function greeting(
  app: Container,
  { host, port, startedMs }: { host: string; port: number; startedMs: number },
): Promise<string> {
  const [models, providers] = await Promise.all([
    app.models.listModels(DEFAULT_ORGANIZATION_ID),
    app.models.providerStates(DEFAULT_ORGANIZATION_ID),
  ]);
  const real = models.filter((model) => !model.isDemo);
  const found = providers
    .filter(({ status, source, modelCount }) => status === "ok" && source !== "built-in" && modelCount > 0)
    .map(({ name, modelCount }) => `${name} (${modelCount})`);
  const failed = providers
    .filter(({ status, source }) => status !== "ok" && source === "env")
    .map(({ name, message }) => `${name}: ${message}`);
  const name = host.includes(":") ? `[${host.replace(/[[\]]/g, "")}]` : host;
  const { kind, version } = app.database;
  return [
    "",
    `  Mneme is at  http://${name}:${port}   (API: /v1, reference: /docs)`,
    `  Database     ${kind === "embedded" ? `embedded Postgres ${version} in ${app.env.DATA_DIR}` : `Postgres ${version}`}`,
    `  Models       ${real.length > 0 ? found.join(", ") : "none connected: the demo (rules, not a language model) answers"}`,
    ...failed.map((line) => `  Not reached  ${line}`),
    `  Access       ${app.env.AUTH === "local" ? "this machine only, no key" : "bearer key required"}`,
    `  Started in   ${(startedMs / 1000).toFixed(1)} s`,
    "",
    "",
  ].join("\n");
}
