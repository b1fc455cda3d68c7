import type Letta from "@letta-ai/letta-client";
import { beforeAll } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "../scripted-model/server";
import { clientOf } from "./client";
import { type RunningServer, startServer } from "./server";

export interface Served {
  server: RunningServer;
  client: Letta;
  /** What the server thinks with as `openai/scripted-large`. */
  model: ScriptedModelServer;
}

export const SCRIPTED = "openai/scripted-large";

let shared: Promise<Served> | undefined;

/**
 * The built server, with the scripted model server as its OpenAI; the demo model is there too. All files of a test process
 * share it, one after the other: a file looks only at what it made, and finds the scripted model without a past.
 */
export function withServer(): Served {
  const served = {} as Served;
  beforeAll(async () => {
    shared ??= start();
    Object.assign(served, await shared);
    served.model.reset();
  });
  return served;
}

async function start(): Promise<Served> {
  // Vitest ends its workers with a signal; the servers go with their process only when it exits.
  process.once("SIGTERM", () => process.exit());
  const model = await startScriptedModel();
  const server = await startServer({ env: { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: model.url } });
  return { server, client: clientOf(server.url), model };
}
