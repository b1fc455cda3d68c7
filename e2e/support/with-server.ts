import type Letta from "@letta-ai/letta-client";
import { afterAll, beforeAll } from "vitest";
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

/** The built server for all tests of a file, with the scripted model server as its OpenAI. The demo model is there too. */
export function withServer(env: Record<string, string> = {}): Served {
  const served = {} as Served;
  beforeAll(async () => {
    served.model = await startScriptedModel();
    served.server = await startServer({
      env: { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: served.model.url, ...env },
    });
    served.client = clientOf(served.server.url);
  });
  afterAll(async () => {
    await served.server?.stop();
    await served.model?.close();
  });
  return served;
}
