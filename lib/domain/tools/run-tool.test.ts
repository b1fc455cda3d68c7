import { expect, test } from "vitest";
import { aWorld } from "@/lib/testing/harness";
import { findAgent } from "../agents/agent-row";
import { ensureBaseTools } from "./ensure-base-tools";
import { runTool } from "./run-tool";
import type { ToolScope } from "./tool-scope";

/** A note for the archive, whose embedding model does this. */
async function noting(embed: (abort: AbortController) => never) {
  const { ctx, anAgent } = await aWorld();
  await ensureBaseTools(ctx);
  const { id } = await anAgent({ embedding: "local/hash-256" });
  const abort = new AbortController();
  const logged: string[] = [];
  const acting = {
    ...ctx,
    log: { ...ctx.log, error: (_: object, message: string) => void logged.push(message) },
    models: { ...ctx.models, openEmbedder: async () => embed(abort) },
  };
  const tool = await ctx.db.tool.findFirstOrThrow({
    where: { name: "archival_memory_insert", organization_id: ctx.actor.organizationId },
  });
  const scope = {
    ctx: acting,
    agent: await findAgent(ctx, id),
    signal: abort.signal,
  } as unknown as ToolScope;
  const outcome = await runTool(scope, tool, { content: "tea" });
  return { outcome, logged };
}

test("a call that is cut off by a cancellation says so, and is no failure in the log", async () => {
  const { outcome, logged } = await noting((abort) => {
    abort.abort();
    throw abort.signal.reason;
  });
  expect(outcome).toMatchObject({ status: "error", value: "The call was cancelled" });
  expect(logged).toEqual([]);
});

test("a mistake of the server's own is for the log, not for the model", async () => {
  const { outcome, logged } = await noting(() => {
    throw new Error("column secret does not exist");
  });
  expect(outcome).toMatchObject({
    status: "error",
    value: "The tool failed because of an internal error.",
  });
  expect(logged).toEqual(["tool failed"]);
});
