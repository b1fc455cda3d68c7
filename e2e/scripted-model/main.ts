import { startScriptedModel } from "./server";

/** As a process of its own: `tsx e2e/scripted-model/main.ts [port]` prints its URL and serves until it is killed. */
const server = await startScriptedModel({ port: Number(process.argv[2] ?? 0) });
console.log(server.url);
