import type { LettaRequest } from "@/lib/contract/messages/requests";
import { modelRequest } from "@/lib/runtime/request";
import { openTurn } from "@/lib/runtime/turn";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { fetchImages } from "../messages/fetch-images";
import { readInput } from "../messages/read-input";
import { prepareTurn } from "./prepare-turn";
import { runOptions } from "./run-input";
import type { RunTarget } from "./start-run";

/** The body that a turn with these messages would send to the provider first. Nothing is stored or sent. */
export async function previewRequest(
  ctx: Context,
  target: RunTarget,
  body: LettaRequest,
): Promise<Record<string, unknown>> {
  const { agentId, conversationId = null } = target;
  const agent = await findAgent(ctx, agentId);
  const messages = await fetchImages(ctx, readInput(ctx, body, { conversationId, timezone: agent.timezone }));
  const options = runOptions(body);
  const run = {
    id: ctx.ids.next("run"),
    agent_id: agentId,
    conversation_id: conversationId,
    input: { messages, options },
    isPreview: true,
  };
  const { input, ports } = await prepareTurn(ctx, run, new AbortController().signal);
  return ports.model.preview(modelRequest(openTurn(input, ports)));
}
