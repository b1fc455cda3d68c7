import { parseArgs } from "node:util";
import { startScriptedModel } from "../scripted-model/server";
import { startServer } from "./server";

// serve.ts --port N [--scripted]: the built server with an empty database that is gone afterwards, for browser tests. The
// scripted model server stands in for OpenAI where asked.
const { values } = parseArgs({
  options: { port: { type: "string" }, scripted: { type: "boolean", default: false } },
});
const model = values.scripted ? await startScriptedModel() : null;
const server = await startServer({
  env: {
    PORT: values.port ?? "0",
    DEMO_MODEL_DELAY_MS: "12",
    ...(model && { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: model.url }),
  },
});
console.log(server.output());

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, async () => {
    await server.stop();
    await model?.close();
    process.exit(0);
  });
